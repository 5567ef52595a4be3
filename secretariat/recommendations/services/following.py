"""Answer recommendations, follow them up, and take them from state to state."""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.transitions import change_state
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.recommendations import rules
from secretariat.recommendations.choices import RecommendationState
from secretariat.recommendations.models import FollowUp, Recommendation
from secretariat.recommendations.services.making import locked


@transaction.atomic
def respond(
    recommendation: Recommendation,
    verb: str,
    *,
    response: Labels | None = None,
    authority: str = "",
    by: Viewer,
    on: datetime.date,
    reason: str = "",
) -> Recommendation:
    """Answer for the owner: accept, accept in part, or do not accept (``rules.ANSWERS``), with what it says.

    Whoever accepts in part or does not accept says why. Who does not speak for the owner names its note as authority.

    Errors: NotPermitted; Refused where it was answered before; ValidationError.
    """
    if verb not in rules.ANSWERS:
        raise TypeError(f"{verb} is no answer")
    held = locked(recommendation)
    row = rules.RECOMMENDATION_CHANGES.check(held, verb, by=by)
    if row.target != RecommendationState.ACCEPTED and not response:
        raise ValidationError({"response": _("Say why it is not accepted, or not in full.")})
    if not rules.speaks_for_owner.test(by, held) and not authority.strip():
        raise ValidationError({"authority": _("Name the note or decision with which its owner answered.")})
    said = {"response": response or Labels(), "authority": authority.strip()}
    answered = {"responded_on": on, "responded_by": by.person}
    return change_state(
        held, rules.RECOMMENDATION_CHANGES, verb, by=by, reason=reason or _("Answered"), **said, **answered
    )


@transaction.atomic
def move_recommendation(
    recommendation: Recommendation, verb: str, *, by: Viewer, on: datetime.date, reason: str
) -> Recommendation:
    """Take a recommendation to another state by a verb of ``rules.RECOMMENDATION_CHANGES`` that is no answer.

    Errors: NotPermitted; Refused where it is in no state to.
    """
    if verb in rules.ANSWERS:
        raise TypeError(f"{verb} is an answer: use respond")
    return change_state(locked(recommendation), rules.RECOMMENDATION_CHANGES, verb, by=by, reason=reason)


@transaction.atomic
def follow_up(
    recommendation: Recommendation,
    *,
    day: datetime.date,
    text: Labels,
    evidence: Document | None = None,
    by: Viewer,
    on: datetime.date,
    reason: str = "",
) -> FollowUp:
    """Record what happened with a recommendation on a day, today or before.

    Errors: NotPermitted; Refused where it is closed, or for a day to come or before it was made; ValidationError.
    """
    held = locked(recommendation)
    if not rules.may_work_on.test(by, held):
        raise NotPermitted(_("Only its owner, the unit that follows it up, and planning officers say what happened."))
    if held.state == RecommendationState.CLOSED:
        raise Refused(_("It is closed and changes no more."))
    if not held.made_on <= day <= on:
        raise Refused(_("Choose a day from the one on which it was made until today."))
    made = FollowUp(recommendation=held, day=day, text=text, evidence=evidence)
    return keep(made, by=by, reason=reason or _("Followed up"))

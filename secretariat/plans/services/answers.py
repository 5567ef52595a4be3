"""Propose, confirm and refuse that a plan line answers a mandate."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.choices import SuggestionState
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep, keep_all
from secretariat.core.suggestions import decide, decisions
from secretariat.core.viewer import Viewer
from secretariat.mandates.models import Mandate
from secretariat.mandates.services import end_evidence, words_of
from secretariat.plans import rules
from secretariat.plans.models import TODAY, Activity, Answer, Plan
from secretariat.plans.queries.matching import METHOD, proposals_for
from secretariat.plans.services.evidence import tell_mandate
from secretariat.plans.services.telling import tell_of_answer, tell_of_answers

ANSWER_DECISIONS = decisions(rules.may_decide_answer)


@transaction.atomic
def propose_answer(
    activity: Activity,
    mandate: Mandate,
    *,
    by: Viewer,
    reason: str,
    language: str,
    confirmed_on: datetime.date | None = None,
) -> Answer:
    """Propose that a line answers a mandate; with ``confirmed_on``, confirm it the same day.

    Errors: NotPermitted outside the secretariat, or where the proposer may not confirm; Refused where the line does
    not stand in today's plan, or the two are linked already.
    """
    if not rules.may_propose_answer.test(by, activity):
        raise NotPermitted(_("Only the secretariat proposes which line answers a mandate."))
    _refuse_fallen(activity)
    known = Answer.objects.filter(activity=activity, mandate=mandate).first()
    if known is not None:
        words = {"line": activity.address, "mandate": mandate, "state": known.get_state_display()}
        raise Refused(_("Line %(line)s and %(mandate)s are linked already; the link is %(state)s.") % words)
    link = Answer(activity=activity, mandate=mandate, proposed_by=by.name[:60], reason=words_of(reason, language))
    keep(link, by=by, reason=reason)
    if confirmed_on is not None:
        return confirm_answer(link, by=by, on=confirmed_on, reason=reason)
    tell_of_answer(link, by=by)
    return link


@transaction.atomic
def confirm_answer(answer: Answer, *, by: Viewer, on: datetime.date, reason: str) -> Answer:
    """Confirm that a line answers a mandate; from then on the line counts for the mandate's status.

    Errors: NotPermitted; Refused where it is confirmed already or the line does not stand in today's plan.
    """
    _refuse_fallen(answer.activity)
    decide(answer, ANSWER_DECISIONS, "confirm", by=by, on=on, reason=reason)
    tell_mandate(answer.activity, answer.mandate, by=by, reason=reason)
    return answer


@transaction.atomic
def refuse_answer(answer: Answer, *, by: Viewer, on: datetime.date, reason: str) -> Answer:
    """Refuse that a line answers a mandate; it is not suggested again, and no longer counts if it did.

    Errors: NotPermitted; Refused where it is refused already.
    """
    decide(answer, ANSWER_DECISIONS, "refuse", by=by, on=on, reason=reason)
    end_evidence(answer.mandate, source=answer.activity.pk, by=by, reason=reason)
    return answer


@transaction.atomic
def suggest_answers(plan: Plan, *, by: Viewer) -> list[Answer]:
    """Suggest links between today's lines and the mandates that bind the secretariat; confirm none.

    A pair that is linked in whatever state, refused ones included, is left alone, so that asking twice adds nothing.
    Errors: NotPermitted.
    """
    if not rules.may_ask_for_suggestions.test(by, plan):
        raise NotPermitted(_("Only a planning officer asks for suggestions."))
    links = [
        Answer(
            activity=found.activity,
            mandate=found.mandate,
            state=SuggestionState.SUGGESTED,
            proposed_by=METHOD,
            confidence=found.confidence,
            reason=found.reason,
        )
        for found in proposals_for(plan, by)
    ]
    keep_all(links, by=by, reason=METHOD)
    tell_of_answers(plan, links, by=by)
    return links


def _refuse_fallen(activity: Activity) -> None:
    if not Activity.objects.at(TODAY).filter(pk=activity.pk).exists():
        raise Refused(
            _("Line %(line)s does not stand in today's plan, so it answers nothing.") % {"line": activity.address}
        )

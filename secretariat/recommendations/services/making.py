"""Make recommendations and change what is known of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep, take_out
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.organization.models import Unit
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party
from secretariat.recommendations import rules
from secretariat.recommendations.choices import RecommendationState
from secretariat.recommendations.models import Recommendation, RecommendationTopic
from secretariat.topics.models import Topic

FACTS = ("text", "unit", "document", "paragraph", "due_on", "audience")  # what may be changed later; its owner stays
OWNERS = (PartyKind.STATE, PartyKind.UNIT)


@transaction.atomic
def recommend(
    *,
    text: Labels,
    owner: Party,
    unit: Unit,
    topics: Iterable[Topic] = (),
    by: Viewer,
    on: datetime.date,
    reason: str = "",
    **facts: Any,
) -> Recommendation:
    """Record a recommendation of a day to a State or a unit; ``facts`` are those of ``FACTS``.

    Errors: NotPermitted for who works neither for the unit that follows it up nor in planning; Refused for other
    parties; ValidationError.
    """
    if not rules.may_recommend.test(by, unit):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, record recommendations."))
    if owner.kind not in OWNERS:
        raise Refused(_("A recommendation is addressed to a State or a unit."))
    made = Recommendation(text=text, owner=owner, unit=unit, made_on=on)
    _fill(made, facts)
    keep(made, by=by, reason=reason or _("Recorded"))
    _set_topics(made, topics, by=by, reason=reason or _("Recorded"))
    return made


@transaction.atomic
def change_recommendation(
    recommendation: Recommendation,
    *,
    topics: Iterable[Topic] | None = None,
    by: Viewer,
    reason: str,
    **facts: Any,
) -> Recommendation:
    """Change what is known of a recommendation; to whom it is addressed stays. ``topics``: all of them, or None.

    Once its owner has answered, its text stays as well: the answer is to that text.

    Errors: NotPermitted; Refused where it is closed, or its text was answered; ValidationError.
    """
    held = locked(recommendation)
    _require(held, by)
    if held.state == RecommendationState.CLOSED:
        raise Refused(_("It is closed and changes no more."))
    if held.responded_on and facts.get("text", held.text) != held.text:
        raise Refused(_("Its owner has answered to this text: it stays. Record a new recommendation."))
    _fill(held, facts)
    _require(held, by)
    if topics is not None:
        _set_topics(held, topics, by=by, reason=reason)
    return keep(held, by=by, reason=reason)


def _require(recommendation: Recommendation, by: Viewer) -> None:
    if not rules.may_change_recommendation.test(by, recommendation):
        raise NotPermitted(_("Only those who work for the unit that follows it up, and planning officers, change it."))


def _fill(recommendation: Recommendation, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        if name not in FACTS:
            raise TypeError(f"a recommendation has no {name}")
        setattr(recommendation, name, value)
    paragraph = recommendation.paragraph
    if paragraph is not None and recommendation.document_id not in (None, paragraph.document_id):
        raise ValidationError({"paragraph": _("This paragraph stands in another document.")})
    if paragraph is not None:
        recommendation.document = paragraph.document


def _set_topics(recommendation: Recommendation, topics: Iterable[Topic], *, by: Viewer, reason: str) -> None:
    wanted = {topic.pk: topic for topic in topics}
    known = {link.topic_id: link for link in recommendation.topic_links.all()}
    for key in wanted.keys() - known.keys():
        keep(RecommendationTopic(recommendation=recommendation, topic=wanted[key]), by=by, reason=reason)
    for key in known.keys() - wanted.keys():
        take_out(known[key], by=by, reason=reason)


def locked(recommendation: Recommendation) -> Recommendation:
    """Return the recommendation as it is now, held until the transaction ends."""
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("unit", "owner", "paragraph")
    return rows.get(pk=recommendation.pk)

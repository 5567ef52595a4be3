"""What recommendations offer to programs and spreadsheets."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.resources import (
    Changing,
    Creating,
    Operation,
    Resource,
    Values,
    add_resource,
    asked_for,
    asked_of,
    facts_of,
    secretariat_only,
)
from secretariat.core.viewer import Viewer
from secretariat.recommendations.models import FollowUp, Recommendation, RecommendationTopic
from secretariat.recommendations.rules import (
    ANSWERS,
    RECOMMENDATION_CHANGES,
    may_change_recommendation,
    may_recommend,
    may_work_on,
)
from secretariat.recommendations.services import (
    FACTS,
    change_recommendation,
    follow_up,
    move_recommendation,
    recommend,
    respond,
)
from secretariat.topics.models import Topic

TOPICS = asked_for(
    "topics",
    models.ForeignKey(
        Topic,
        verbose_name=_("topics"),
        on_delete=models.PROTECT,
        related_name="+",
        blank=True,
        help_text=_("Of what it speaks."),
    ),
    many=True,
)
ANSWER = asked_of(Recommendation, "response", "authority")


def _recommend(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Recommendation:
    day = values.get("made_on") or on
    facts = {name: value for name, value in values.items() if name not in {"made_on", "topics"}}
    return recommend(**facts, topics=values.get("topics") or (), by=by, on=day, reason=reason)


def _change(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Recommendation:
    return change_recommendation(record, **values, by=by, reason=reason)


def _verb(verb: str) -> Any:
    def move(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Recommendation:
        if verb in ANSWERS:
            return respond(record, verb, **values, by=by, on=on, reason=reason)
        return move_recommendation(record, verb, by=by, on=on, reason=reason)

    return move


def _follow(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> FollowUp:
    facts = {name: value for name, value in values.items() if name != "recommendation"}
    return follow_up(values["recommendation"], **facts, by=by, on=on, reason=reason)


add_resource(
    Resource(
        model=Recommendation,
        name="recommendations",
        facts=facts_of(
            Recommendation,
            *("text", "owner", "owner.slug", "unit", "unit.party.slug", "document", "paragraph", "made_on", "due_on"),
            *("state", "response", "responded_on", "responded_by", "authority", "audience", "is_demonstration"),
            implied=("owner", "unit", "unit.party"),
            known_to={"responded_by": secretariat_only},
        ),
        filters={
            "owner": "owner",
            "unit": "unit",
            "state": "state",
            "made_on": "made_on",
        },
        orders=("made_on", "state"),
        expandable=("owner", "unit", "document", "paragraph"),
        create=Creating(
            (*asked_of(Recommendation, "owner", "made_on", *FACTS, optional=("made_on",)), TOPICS),
            may_recommend,
            _recommend,
        ),
        change=Changing(asked_of(Recommendation, *FACTS), may_change_recommendation, _change),
        operations=tuple(
            Operation(
                row.verb.replace("_", "-"), row.label, row.rule, _verb(row.verb), ANSWER if row.verb in ANSWERS else ()
            )
            for row in RECOMMENDATION_CHANGES.rows.values()
        ),
    )
)

add_resource(
    Resource(
        model=RecommendationTopic,
        name="recommendation-topics",
        facts=facts_of(
            RecommendationTopic,
            "recommendation",
            "topic",
            "topic.slug",
            "is_demonstration",
            implied=("recommendation",),
        ),
        filters={"recommendation": "recommendation", "topic": "topic"},
        orders=("topic_slug",),
        expandable=("recommendation", "topic"),
    )
)

add_resource(
    Resource(
        model=FollowUp,
        name="follow-ups",
        facts=facts_of(
            FollowUp,
            *("recommendation", "day", "text", "evidence", "is_demonstration"),
            implied=("recommendation",),
        ),
        filters={"recommendation": "recommendation", "day": "day"},
        orders=("day",),
        expandable=("recommendation", "evidence"),
        create=Creating(asked_of(FollowUp, "recommendation", "day", "text", "evidence"), may_work_on, _follow),
    )
)

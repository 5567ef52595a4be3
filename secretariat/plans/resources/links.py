"""What ties plans to terms, parties, topics and mandates, as programs and spreadsheets see it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.calling import done_by
from secretariat.core.resources import (
    Creating,
    Operation,
    Resource,
    add_resource,
    asked_of,
    facts_of,
    secretariat_only,
)
from secretariat.plans.models import (
    ActivityTopic,
    AmendedTerms,
    Answer,
    PlanCounterpart,
)
from secretariat.plans.resources.calling import (
    TERMS,
    answer,
)
from secretariat.plans.rules import may_decide_answer, may_propose_answer
from secretariat.plans.services import (
    confirm_answer,
    refuse_answer,
)

add_resource(
    Resource(
        model=AmendedTerms,
        name="amended-terms",
        facts=facts_of(
            AmendedTerms,
            "amendment",
            "amendment.number",
            "activity",
            "activity.address",
            *TERMS,
            "is_demonstration",
            implied=("amendment", "activity"),
        ),
        filters={"amendment": "amendment", "activity": "activity", "kind": "kind"},
        orders=("amendment_number", "activity_address"),
        expandable=("amendment", "activity"),
    )
)

add_resource(
    Resource(
        model=PlanCounterpart,
        name="plan-counterparts",
        facts=facts_of(
            PlanCounterpart,
            "project",
            "project.address",
            "activity",
            "party",
            "party.slug",
            "is_demonstration",
            implied=("project", "activity"),
        ),
        filters={"project": "project", "activity": "activity", "party": "party"},
        orders=("project_address",),
        expandable=("project", "activity", "party"),
    )
)

add_resource(
    Resource(
        model=ActivityTopic,
        name="activity-topics",
        facts=facts_of(
            ActivityTopic,
            "activity",
            "activity.address",
            "topic",
            "topic.slug",
            "is_demonstration",
            implied=("activity",),
        ),
        filters={"activity": "activity", "topic": "topic", "plan": "activity__plan"},
        orders=("activity_address", "topic_slug"),
        expandable=("activity", "topic"),
    )
)

add_resource(
    Resource(
        model=Answer,
        name="answers",
        facts=facts_of(
            Answer,
            "activity",
            "activity.address",
            "mandate",
            "mandate.paragraph.document.symbol",
            "mandate.paragraph.number",
            "state",
            "proposed_by",
            "confidence",
            "decided_by",
            "decided_on",
            "reason",
            "is_demonstration",
            implied=("activity", "mandate", "mandate.paragraph", "mandate.paragraph.document"),
            known_to={"proposed_by": secretariat_only},
        ),
        filters={
            "activity": "activity",
            "mandate": "mandate",
            "plan": "activity__plan",
            "document": "mandate__paragraph__document",
            "state": "state",
        },
        orders=("activity_address", "mandate_paragraph_document_symbol", "state"),
        expandable=("activity", "mandate", "decided_by"),
        create=Creating(asked_of(Answer, "activity", "mandate"), may_propose_answer, answer),
        operations=(
            Operation("confirm", _("confirm"), may_decide_answer, done_by(confirm_answer)),
            Operation("refuse", _("refuse"), may_decide_answer, done_by(refuse_answer)),
        ),
    )
)

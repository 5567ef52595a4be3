"""What the parts of plans offer to programs and spreadsheets."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.calling import all_made_by
from secretariat.core.resources import (
    Creating,
    Fact,
    Operation,
    Resource,
    add_resource,
    asked_of,
    facts_of,
)
from secretariat.plans.models import (
    Activity,
    Area,
    PlanPart,
    Program,
    Project,
)
from secretariat.plans.resources.calling import (
    DRAFT,
    TERMS,
    TOPICS,
    add_line,
    add_to_program,
    change_line,
    drop_part,
    undo,
)
from secretariat.plans.rules import may_amend_plan
from secretariat.plans.services import (
    add_activities,
)

PART_FILTERS = {"plan": "plan", "added_by": "added_by", "dropped_by": "dropped_by"}


def part_facts(model: type[PlanPart], *names: str, implied: tuple[str, ...] = ()) -> tuple[Fact, ...]:
    """Return the facts of a part of a plan: its own between those that all parts have.

    SECURITY: what a draft drops is for the secretariat: ``dropped_by`` is told only to who may see the amendment.
    """
    shared = ("note", "added_by", "dropped_by", "is_demonstration")
    whole = ("plan", "plan.document", "added_by", *implied)
    return facts_of(model, "plan", "plan.document.symbol", "title", "position", *names, *shared, implied=whole)


PART_VERBS = (
    Operation("drop", _("drop"), may_amend_plan, drop_part, (DRAFT,)),
    Operation("undo", _("undo what the draft does"), may_amend_plan, undo, (DRAFT,)),
)

add_resource(
    Resource(
        model=Area,
        name="areas",
        facts=part_facts(Area, "number", "topic"),
        key="plan__document__slug/number",
        filters={**PART_FILTERS, "topic": "topic"},
        orders=("position", "number"),
        expandable=("plan", "topic", "added_by", "dropped_by"),
    )
)

add_resource(
    Resource(
        model=Program,
        name="programs",
        facts=part_facts(Program, "area", "area.number", "letter", "topic", implied=("area",)),
        key="plan__document__slug/area__number/letter",
        filters={**PART_FILTERS, "area": "area", "topic": "topic"},
        orders=("position", "letter"),
        expandable=("plan", "area", "topic", "added_by", "dropped_by"),
    )
)

add_resource(
    Resource(
        model=Project,
        name="projects",
        facts=part_facts(Project, "program", "number", "address", "on_request", implied=("program",)),
        key="plan__document__slug/address",
        filters={**PART_FILTERS, "program": "program", "address": "address", "on_request": "on_request"},
        orders=("position", "address"),
        expandable=("plan", "program", "added_by", "dropped_by"),
        create=Creating((DRAFT, *asked_of(Project, "program", "title", "on_request")), may_amend_plan, add_to_program),
        operations=PART_VERBS,
    )
)

add_resource(
    Resource(
        model=Activity,
        name="activities",
        facts=part_facts(
            Activity,
            "project",
            "project.address",
            "address",
            *TERMS,
            "is_standing",
            "level",
            "owner",
            "owner.party.slug",
            "owner_function",
            implied=("project", "owner.party"),
        ),
        key="plan__document__slug/address",
        filters={
            **PART_FILTERS,
            "project": "project",
            "address": "address",
            "kind": "kind",
            "owner": "owner",
            "level": "level",
            "is_standing": "is_standing",
            "on_request": "on_request",
        },
        orders=("position", "address", "kind"),
        expandable=("plan", "project", "owner", "owner_function", "added_by", "dropped_by"),
        create=Creating(
            (
                DRAFT,
                *asked_of(Activity, "project", "title", *TERMS, "is_standing", "level", "owner", "owner_function"),
                TOPICS,
            ),
            may_amend_plan,
            add_line,
            all_made_by(add_activities),
        ),
        operations=(
            Operation(
                "change-terms",
                _("change what it promises"),
                may_amend_plan,
                change_line,
                (DRAFT, *asked_of(Activity, *TERMS, optional=TERMS)),
            ),
            *PART_VERBS,
        ),
    )
)

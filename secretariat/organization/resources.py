"""What orders, the units they place and the functions they give offer to programs and spreadsheets."""

from __future__ import annotations

import datetime
from dataclasses import fields, replace
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.calling import done_by
from secretariat.core.languages import Labels
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
)
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.organization.models import Counterpart, Function, FunctionTopic, Order, Placement, Unit
from secretariat.organization.rules import may_draft_order, may_put_in_force
from secretariat.organization.services import (
    FunctionFacts,
    PlacementFacts,
    add_counterpart,
    add_function,
    add_unit,
    change_function,
    change_placement,
    draft_order,
    put_in_force,
    resume_order,
    withdraw_order,
)
from secretariat.topics.models import Topic


def draft(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Order:
    """Draft an order from the one in force, or from another."""
    return draft_order(
        symbol=values["symbol"],
        title=values["title"],
        based_on=values.get("based_on"),
        by=by,
        on=on,
        reason=reason,
    )


def issue(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Order:
    """Put a draft in force; where nobody else is named, the office signs that signed the order it began from."""
    signatory: Labels = values.get("signatory") or record.signatory
    said = {"signed_on": values["signed_on"], "effective_on": values["effective_on"], "signatory": signatory}
    return put_in_force(record, **said, by=by, on=on, reason=reason)


def place(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Placement:
    """Place a unit in a draft: one that exists, or a new one where none is named."""
    facts = PlacementFacts(**_without(values, "order", "unit"))
    return add_unit(values["order"], facts, unit=values.get("unit"), by=by, reason=reason)


def change_place(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Placement:
    """Change what a draft says of a unit; what is not named stays."""
    now = PlacementFacts(**{each.name: getattr(record, each.name) for each in fields(PlacementFacts)})
    return change_placement(record, replace(now, **values), by=by, reason=reason)


def give_function(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Function:
    """Give a unit a function in a draft."""
    said = {**_without(values, "order"), "topics": tuple(values.get("topics") or ())}
    return add_function(values["order"], FunctionFacts(**said), by=by, reason=reason)


def change_given(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Function:
    """Change a function of a draft; what is not named stays."""
    now = FunctionFacts(
        unit=record.unit,
        address=record.address,
        kind=record.kind,
        summary=record.summary,
        note=record.paragraph.note,
        topics=tuple(link.topic for link in record.topic_links.select_related("topic")),
    )
    said = {**values, "topics": tuple(values.get("topics", now.topics))}
    return change_function(record, replace(now, **said), by=by, reason=reason)


def name_counterpart(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Counterpart:
    """Say with whom a function is carried out."""
    return add_counterpart(values["function"], **_without(values, "function"), by=by, reason=reason)


def _without(values: Values, *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


PLACED = asked_of(Placement, "name", "acronym", "level", "parent", "address", "head", "answers_to", "note")
TOLD = (
    *asked_of(Function, "unit", "kind"),
    asked_for("address", models.CharField(_("address"), max_length=20, help_text=_("Such as II.A.10.")), required=True),
    *asked_of(Paragraph, "summary", "note", required=("summary",)),
    asked_for(
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
    ),
)

add_resource(
    Resource(
        model=Unit,
        name="units",
        facts=facts_of(
            Unit,
            "party",
            "party.slug",
            "party.name",
            "party.acronym",
            "is_outside",
            "is_demonstration",
            implied=("party",),
        ),
        key="party__slug",
        other_keys=("party__acronym",),
        filters={"party": "party", "is_outside": "is_outside"},
        orders=("party_slug",),
        expandable=("party",),
    )
)

add_resource(
    Resource(
        model=Order,
        name="orders",
        facts=facts_of(
            Order,
            "document",
            "document.symbol",
            "document.slug",
            "state",
            "signed_on",
            "effective_on",
            "signatory",
            "based_on",
            "is_demonstration",
            implied=("document",),
        ),
        key="document__slug",
        other_keys=("document__symbol",),
        filters={
            "document": "document",
            "state": "state",
            "effective_from": "effective_on__gte",
            "effective_until": "effective_on__lte",
        },
        orders=("document_symbol", "state"),
        expandable=("document", "based_on"),
        create=Creating(
            (
                *asked_of(Document, "symbol", "title", required=("symbol",)),
                *asked_of(Order, "based_on"),
            ),
            may_draft_order,
            draft,
        ),
        operations=(
            Operation(
                "put-in-force",
                _("put in force"),
                may_put_in_force,
                issue,
                asked_of(Order, "signed_on", "effective_on", "signatory", required=("signed_on", "effective_on")),
            ),
            Operation("withdraw", _("withdraw the draft"), may_draft_order, done_by(withdraw_order)),
            Operation("resume", _("take up the draft again"), may_draft_order, done_by(resume_order)),
        ),
    )
)

add_resource(
    Resource(
        model=Placement,
        name="placements",
        facts=facts_of(
            Placement,
            "order",
            "order.document.symbol",
            "unit",
            "unit.party.slug",
            "parent",
            "position",
            "name",
            "acronym",
            "level",
            "address",
            "head",
            "answers_to",
            "note",
            "is_demonstration",
            implied=("order", "order.document", "unit", "unit.party"),
        ),
        key="order__document__slug/unit__party__slug",
        filters={"order": "order", "unit": "unit", "parent": "parent", "level": "level", "address": "address"},
        orders=("position", "address", "level"),
        expandable=("order", "unit", "parent", "answers_to"),
        create=Creating((*asked_of(Placement, "order", "unit", optional=("unit",)), *PLACED), may_draft_order, place),
        change=Changing(PLACED, may_draft_order, change_place),
    )
)

add_resource(
    Resource(
        model=Function,
        name="functions",
        facts=facts_of(
            Function,
            "order",
            "order.document.symbol",
            "paragraph",
            "paragraph.number",
            "paragraph.position",
            "paragraph.summary",
            "unit",
            "kind",
            "continues",
            "is_demonstration",
            implied=("order", "order.document", "paragraph"),
        ),
        key="order__document__slug/paragraph__number",
        filters={"order": "order", "paragraph": "paragraph", "unit": "unit", "kind": "kind"},
        orders=("paragraph_position", "paragraph_number", "kind"),
        expandable=("order", "paragraph", "unit", "continues"),
        create=Creating((*asked_of(Function, "order"), *TOLD), may_draft_order, give_function),
        change=Changing(TOLD, may_draft_order, change_given),
    )
)

add_resource(
    Resource(
        model=Counterpart,
        name="counterparts",
        facts=facts_of(
            Counterpart,
            "function",
            "function.paragraph.number",
            "relation",
            "party",
            "document",
            "detail",
            "is_demonstration",
            implied=("function", "function.paragraph"),
        ),
        filters={"function": "function", "relation": "relation", "party": "party", "document": "document"},
        orders=("function_paragraph_number", "relation"),
        expandable=("function", "party", "document"),
        create=Creating(
            asked_of(Counterpart, "function", "relation", "party", "document", "detail"),
            may_draft_order,
            name_counterpart,
        ),
    )
)

add_resource(
    Resource(
        model=FunctionTopic,
        name="function-topics",
        facts=facts_of(
            FunctionTopic,
            "function",
            "function.paragraph.number",
            "topic",
            "topic.slug",
            "is_demonstration",
            implied=("function", "function.paragraph"),
        ),
        filters={"function": "function", "topic": "topic"},
        orders=("function_paragraph_number", "topic_slug"),
        expandable=("function", "topic"),
    )
)

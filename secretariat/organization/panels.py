"""What the structure says on the pages of paragraphs, documents, parties, bodies and topics."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, table
from secretariat.core.fact_registry import Contribution, add_facts, add_marks
from secretariat.core.pages import Fact, fact
from secretariat.core.panel_registry import Panel, add_panel, show_records_of
from secretariat.core.prepared import prepared
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.organization.columns import ADDRESS, SUMMARY, UNIT, unit_cell
from secretariat.organization.models import Counterpart, CounterpartQuerySet, Function, Order, Unit
from secretariat.organization.queries import similar_to
from secretariat.organization.wording import counterpart_cell
from secretariat.parties.models import Party
from secretariat.topics.models import Topic


def unit_of(function: Function) -> Cell:
    """Return the unit of a function as it is known today."""
    return Cell(function.unit.party.short, function.unit.get_absolute_url())


NAMING = (
    Column("relation", gettext_lazy("Relation"), lambda each: each.get_relation_display()),
    Column(
        "function", gettext_lazy("Function"), lambda each: Cell(str(each.function), each.function.get_absolute_url())
    ),
    Column("unit", gettext_lazy("Unit"), lambda each: unit_of(each.function)),
)


def function_of(viewer: Viewer, paragraph: Paragraph, _on: datetime.date) -> Contribution:
    """Return what a paragraph of an order is as a function: unit, kind, counterparts, lineage, likeness."""
    function = next(iter(_functions(viewer, paragraph.pk)), None)
    if function is None:
        return Contribution()
    counterparts = function.counterparts.select_related("party", "document").order_by("relation", "id")
    topics = function.topic_links.select_related("topic").order_by("topic__slug")
    return Contribution(
        facts=[
            fact(_("Unit"), unit_cell(function)),
            fact(_("Kind of function"), Cell(function.get_kind_display(), _listed(function))),
            fact(_("With whom"), *(counterpart_cell(each) for each in counterparts)),
            fact(_("Topics"), *(Cell(str(each.topic), each.topic.get_absolute_url()) for each in topics)),
            *_lineage(viewer, function),
            fact(_("The same in other units"), *_others(viewer, function)),
        ]
    )


@prepared
def _functions(viewer: Viewer, paragraph: uuid.UUID) -> QuerySet[Function]:
    rows = Function.objects.visible_to(viewer).with_unit_names().select_related("order__document", "unit__party")
    return rows.filter(paragraph=paragraph)


def _listed(function: Function) -> str:
    return f"{reverse('functions')}?order={function.order.document.slug}&kind={function.kind}"


def _lineage(viewer: Viewer, function: Function) -> list[Fact]:
    visible = Function.objects.visible_to(viewer).select_related("paragraph__document")
    before = visible.filter(continued_by=function)
    after = visible.filter(continues=function).order_by("order__effective_on")
    return [
        fact(_("Continues"), *(_in_order(each) for each in before)),
        fact(_("Continued by"), *(_in_order(each) for each in after)),
    ]


def _in_order(function: Function) -> Cell:
    return Cell(f"{function.paragraph.document}, {function.address}", function.get_absolute_url())


def _others(viewer: Viewer, function: Function) -> list[Cell]:
    rows = Function.objects.visible_to(viewer).with_unit_names().select_related("paragraph__document", "unit__party")
    alike = rows.filter(pk__in=similar_to(function)).exclude(unit=function.unit).order_by("paragraph__position")
    return [Cell(f"{unit_cell(each).text}, {each.address}", each.get_absolute_url()) for each in alike]


def units_of(viewer: Viewer, paragraphs: Sequence[Paragraph], _on: datetime.date) -> Mapping[uuid.UUID, Sequence[Cell]]:
    """Return for each paragraph of an order whose function it is."""
    rows = _functions_among(viewer, [each.pk for each in paragraphs])
    return {each.paragraph_id: [unit_cell(each)] for each in rows}


@prepared
def _functions_among(viewer: Viewer, paragraphs: list[uuid.UUID]) -> QuerySet[Function]:
    rows = Function.objects.visible_to(viewer).with_unit_names().select_related("unit__party")
    return rows.filter(paragraph__in=paragraphs)


def order_of(viewer: Viewer, document: Document, on: datetime.date) -> Contribution:
    """Return the order that a document is, or whose technical secretariat a treaty has."""
    order = next(iter(_orders(viewer, document.pk)), None)
    served = _serving(viewer, document.pk, on)
    return Contribution(
        facts=[
            fact(_("Structure"), Cell(_("units and functions it gives"), order.get_absolute_url()) if order else None),
            fact(_("Technical secretariat"), *(_named(each.function) for each in served)),
        ]
    )


@prepared
def _orders(viewer: Viewer, document: uuid.UUID) -> QuerySet[Order]:
    return Order.objects.visible_to(viewer).select_related("document").filter(document=document).order_by("pk")


@prepared
def _serving(viewer: Viewer, document: uuid.UUID, on: datetime.date) -> QuerySet[Counterpart]:
    return _in_force(viewer, Counterpart.objects.filter(document=document), on)


def naming_party(viewer: Viewer, party: Party) -> dict[str, Any]:
    """Return the functions in force today that name a party: who serves it, advises it, works with it."""
    rows = list(_in_force(viewer, Counterpart.objects.filter(party=party), timezone.localdate()))
    return {"table": table(NAMING, rows, empty=_("No function in force names it."))}


def _named(function: Function) -> Cell:
    return Cell(f"{function.unit.party.short}, {function.address}", function.get_absolute_url())


def _in_force(viewer: Viewer, counterparts: CounterpartQuerySet, on: datetime.date) -> CounterpartQuerySet:
    newest = Order.objects.visible_to(viewer).issued().filter(effective_on__lte=on).order_by("-effective_on")
    rows = counterparts.visible_to(viewer).filter(function__order=Subquery(newest.values("pk")[:1]))
    rows = rows.select_related("function__paragraph__document", "function__unit__party")
    return rows.order_by("function__paragraph__position")


def on_topic(viewer: Viewer, topic: Topic) -> dict[str, Any]:
    """Return the functions that speak of a topic, in the order in force and those to come."""
    rows = (
        Function.objects.visible_to(viewer)
        .with_unit_names()
        .filter(topic_links__topic=topic, order__state="issued")
        .select_related("paragraph__document", "unit__party")
        .order_by("-order__effective_on", "paragraph__position")
    )
    newest = rows.first()
    shown = list(rows.filter(order=newest.order_id)) if newest else []
    return {"table": table((ADDRESS, SUMMARY, UNIT), shown, empty=_("No function speaks of it."))}


show_records_of(Order, Unit)
add_facts(Paragraph, function_of, order=30)
add_marks(Paragraph, units_of, order=30)
add_facts(Document, order_of, order=30)
add_panel(
    Party, Panel("functions", gettext_lazy("Functions that name it"), "panels/table.html", naming_party, order=30)
)
add_panel(Topic, Panel("functions", gettext_lazy("Functions"), "panels/table.html", on_topic, order=40))

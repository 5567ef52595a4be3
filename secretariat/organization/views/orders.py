"""Orders: the list, the record, the difference between two."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

from django.db.models import Value
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, Words, table
from secretariat.core.dates import written_date, written_moment
from secretariat.core.pages import Action, BoardPage, Fact, ListPage, RecordPage, fact
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.documents.queries import lineage_of
from secretariat.organization import rules
from secretariat.organization.chart import draw
from secretariat.organization.choices import OrderState
from secretariat.organization.columns import COUNTERPARTS, ORDERS, SUMMARY, state_cell
from secretariat.organization.models import Function, Order
from secretariat.organization.queries import (
    Difference,
    Structure,
    difference,
    dropped_from,
    faults_of,
    mark_units,
    structure_of,
    until,
)
from secretariat.organization.views.dates import issued
from secretariat.organization.views.structure import in_words
from secretariat.organization.wording import full_name, told

CRUMB = (gettext_lazy("Structure"), "structure")
NEVER = datetime.date(9999, 12, 31)


def crumbs_to(*further: tuple[Words, str]) -> list[tuple[Words, str]]:
    """Return the way to a page about orders."""
    return [(CRUMB[0], reverse(CRUMB[1])), (gettext_lazy("Orders"), reverse("orders")), *further]


class OrdersPage(ListPage):
    """Every order on record, drafts first for those who may see them."""

    rule = anyone
    title = gettext_lazy("Orders")
    sub = gettext_lazy("Executive orders draw the structure; each holds until the next takes effect.")
    door = "structure"
    columns = ORDERS
    order = "-effective"
    empty_title = gettext_lazy("No order is on record")
    empty_text = gettext_lazy("The structure is drawn by orders. The first comes with the founding data or as a draft.")

    def records(self) -> RecordQuerySet[Any]:
        day = Coalesce("effective_on", Value(NEVER))
        return Order.objects.visible_to(self.viewer).select_related("document").annotate(known_day=day)

    def crumbs(self) -> list[tuple[Words, str]]:
        return [(CRUMB[0], reverse(CRUMB[1]))]

    def actions(self) -> list[Action]:
        if rules.may_draft_order.test(self.viewer):
            return [Action(_("Draft an order"), reverse("order-draft"), primary=True)]
        return []


def compared_with(order: Order) -> Order | None:
    """Return the order before: what a draft was begun from, what an issued one followed."""
    if order.state != OrderState.ISSUED:
        return order.based_on
    return (
        Order.objects.issued()
        .select_related("document")
        .filter(effective_on__lt=order.effective_on)
        .order_by("-effective_on")
        .first()
    )


class OrderPage(RecordPage):
    """An order: its days, its place in the line, what it changes, the structure it draws."""

    rule = anyone
    door = "structure"
    lookup = {"document__slug": "slug"}
    template_name = "organization/order.html"

    def records(self) -> RecordQuerySet[Any]:
        return Order.objects.visible_to(self.viewer).select_related("document__issuer", "based_on__document")

    @cached_property
    def found(self) -> Difference | None:
        before = compared_with(self.subject)
        return difference(self.subject, before) if before else None

    @property
    def is_open(self) -> bool:
        """Whether this viewer may change it now."""
        return bool(self.subject.state == OrderState.DRAFT and rules.may_draft_order.test(self.viewer))

    def crumbs(self) -> list[tuple[Words, str]]:
        return crumbs_to()

    def actions(self) -> list[Action]:
        order: Order = self.subject
        slug = order.document.slug
        routes = {"put_in_force": "order-put-in-force", "withdraw": "order-withdraw", "resume": "order-resume"}
        labels = {"put_in_force": _("Put in force"), "withdraw": _("Withdraw"), "resume": _("Take up again")}
        buttons = [
            Action(labels[row.verb], reverse(routes[row.verb], args=(slug,)), primary=row.verb == "put_in_force")
            for row in rules.ORDER_CHANGES.open_to(self.viewer, order)
        ]
        if order.state == OrderState.ISSUED:
            buttons.append(Action(_("Show on its first day"), f"{reverse('structure')}?date={order.effective_on}"))
        if self.found is not None:
            buttons.append(Action(_("What it changes"), reverse("order-difference", args=(slug,))))
        return buttons

    def facts(self) -> list[Fact]:
        order: Order = self.subject
        last = until(order) if order.effective_on else None
        return [
            fact(_("State"), state_cell(order)),
            fact(_("Document"), Cell(str(order.document), order.document.get_absolute_url())),
            fact(_("Signed on"), written_date(order.signed_on)),
            fact(_("Takes effect on"), written_date(order.effective_on)),
            fact(_("Holds until"), written_date(last)),
            fact(_("Signed by"), str(order.signatory)),
            fact(_("Drafted from"), _order_cell(order.based_on)),
            *self._lineage(),
        ]

    def _lineage(self) -> list[Fact]:
        """Return what the order says of other documents, and what others say of it."""
        cells: dict[str, list[Cell]] = {}
        for link in lineage_of(self.subject.document, self.viewer):
            cells.setdefault(link.words, []).append(Cell(str(link.other), link.other.get_absolute_url()))
        return [fact(words[:1].upper() + words[1:], *others) for words, others in cells.items()]

    def get_context(self) -> dict[str, Any]:
        order: Order = self.subject
        structure = structure_of(order)
        marks = mark_units(self.found) if self.found is not None and order.state == OrderState.DRAFT else {}
        return {
            **super().get_context(),
            "sub": order.document.title,
            "order": order,
            "is_open": self.is_open,
            "faults": faults_of(order, structure) if order.state == OrderState.DRAFT else [],
            "groups": told(self.found) if self.found is not None else [],
            "before": self.found.against if self.found is not None else None,
            "drawing": draw(structure, href=lambda each: each.unit.get_absolute_url(), marks=marks),
            "roots": [in_words(root, structure) for root in structure.roots],
            "large_url": self._large_url(order),
            "functions": self._functions(order, structure) if self.is_open else None,
            "dropped": self._dropped(order) if self.is_open else [],
        }

    def _large_url(self, order: Order) -> str:
        """Return where the chart is shown large."""
        if order.state == OrderState.ISSUED:
            return f"{reverse('structure')}?date={order.effective_on}"
        return reverse("order-difference", args=(order.document.slug,)) if self.found is not None else ""

    def _functions(self, order: Order, structure: Structure) -> list[dict[str, Any]]:
        """Return the functions of a draft by unit, each with where it is changed."""
        slug = order.document.slug
        rows = Function.objects.visible_to(self.viewer).filter(order=order).select_related("paragraph", "unit")
        by_unit: dict[Any, list[Function]] = {}
        for each in rows.with_counterparts().order_by("paragraph__position"):
            by_unit.setdefault(each.unit_id, []).append(each)
        columns = (Column("address", _("Address"), lambda each: _change_cell(slug, each)), SUMMARY, COUNTERPARTS)
        return [
            {
                "title": full_name(node.placement),
                "key": node.placement.unit.party.slug,
                "add_url": f"{reverse('order-function-add', args=(slug,))}?unit={node.placement.unit.party.slug}",
                "table": table(columns, by_unit.get(node.placement.unit_id, []), empty=_("No function yet.")),
            }
            for node in structure.walk()
        ]

    def _dropped(self, order: Order) -> list[dict[str, str]]:
        return [
            {
                "when": written_moment(each.at),
                "iso": each.at.isoformat(),
                "what": each.what,
                "who": each.who,
                "why": each.why,
            }
            for each in dropped_from(order)
        ]


def _change_cell(slug: str, function: Function) -> Cell:
    return Cell(function.address, reverse("order-function-change", args=(slug, function.address)), css="symbol")


def _order_cell(order: Order | None) -> Cell | None:
    return Cell(str(order), order.get_absolute_url()) if order else None


class OrderDifferencePage(BoardPage):
    """What an order changes against another, in words."""

    rule = anyone
    door = "structure"
    template_name = "organization/difference.html"

    def load(self) -> None:
        visible = Order.objects.visible_to(self.viewer).select_related("document", "based_on__document")
        self.subject = get_object_or_404(visible, document__slug=self.kwargs["slug"])
        asked = self.request.GET.get("against", "")
        against = get_object_or_404(visible, document__slug=asked) if asked else compared_with(self.subject)
        if against is None or against == self.subject:
            raise Http404
        self.against = against

    def crumbs(self) -> list[tuple[Words, str]]:
        return crumbs_to((str(self.subject), self.subject.get_absolute_url()))

    def get_context(self) -> dict[str, Any]:
        found = difference(self.subject, self.against)
        others = [each for each in issued(self.viewer) if each != self.subject]
        drawing = draw(
            structure_of(self.subject), href=lambda each: each.unit.get_absolute_url(), marks=mark_units(found)
        )
        return {
            **super().get_context(),
            "title": _("What %(order)s changes") % {"order": self.subject},
            "sub": _("Compared with %(against)s.") % {"against": self.against},
            "groups": told(found),
            "drawing": drawing,
            "tabs": [
                {
                    "label": str(each),
                    "url": f"{self.request.path}?against={each.document.slug}",
                    "current": each == self.against,
                }
                for each in others
            ],
        }

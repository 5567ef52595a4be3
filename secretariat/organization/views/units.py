"""A unit: where it stands on a day, what it does, with whom."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.core.columns import Cell, Column, Table, Words, table
from secretariat.core.dates import written_date
from secretariat.core.pages import Action, Fact, RecordPage, fact
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.organization.choices import CounterpartRelation, FunctionKind, OrderState
from secretariat.organization.columns import OF_UNIT
from secretariat.organization.models import Counterpart, Function, Placement, Unit
from secretariat.organization.queries import Node, Structure, last_days, recorded_since, structure_on
from secretariat.organization.services.units import PROPOSED_SLUG
from secretariat.organization.views.dates import DatedPage
from secretariat.organization.views.orders import CRUMB
from secretariat.organization.views.structure import in_words
from secretariat.organization.wording import full_name
from secretariat.parties.models import Party

SERVICES = (CounterpartRelation.SERVES, CounterpartRelation.LIAISON_WITH, CounterpartRelation.ADVISES)


class UnitPage(DatedPage, RecordPage):
    """A unit on a day: its place, head, functions, those it serves."""

    rule = anyone
    door = "structure"
    lookup = {"party__slug": "slug"}
    template_name = "organization/unit.html"

    def records(self) -> RecordQuerySet[Any]:
        return Unit.objects.visible_to(self.viewer).select_related("party")

    @cached_property
    def structure(self) -> Structure | None:
        return structure_on(self.day, self.viewer)

    @cached_property
    def node(self) -> Node | None:
        return self.structure.find(self.subject.pk) if self.structure else None

    def crumbs(self) -> list[tuple[Words, str]]:
        way: list[tuple[Words, str]] = [(CRUMB[0], f"{reverse(CRUMB[1])}{self.dated}")]
        if self.structure and self.node:
            way.extend(
                (each.placement.short, f"{each.placement.unit.get_absolute_url()}{self.dated}")
                for each in self.structure.path_to(self.subject.pk)
            )
        return way

    def actions(self) -> list[Action]:
        if self.node is None or self.structure is None:
            return []
        slug, unit = self.structure.order.document.slug, self.subject.party.slug
        return [Action(_("All its functions"), f"{reverse('functions')}?order={slug}&unit={unit}")]

    def facts(self) -> list[Fact]:
        if self.node is None or self.structure is None:
            return [fact(_("Also written"), *self.subject.party.variants)]
        placement = self.node.placement
        order = self.structure.order
        return [
            fact(_("Level"), placement.get_level_display()),
            fact(_("Acronym"), placement.acronym),
            fact(_("Also written"), *self.subject.party.variants),
            fact(_("Within"), self._unit_cell(placement.parent)),
            fact(_("Head"), str(placement.head)),
            fact(_("Answers to"), self.structure.superior_of(self.node)),
            fact(_("Address"), placement.address or _("none: it has no functions of its own")),
            *self._services(),
            fact(_("Order"), Cell(str(order), order.get_absolute_url())),
        ]

    def _unit_cell(self, unit: Unit | None) -> Cell | None:
        if unit is None or self.structure is None:
            return None
        return Cell(self.structure.name_of(unit), f"{unit.get_absolute_url()}{self.dated}")

    def _services(self) -> Iterable[Fact]:
        """Yield the bodies and treaties it serves, those it is the liaison with, those it advises."""
        for relation in SERVICES:
            named: dict[str, list[Cell]] = {}
            for each in self._counterparts:
                if each.relation == relation:
                    target = each.party or each.document
                    name = each.party.short if each.party else str(each.document and each.document.title)
                    named.setdefault(name, []).append(Cell(name, target.get_absolute_url() if target else ""))
            label = str(relation.label)
            yield fact(label[:1].upper() + label[1:], *(cells[0] for cells in named.values()))

    @cached_property
    def _functions(self) -> list[Any]:
        """The unit's functions of the day; as the lists read them."""
        if self.structure is None or self.node is None:
            return []
        rows = Function.objects.visible_to(self.viewer).filter(order=self.structure.order, unit=self.subject)
        rows = rows.select_related("paragraph__document").with_counterparts()
        return list(rows.order_by("paragraph__position"))

    @property
    def _counterparts(self) -> list[Counterpart]:
        return [counterpart for each in self._functions for counterpart in each.counterparts.all()]

    def get_context(self) -> dict[str, Any]:
        structure, node = self.structure, self.node
        placement = node.placement if node else None
        return {
            **super().get_context(),
            "record_title": self._name(),
            "sub": self._standing(),
            "placement": placement,
            "note": (placement.note if placement else None) or self.subject.party.note,
            "below": [in_words(child, structure) for child in node.children] if node and structure else [],
            "numbered": self._table(_("No order gives it a function of its own."), FunctionKind.FUNCTION),
            "others": self._table("", FunctionKind.OBLIGATION, FunctionKind.STRUCTURE, FunctionKind.MISSION),
            "standings": table(_standings_columns(), self._standings, empty=_("No order places it.")),
            "panels": self._panels(),
            "points": self.steps(structure.order if structure else None),
            "dated": self.dated,
        }

    def _panels(self) -> list[dict[str, Any]]:
        """Return the panels of the unit, then those of the unit as a party, whose history is the one to read."""
        unit, party = self.subject, self.subject.party
        own = [
            {"key": one.key, "title": one.title, "url": panel_url(unit, one)}
            for one in panels_for(Unit)
            if one.key != "history" and one.is_for(self.viewer, unit)
        ]
        as_party = [
            {"key": f"party-{one.key}", "title": one.title, "url": panel_url(party, one)}
            for one in panels_for(Party)
            if one.is_for(self.viewer, party)
        ]
        return [*own, *as_party]

    def _table(self, empty: str, *kinds: FunctionKind) -> Table:
        rows = [each for each in self._functions if each.kind in kinds]
        return table(OF_UNIT, rows, empty=empty)

    def _standing(self) -> str:
        said = {"day": written_date(self.day), "order": self.structure.order if self.structure else ""}
        if self.structure is None:
            first = recorded_since(self.viewer)
            return _("The structure on %(day)s is not recorded. The earliest day on record is %(first)s.") % {
                **said,
                "first": written_date(first),
            }
        if self.node is not None:
            return _("As it stands on %(day)s, by %(order)s.") % said
        if self.subject.is_outside:
            return _("Outside the structure: %(order)s names it but does not organize it.") % said
        return _("Not in the structure on %(day)s (%(order)s).") % said

    @cached_property
    def _standings(self) -> list[Placement]:
        """Where the orders placed it, the latest first; drafts for those who may see them."""
        placements = Placement.objects.visible_to(self.viewer).filter(unit=self.subject)
        placements = placements.select_related("order__document", "parent__party")
        return list(placements.order_by(F("order__effective_on").desc(nulls_first=True), "-order__id"))

    def _name(self) -> str:
        """Return its name on the day; that of the draft for a unit that no order in force has named yet."""
        party = self.subject.party
        if self.node is not None:
            return full_name(self.node.placement)
        if party.slug.startswith(PROPOSED_SLUG) and self._standings:
            return full_name(self._standings[0])
        return str(party)


def _standings_columns() -> tuple[Column, ...]:
    lasts = last_days()

    def period(placement: Placement) -> Cell | str:
        order = placement.order
        if order.state != OrderState.ISSUED:
            return Cell(order.get_state_display(), tone="wait")
        last = lasts[order.pk]
        said = {"since": written_date(order.effective_on), "last": written_date(last)}
        return _("%(since)s to %(last)s") % said if last else _("since %(since)s") % said

    return (
        Column("order", _("Order"), lambda each: Cell(str(each.order), each.order.get_absolute_url(), css="symbol")),
        Column("period", _("In force"), period),
        Column("name", _("Name"), full_name),
        Column("within", _("Within"), lambda each: each.parent.party.short if each.parent else ""),
        Column("head", _("Head"), lambda each: str(each.head)),
    )

"""Say in words what one order changes against another, and with whom functions are carried out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.core.columns import Cell
from secretariat.organization.choices import CounterpartRelation
from secretariat.organization.models import Counterpart, Function, Placement
from secretariat.organization.queries import Difference, FunctionChange, Structure, UnitChange, structure_of


@dataclass(frozen=True)
class Detail:
    """One thing that changed: what it is called, what it was, what it is."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Row:
    """A unit or function that changed."""

    what: Cell
    note: str = ""
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True)
class Group:
    """Changes of one kind."""

    key: str
    title: str
    tone: str
    rows: tuple[Row, ...]


def told(found: Difference) -> list[Group]:
    """Return a difference in words, grouped by kind; kinds of which there is nothing are left out."""
    teller = _Teller(structure_of(found.against), structure_of(found.order))
    groups = [*_told_units(found, teller), *_told_functions(found, teller)]
    return [each for each in groups if each.rows]


def summary_of(found: Difference) -> list[str]:
    """Return a sentence for each kind of change, with its number."""
    counted: list[tuple[int, Callable[[int], str]]] = [
        (len(found.added), lambda n: ngettext("%(n)d unit is new", "%(n)d units are new", n)),
        (len(found.dropped), lambda n: ngettext("%(n)d unit is dropped", "%(n)d units are dropped", n)),
        (len(found.renamed), lambda n: ngettext("%(n)d unit is renamed", "%(n)d units are renamed", n)),
        (len(found.moved), lambda n: ngettext("%(n)d unit is moved", "%(n)d units are moved", n)),
        (len(found.headed), lambda n: ngettext("%(n)d unit has another head", "%(n)d units have another head", n)),
        (len(found.functions_added), lambda n: ngettext("%(n)d function is new", "%(n)d functions are new", n)),
        (
            len(found.functions_dropped),
            lambda n: ngettext("%(n)d function is dropped", "%(n)d functions are dropped", n),
        ),
        (len(found.functions_moved), lambda n: ngettext("%(n)d function is moved", "%(n)d functions are moved", n)),
        (
            len(found.functions_reworded),
            lambda n: ngettext("%(n)d function is reworded", "%(n)d functions are reworded", n),
        ),
        (
            len(found.functions_otherwise),
            lambda n: ngettext("%(n)d function has other counterparts", "%(n)d functions have other counterparts", n),
        ),
    ]
    return [words(count) % {"n": count} for count, words in counted if count]


def counterpart_words(counterpart: Counterpart) -> str:
    """Return a counterpart as a phrase: in coordination with the IADB, on which matters."""
    target = counterpart.party.short if counterpart.party else str(counterpart.document)
    detail = f" ({counterpart.detail})" if counterpart.detail else ""
    return f"{CounterpartRelation(counterpart.relation).label}: {target}{detail}"


def counterpart_cell(counterpart: Counterpart) -> Cell:
    """Return a counterpart as a phrase that leads to whom or what it names."""
    target = counterpart.party or counterpart.document
    return Cell(counterpart_words(counterpart), target.get_absolute_url() if target else "")


def full_name(placement: Placement) -> str:
    """Return a unit's name and acronym as an order writes them."""
    return f"{placement.name} ({placement.acronym})" if placement.acronym else str(placement.name)


@dataclass(frozen=True)
class _Teller:
    """Finds the words for a change between two structures."""

    before: Structure
    after: Structure

    def unit(self, placement: Placement, note: str = "", *details: Detail | None) -> Row:
        cell = Cell(full_name(placement), placement.unit.get_absolute_url())
        return Row(cell, note, tuple(each for each in details if each and each.before != each.after))

    def within(self, structure: Structure, placement: Placement) -> str:
        return structure.name_of(placement.parent) if placement.parent else ""

    def superior(self, structure: Structure, placement: Placement) -> str:
        node = structure.find(placement.unit_id)
        return structure.superior_of(node) if node else ""

    def function(self, function: Function, structure: Structure, *details: Detail | None) -> Row:
        cell = Cell(f"{function.address} {function.summary}", function.get_absolute_url())
        unit = structure.name_of(function.unit)
        return Row(cell, unit, tuple(each for each in details if each and each.before != each.after))

    def named(self, change: UnitChange) -> Row:
        return self.unit(
            change.after,
            "",
            Detail(_("Name"), str(change.before.name), str(change.after.name)),
            Detail(_("Acronym"), change.before.acronym, change.after.acronym),
        )

    def moved(self, change: UnitChange) -> Row:
        return self.unit(
            change.after,
            "",
            Detail(_("Within"), self.within(self.before, change.before), self.within(self.after, change.after)),
            Detail(_("Level"), change.before.get_level_display(), change.after.get_level_display()),
            Detail(_("Address"), change.before.address, change.after.address),
        )

    def headed(self, change: UnitChange) -> Row:
        return self.unit(
            change.after,
            "",
            Detail(_("Head"), str(change.before.head), str(change.after.head)),
            Detail(
                _("Answers to"),
                self.superior(self.before, change.before),
                self.superior(self.after, change.after),
            ),
        )

    def relocated(self, change: FunctionChange) -> Row:
        return self.function(
            change.after,
            self.after,
            Detail(_("Address"), change.before.address, change.after.address),
            Detail(_("Unit"), self.before.name_of(change.before.unit), self.after.name_of(change.after.unit)),
        )

    def reworded(self, change: FunctionChange) -> Row:
        return self.function(
            change.after, self.after, Detail(_("Words"), str(change.before.summary), str(change.after.summary))
        )

    def otherwise(self, change: FunctionChange) -> Row:
        before = {counterpart_words(each) for each in change.before.counterparts.all()}
        after = {counterpart_words(each) for each in change.after.counterparts.all()}
        return self.function(
            change.after,
            self.after,
            Detail(_("Kind"), change.before.get_kind_display(), change.after.get_kind_display()),
            *(Detail(_("Counterpart"), each, "") for each in sorted(before - after)),
            *(Detail(_("Counterpart"), "", each) for each in sorted(after - before)),
        )


def _told_units(found: Difference, teller: _Teller) -> Iterable[Group]:
    added = [teller.unit(each, teller.within(teller.after, each)) for each in found.added]
    dropped = [teller.unit(each, teller.within(teller.before, each)) for each in found.dropped]
    yield Group("units-added", _("New units"), "done", tuple(added))
    yield Group("units-dropped", _("Units dropped"), "late", tuple(dropped))
    yield Group("units-renamed", _("Units renamed"), "wait", tuple(map(teller.named, found.renamed)))
    yield Group("units-moved", _("Units moved"), "wait", tuple(map(teller.moved, found.moved)))
    yield Group("units-headed", _("Another head"), "wait", tuple(map(teller.headed, found.headed)))


def _told_functions(found: Difference, teller: _Teller) -> Iterable[Group]:
    added = [teller.function(each, teller.after) for each in found.functions_added]
    dropped = [teller.function(each, teller.before) for each in found.functions_dropped]
    moved = map(teller.relocated, found.functions_moved)
    reworded = map(teller.reworded, found.functions_reworded)
    otherwise = map(teller.otherwise, found.functions_otherwise)
    yield Group("functions-added", _("New functions"), "done", tuple(added))
    yield Group("functions-dropped", _("Functions dropped"), "late", tuple(dropped))
    yield Group("functions-moved", _("Functions moved"), "wait", tuple(moved))
    yield Group("functions-reworded", _("Functions reworded"), "wait", tuple(reworded))
    yield Group("functions-otherwise", _("Functions with other counterparts"), "wait", tuple(otherwise))

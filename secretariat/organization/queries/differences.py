"""What one order changes against another."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from secretariat.organization.models import Function, Order, Placement
from secretariat.organization.queries.lineage import lineages


@dataclass(frozen=True)
class UnitChange:
    """A unit as the earlier order places it and as the later one does."""

    before: Placement
    after: Placement


@dataclass(frozen=True)
class FunctionChange:
    """A function in the earlier order and the one that continues it."""

    before: Function
    after: Function


@dataclass(frozen=True)
class Difference:
    """What ``order`` changes against ``against``; a unit or function may stand in several lists of changes.

    Shape: lists in the sequence of ``order``, what was dropped in the sequence of ``against``.
    """

    order: Order
    against: Order
    added: list[Placement] = field(default_factory=list)
    dropped: list[Placement] = field(default_factory=list)
    renamed: list[UnitChange] = field(default_factory=list)
    moved: list[UnitChange] = field(default_factory=list)
    headed: list[UnitChange] = field(default_factory=list)
    functions_added: list[Function] = field(default_factory=list)
    functions_dropped: list[Function] = field(default_factory=list)
    functions_moved: list[FunctionChange] = field(default_factory=list)
    functions_reworded: list[FunctionChange] = field(default_factory=list)
    functions_otherwise: list[FunctionChange] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.count)

    @property
    def count(self) -> int:
        """How many changes there are."""
        return sum(len(each) for each in self.__dict__.values() if isinstance(each, list))


def difference(order: Order, against: Order) -> Difference:
    """Return what ``order`` changes against another order.

    A unit is the same whatever it is called. A function is the same where one continues the other, through any orders
    between; where nothing is said of that, where the summary is the same.
    """
    found = Difference(order, against)
    _compare_units(found)
    _compare_functions(found)
    return found


def mark_units(found: Difference) -> dict[uuid.UUID, str]:
    """Return for each unit of the later order that changed: “added” or “changed”."""
    marks = {each.after.unit_id: "changed" for each in (*found.renamed, *found.moved, *found.headed)}
    return marks | {each.unit_id: "added" for each in found.added}


def _placements(order: Order) -> dict[uuid.UUID, Placement]:
    rows = Placement.objects.filter(order=order).select_related("unit__party", "parent__party", "answers_to__party")
    return {each.unit_id: each for each in rows.order_by("position", "id")}


def _compare_units(found: Difference) -> None:
    before, after = _placements(found.against), _placements(found.order)
    found.added.extend(each for unit, each in after.items() if unit not in before)
    found.dropped.extend(each for unit, each in before.items() if unit not in after)
    for unit, new in after.items():
        if unit not in before:
            continue
        old, change = before[unit], UnitChange(before[unit], new)
        if (old.name, old.acronym) != (new.name, new.acronym):
            found.renamed.append(change)
        if (old.parent_id, old.level, old.address) != (new.parent_id, new.level, new.address):
            found.moved.append(change)
        if (old.head, old.answers_to_id) != (new.head, new.answers_to_id):
            found.headed.append(change)


def _functions(order: Order) -> list[Function]:
    rows = Function.objects.filter(order=order).select_related("paragraph__document", "unit__party", "order")
    rows = rows.with_counterparts()
    return list(rows.order_by("paragraph__position"))


def _compare_functions(found: Difference) -> None:
    before, after = _functions(found.against), _functions(found.order)
    pairs = _matched(before, after)
    kept = {each.pk for each in pairs.values()}
    found.functions_added.extend(each for each in after if each.pk not in pairs)
    found.functions_dropped.extend(each for each in before if each.pk not in kept)
    for new in after:
        if new.pk not in pairs:
            continue
        old = pairs[new.pk]
        change = FunctionChange(old, new)
        if (old.address, old.unit_id) != (new.address, new.unit_id):
            found.functions_moved.append(change)
        if old.summary != new.summary:
            found.functions_reworded.append(change)
        if old.kind != new.kind or _relations(old) != _relations(new):
            found.functions_otherwise.append(change)


def _relations(function: Function) -> set[tuple[object, ...]]:
    return {(each.relation, each.party_id, each.document_id, each.detail) for each in function.counterparts.all()}


def _matched(before: list[Function], after: list[Function]) -> dict[uuid.UUID, Function]:
    """Return for each later function the earlier one that it is, first by what continues what, then by summary."""
    first = {pk: chain[-1] for pk, chain in lineages(each.pk for each in (*before, *after)).items()}
    pairs = _pair(before, after, {each.pk: first[each.pk] for each in (*before, *after)})
    taken = {each.pk for each in pairs.values()}
    left = [each for each in before if each.pk not in taken]
    new = [each for each in after if each.pk not in pairs]
    return pairs | _pair(left, new, {each.pk: each.summary.in_language("en") for each in (*left, *new)})


def _pair(
    before: Iterable[Function], after: list[Function], sameness: dict[uuid.UUID, object]
) -> dict[uuid.UUID, Function]:
    """Pair functions of the same sameness: at the same address first, then in the same unit, then in sequence."""
    waiting: dict[object, list[Function]] = defaultdict(list)
    for old in before:
        waiting[sameness[old.pk]].append(old)
    pairs: dict[uuid.UUID, Function] = {}
    for closeness in (_same_address, _same_unit, _any):
        for new in after:
            if new.pk in pairs or not sameness[new.pk]:
                continue
            candidates = waiting[sameness[new.pk]]
            chosen = next((old for old in candidates if closeness(old, new)), None)
            if chosen is not None:
                candidates.remove(chosen)
                pairs[new.pk] = chosen
    return pairs


def _same_address(old: Function, new: Function) -> bool:
    return old.address == new.address


def _same_unit(old: Function, new: Function) -> bool:
    return old.unit_id == new.unit_id


def _any(_old: Function, _new: Function) -> bool:
    return True

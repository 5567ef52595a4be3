"""The tree of units that an order draws, and which order draws it on a day."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from secretariat.core.prepared import prepared
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.organization.models import Function, Order, Placement, Unit


@dataclass(frozen=True)
class Node:
    """A unit where an order places it, with those beneath it.

    Units: ``functions`` counts the unit's own numbered functions, ``all_functions`` also those beneath it.
    """

    placement: Placement
    functions: int
    children: tuple[Node, ...] = ()

    @property
    def all_functions(self) -> int:
        return sum(node.functions for node in self.walk())

    def walk(self) -> Iterator[Node]:
        """Yield this node and those beneath it, each before its own."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True)
class Structure:
    """An order and its tree. Shape: ``roots`` holds one node, unless a draft is not whole yet."""

    order: Order
    roots: tuple[Node, ...]

    def walk(self) -> Iterator[Node]:
        """Yield every node, each before those beneath it."""
        for root in self.roots:
            yield from root.walk()

    def find(self, unit_id: uuid.UUID | None) -> Node | None:
        """Return a unit's node, or None where this order does not place it."""
        return next((node for node in self.walk() if node.placement.unit_id == unit_id), None)

    def path_to(self, unit_id: uuid.UUID) -> tuple[Node, ...]:
        """Return the nodes above a unit, the root first."""
        nodes = {node.placement.unit_id: node for node in self.walk()}
        path: list[Node] = []
        node = nodes.get(unit_id)
        while node is not None and (node := nodes.get(node.placement.parent_id)) is not None:  # type: ignore[arg-type]
            path.append(node)
        return tuple(reversed(path))

    def name_of(self, unit: Unit) -> str:
        """Return a unit's name as this order writes it; as it is known today where the order does not place it."""
        node = self.find(unit.pk)
        return str(node.placement.name) if node else str(unit.party)

    def superior_of(self, node: Node) -> str:
        """Return to whom the head of a unit answers: the head's title, or the unit's name; empty if it is not said."""
        answers_to = node.placement.answers_to
        if answers_to is None:
            return ""
        above = self.find(answers_to.pk)
        return str(above.placement.head) if above and above.placement.head else self.name_of(answers_to)


def structure_on(day: datetime.date, viewer: Viewer) -> Structure | None:
    """Return the order in force on a day with its tree; None before what is recorded (see ``recorded_since``)."""
    order = Order.objects.visible_to(viewer).select_related("document").in_force_on(day)
    return None if order is None else structure_of(order)


def structure_of(order: Order) -> Structure:
    """Return an order's tree, in one statement; siblings stand in the order's sequence."""
    counted = (
        Function.objects.numbered()
        .filter(order=OuterRef("order"), unit=OuterRef("unit"))
        .order_by()
        .values("unit")
        .annotate(count=Count("pk"))
        .values("count")
    )
    placements = (
        Placement.objects.filter(order=order)
        .select_related("unit__party", "parent__party", "answers_to__party")
        .annotate(functions=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
        .order_by("position", "id")
    )
    return Structure(order, _tree(list(placements)))


def _tree(placements: list[Placement]) -> tuple[Node, ...]:
    placed = {placement.unit_id for placement in placements}
    below: dict[uuid.UUID | None, list[Placement]] = defaultdict(list)
    for placement in placements:
        below[placement.parent_id if placement.parent_id in placed else None].append(placement)

    def node(placement: Placement) -> Node:
        children = tuple(node(child) for child in below[placement.unit_id])
        return Node(placement, placement.functions, children)  # type: ignore[attr-defined]

    return tuple(node(placement) for placement in below[None])


def recorded_since(viewer: Viewer) -> datetime.date | None:
    """Return the first day of which the structure is recorded, or None where no order is."""
    found = Order.objects.visible_to(viewer).issued().order_by("effective_on").first()
    return found.effective_on if found else None


def last_days() -> dict[uuid.UUID, datetime.date | None]:
    """Return for each issued order the last day on which it holds, included; None while no later one is recorded."""
    days = list(Order.objects.issued().order_by("effective_on").values_list("pk", "effective_on"))
    following = [*(day for _pk, day in days[1:]), None]
    return {
        pk: later - datetime.timedelta(days=1) if later else None
        for (pk, _day), later in zip(days, following, strict=True)
    }


def until(order: Order) -> datetime.date | None:
    """Return the last day on which an issued order holds, included; None while no later one is recorded."""
    return last_days().get(order.pk)


def order_replaced_on(day: datetime.date) -> Order | None:
    """Return the order that one taking effect on ``day`` would replace."""
    return Order.objects.select_related("document").in_force_on(day)


@prepared
def _placed(_viewer: Viewer, day: datetime.date) -> QuerySet[Placement, tuple[uuid.UUID | None, uuid.UUID]]:
    """Return the party above and the party of each unit that the order in force places."""
    in_force = Order.objects.issued().filter(effective_on__lte=day).order_by("-effective_on").values("pk")[:1]
    return Placement.objects.filter(order=Subquery(in_force)).values_list("parent__party", "unit__party")


def unit_descendants(party_ids: Iterable[uuid.UUID], day: datetime.date) -> set[uuid.UUID]:
    """Return the parties of the units beneath these parties on a day, in one statement."""
    below: dict[uuid.UUID | None, set[uuid.UUID]] = defaultdict(set)
    for above, unit in _placed(ANYONE, day):
        below[above].add(unit)
    found: set[uuid.UUID] = set()
    reached = set(party_ids)
    while reached:
        reached = {each for above in reached for each in below[above]} - found
        found |= reached
    return found

"""Which functions somebody carries out: upper apps say so, since ownerships and plan lines are theirs."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable

from secretariat.core.viewer import ANYONE, Viewer
from secretariat.organization.models import Function, FunctionQuerySet, Order
from secretariat.organization.queries.lineage import lineages

Finder = Callable[[Collection[uuid.UUID], Viewer], Iterable[uuid.UUID]]
_finders: list[Finder] = []


def carried_out_by(finder: Finder) -> Finder:
    """Register how an app above finds which of some functions are carried out; usable as a decorator.

    ``finder`` gets identifiers of functions and a viewer, and returns those of them that somebody carries out, as
    confirmed facts that the viewer may see.
    Called when the program starts, from the app's ``receivers.py``.
    """
    if finder not in _finders:
        _finders.append(finder)
    return finder


def carried_functions(functions: Collection[uuid.UUID], viewer: Viewer = ANYONE) -> set[uuid.UUID]:
    """Return those of ``functions`` that are carried out; work for a function holds for the one that continues it.

    Work that the viewer may not see does not count for them: a function missing from a list would tell of it.
    """
    chains = lineages(functions)
    asked = {each for chain in chains.values() for each in chain}
    carried = {each for finder in _finders for each in finder(asked, viewer)} if asked else set()
    return {first for first, chain in chains.items() if not carried.isdisjoint(chain)}


def unassigned_functions(order: Order, viewer: Viewer = ANYONE) -> FunctionQuerySet:
    """Return the numbered functions of an order that nobody carries out, as far as the viewer may know."""
    numbered = Function.objects.filter(order=order).numbered()
    identifiers = set(numbered.values_list("pk", flat=True))
    return numbered.exclude(pk__in=carried_functions(identifiers, viewer))

"""Which functions of earlier orders a function continues."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from secretariat.organization.models import Function


def lineages(functions: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[uuid.UUID, ...]]:
    """Return for each function itself and those it continues, back to the first; one statement an order."""
    chains: dict[uuid.UUID, list[uuid.UUID]] = {each: [each] for each in functions}
    ends = dict(Function.objects.filter(pk__in=chains).values_list("pk", "continues"))
    while any(ends.values()):
        for first, before in ends.items():
            if before is not None:
                chains[first].append(before)
        earlier = dict(
            Function.objects.filter(pk__in={each for each in ends.values() if each}).values_list("pk", "continues")
        )
        ends = {first: earlier.get(before) if before else None for first, before in ends.items()}
    return {first: tuple(chain) for first, chain in chains.items()}

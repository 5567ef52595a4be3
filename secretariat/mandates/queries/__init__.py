"""Questions across mandates: their status, who answers for them, their chains."""

from __future__ import annotations

from secretariat.mandates.queries.chains import Graph, chain_graph, chains_of, superseding
from secretariat.mandates.queries.owners import carried_functions, exclusions_near, owners_of
from secretariat.mandates.queries.status import (
    RULES,
    Finding,
    for_list,
    mandates_listed,
    owners_in,
    status_of,
    with_status,
)

__all__ = [
    "RULES",
    "Finding",
    "Graph",
    "carried_functions",
    "chain_graph",
    "chains_of",
    "exclusions_near",
    "for_list",
    "mandates_listed",
    "owners_in",
    "owners_of",
    "status_of",
    "superseding",
    "with_status",
]

"""Questions across orders, units and functions."""

from __future__ import annotations

from secretariat.organization.queries.addresses import next_address
from secretariat.organization.queries.carrying import carried_functions, carried_out_by, unassigned_functions
from secretariat.organization.queries.differences import (
    Difference,
    FunctionChange,
    UnitChange,
    difference,
    mark_units,
)
from secretariat.organization.queries.dropped import Dropped, dropped_from
from secretariat.organization.queries.faults import faults_of
from secretariat.organization.queries.lineage import lineages
from secretariat.organization.queries.similar import Likeness, similar_functions, similar_to
from secretariat.organization.queries.structure import (
    Node,
    Structure,
    last_days,
    order_replaced_on,
    recorded_since,
    structure_of,
    structure_on,
    unit_descendants,
    until,
)

__all__ = [
    "Difference",
    "Dropped",
    "FunctionChange",
    "Likeness",
    "Node",
    "Structure",
    "UnitChange",
    "carried_functions",
    "carried_out_by",
    "difference",
    "dropped_from",
    "faults_of",
    "last_days",
    "lineages",
    "mark_units",
    "next_address",
    "order_replaced_on",
    "recorded_since",
    "similar_functions",
    "similar_to",
    "structure_of",
    "structure_on",
    "unassigned_functions",
    "unit_descendants",
    "until",
]

"""Draft orders, change drafts, put them in force. An issued order never changes: nothing here touches one."""

from __future__ import annotations

from secretariat.organization.services.drafting import draft_order
from secretariat.organization.services.force import (
    put_in_force,
    resume_order,
    settle_due_names,
    settle_names,
    withdraw_order,
)
from secretariat.organization.services.functions import (
    FunctionFacts,
    add_counterpart,
    add_function,
    change_function,
    drop_counterpart,
    drop_function,
)
from secretariat.organization.services.telling import tell_chiefs
from secretariat.organization.services.units import PlacementFacts, add_unit, change_placement, drop_placement

__all__ = [
    "FunctionFacts",
    "PlacementFacts",
    "add_counterpart",
    "add_function",
    "add_unit",
    "change_function",
    "change_placement",
    "draft_order",
    "drop_counterpart",
    "drop_function",
    "drop_placement",
    "put_in_force",
    "resume_order",
    "settle_due_names",
    "settle_names",
    "tell_chiefs",
    "withdraw_order",
]

"""Verbs of deliveries: plan, change, take to another state; who is involved; what is served beside."""

from secretariat.delivery.services.involving import involve, involve_all, serve_also, serve_no_more, withdraw_party
from secretariat.delivery.services.planning import (
    FACTS,
    OF_A_CLONE,
    change_deliverable,
    clone_deliverable,
    move_deliverable,
    plan_deliverable,
)

__all__ = [
    "FACTS",
    "OF_A_CLONE",
    "change_deliverable",
    "clone_deliverable",
    "involve",
    "involve_all",
    "move_deliverable",
    "plan_deliverable",
    "serve_also",
    "serve_no_more",
    "withdraw_party",
]

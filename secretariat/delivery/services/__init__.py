"""Verbs of deliveries: plan, change, take to another state; who is involved; what is served beside."""

from secretariat.delivery.services.documents import (
    add_event_document,
    distribute_part,
    drop_event_document,
    enter_event_document,
    keep_duty,
)
from secretariat.delivery.services.evidence import (
    count_held,
)
from secretariat.delivery.services.feeds import (
    find_feed,
    make_feed,
    revoke_feed,
)
from secretariat.delivery.services.involving import involve, involve_all, serve_also, serve_no_more, withdraw_party
from secretariat.delivery.services.objecting import decide_objection, object_to_number
from secretariat.delivery.services.owing import owe_for
from secretariat.delivery.services.planning import (
    FACTS,
    OF_A_CLONE,
    change_deliverable,
    clone_deliverable,
    move_deliverable,
    plan_deliverable,
)
from secretariat.delivery.services.ruling import change_rule, owe_for_planned, rule_duty, withdraw_rule

__all__ = [
    "FACTS",
    "OF_A_CLONE",
    "add_event_document",
    "change_deliverable",
    "change_rule",
    "clone_deliverable",
    "count_held",
    "decide_objection",
    "distribute_part",
    "drop_event_document",
    "enter_event_document",
    "find_feed",
    "involve",
    "involve_all",
    "keep_duty",
    "make_feed",
    "move_deliverable",
    "object_to_number",
    "owe_for",
    "owe_for_planned",
    "plan_deliverable",
    "revoke_feed",
    "rule_duty",
    "serve_also",
    "serve_no_more",
    "withdraw_party",
    "withdraw_rule",
]

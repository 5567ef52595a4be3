"""Verbs of plans: amend them, and link their lines to mandates."""

from secretariat.plans.services.amendments import (
    AMENDMENT_CHANGES,
    adopt_amendment,
    begin_amendment,
    withdraw_amendment,
)
from secretariat.plans.services.answers import (
    ANSWER_DECISIONS,
    confirm_answer,
    propose_answer,
    refuse_answer,
    suggest_answers,
)
from secretariat.plans.services.drafting import (
    add_activities,
    add_activity,
    add_project,
    change_terms,
    drop_activity,
    drop_project,
    undo_change,
)

__all__ = [
    "AMENDMENT_CHANGES",
    "ANSWER_DECISIONS",
    "add_activities",
    "add_activity",
    "add_project",
    "adopt_amendment",
    "begin_amendment",
    "change_terms",
    "confirm_answer",
    "drop_activity",
    "drop_project",
    "propose_answer",
    "refuse_answer",
    "suggest_answers",
    "undo_change",
    "withdraw_amendment",
]

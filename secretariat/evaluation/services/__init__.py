"""Verbs of evaluations: ask and be answered, find, recommend; evaluate programs."""

from secretariat.evaluation.services.answering import answer_event
from secretariat.evaluation.services.asking import ask_participants, change_asking, make_links, void_links
from secretariat.evaluation.services.finding import (
    change_finding,
    find,
    link_recommendation,
    recommend_because,
    unlink_recommendation,
    withdraw_finding,
)
from secretariat.evaluation.services.programs import (
    FACTS,
    change_program_evaluation,
    move_program_evaluation,
    plan_program_evaluation,
)

__all__ = [
    "FACTS",
    "answer_event",
    "ask_participants",
    "change_asking",
    "change_finding",
    "change_program_evaluation",
    "find",
    "link_recommendation",
    "make_links",
    "move_program_evaluation",
    "plan_program_evaluation",
    "recommend_because",
    "unlink_recommendation",
    "void_links",
    "withdraw_finding",
]

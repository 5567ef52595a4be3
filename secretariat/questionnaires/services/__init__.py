"""Verbs of questionnaires: draft a version, put it in use, retire it; and keep what somebody answered."""

from secretariat.questionnaires.services.answering import keep_answers
from secretariat.questionnaires.services.drafting import (
    ASKED,
    add_option,
    add_question,
    change_question,
    change_version,
    draft_version,
    drop_question,
    enter_questionnaire,
    move_version,
)

__all__ = [
    "ASKED",
    "add_option",
    "add_question",
    "change_question",
    "change_version",
    "draft_version",
    "drop_question",
    "enter_questionnaire",
    "keep_answers",
    "move_version",
]

"""Verbs of duties: owe, instruct, keep, release, move; what comes back by itself; reminding."""

from secretariat.duties.services.keeping import (
    attach_evidence,
    fulfil,
    move_due_day,
    owe_again,
    release,
    withdraw_evidence,
)
from secretariat.duties.services.owing import bring_in_line, instruct, owe, owe_by_hand
from secretariat.duties.services.recurring import end_recurring, owe_what_recurs, repeat
from secretariat.duties.services.reminding import remind_of_duties

__all__ = [
    "attach_evidence",
    "bring_in_line",
    "end_recurring",
    "fulfil",
    "instruct",
    "move_due_day",
    "owe",
    "owe_again",
    "owe_by_hand",
    "owe_what_recurs",
    "release",
    "remind_of_duties",
    "repeat",
    "withdraw_evidence",
]

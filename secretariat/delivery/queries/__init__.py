"""Questions across deliverables: how far lines are, and what is coming."""

from secretariat.delivery.queries.boards import Board, Heading, ProgressRow, Tally, day_asked
from secretariat.delivery.queries.by_state import of_plan
from secretariat.delivery.queries.calendar import between_days, of_feed
from secretariat.delivery.queries.clashes import Clashes, clashes_of
from secretariat.delivery.queries.headings import progress_board
from secretariat.delivery.queries.months import Month, held_by_month
from secretariat.delivery.queries.progress import (
    Progress,
    coming_on,
    held_on,
    late_on,
    progress_of_lines,
    total_of,
)

__all__ = [
    "Board",
    "Clashes",
    "Heading",
    "Month",
    "Progress",
    "ProgressRow",
    "Tally",
    "between_days",
    "clashes_of",
    "coming_on",
    "day_asked",
    "held_by_month",
    "held_on",
    "late_on",
    "of_feed",
    "of_plan",
    "progress_board",
    "progress_of_lines",
    "total_of",
]

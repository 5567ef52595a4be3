"""The periods of the calendar for which something is owed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import NamedTuple

from secretariat.duties.choices import MONTHS, Rhythm

IN_A_YEAR = 12


class Days(NamedTuple):
    """A period, both days included."""

    first: datetime.date
    last: datetime.date


def periods(rhythm: Rhythm, since: datetime.date, until: datetime.date) -> Iterator[Days]:
    """Yield the periods of a rhythm from that of ``since`` to the last that begins on or before ``until``.

    Shape: as the calendar has them: semesters are January to June and July to December.
    """
    months = MONTHS[rhythm]
    number = (since.year * IN_A_YEAR + since.month - 1) // months * months
    while (first := _first_day(number)) <= until:
        number += months
        yield Days(first, _first_day(number) - datetime.timedelta(days=1))


def _first_day(number: int) -> datetime.date:
    """Return the first day of a month, counted from the year 0."""
    return datetime.date(number // IN_A_YEAR, number % IN_A_YEAR + 1, 1)

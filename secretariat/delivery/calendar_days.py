"""A month as a calendar shows it: weeks of days, and the days of an agenda."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from babel.dates import format_date, get_day_names

from secretariat.core.languages import current_language
from secretariat.delivery.choices import TONES, DeliverableState
from secretariat.delivery.columns import state_cell, where_of
from secretariat.delivery.models import Deliverable

DAY = datetime.timedelta(days=1)
WEEK = 7
FIRST_YEAR, LAST_YEAR = 1900, 2199
SHOWN = 4  # of a day in a month; the agenda has them all


@dataclass(frozen=True)
class Shown:
    """A deliverable on a day: what it is called, where it leads, how far it is."""

    title: str
    url: str
    kind: str
    where: str
    state: str
    tone: str
    is_begun: bool = False  # it began on an earlier day


@dataclass(frozen=True)
class CalendarDay:
    """A day with what lies on it; ``label`` names it in full."""

    day: datetime.date
    label: str
    is_today: bool
    is_inside: bool = True
    events: Sequence[Shown] = field(default_factory=list)

    @property
    def first(self) -> Sequence[Shown]:
        return self.events[:SHOWN]

    @property
    def more(self) -> int:
        return max(len(self.events) - SHOWN, 0)


def first_of(month: str) -> datetime.date:
    """Return the first day of a month written as 2016-09. Errors: ValueError where it is none, or far from our time."""
    first = datetime.date.fromisoformat(f"{month}-01")
    if not FIRST_YEAR <= first.year <= LAST_YEAR:
        raise ValueError(f"{first.year} is far from our time")
    return first


def months_from(first: datetime.date, number: int) -> datetime.date:
    """Return the first day of the month that many months later, or earlier."""
    months = first.year * 12 + first.month - 1 + number
    return datetime.date(months // 12, months % 12 + 1, 1)


def month_name(first: datetime.date) -> str:
    """Write a month in the reader's language, as a heading."""
    words = format_date(first, "LLLL y", locale=current_language())
    return words[:1].upper() + words[1:]


def days_of_weeks(first: datetime.date) -> list[list[datetime.date]]:
    """Return the weeks that a month touches. They begin on Monday. Source: ISO 8601."""
    start = first - DAY * first.weekday()
    end = months_from(first, 1)
    number = -(-(end - start).days // WEEK)
    return [[start + DAY * (WEEK * week + day) for day in range(WEEK)] for week in range(number)]


def names_of_days() -> list[tuple[str, str]]:
    """Return the names of the days of a week, short and in full, from Monday on."""
    short, full = (get_day_names(width, locale=current_language()) for width in ("abbreviated", "wide"))
    return [(short[day], full[day]) for day in range(WEEK)]


def by_day(
    rows: Iterable[Deliverable], first: datetime.date, last: datetime.date, today: datetime.date
) -> dict[datetime.date, list[Shown]]:
    """Return what lies on each day from ``first`` to ``last``; what is kept up lies on its first."""
    found: dict[datetime.date, list[Shown]] = defaultdict(list)
    for each in rows:
        assert each.starts_on is not None
        ends = each.starts_on if each.is_standing else each.ends_on or each.starts_on
        day = max(each.starts_on, first)
        while day <= min(ends, last):
            found[day].append(_shown(each, today, is_begun=day > each.starts_on))
            day += DAY
    return found


def _shown(each: Deliverable, today: datetime.date, *, is_begun: bool) -> Shown:
    state = state_cell(each, today)
    tone = TONES[DeliverableState(each.state)].value if state.tone != "late" else "late"
    kind = str(each.get_kind_display())
    return Shown(str(each), each.get_absolute_url(), kind, where_of(each), state.text, tone, is_begun)


def calendar_day(
    day: datetime.date, events: Sequence[Shown], today: datetime.date, *, is_inside: bool = True
) -> CalendarDay:
    """Return a day as a page shows it."""
    label = format_date(day, "full", locale=current_language())
    return CalendarDay(day, label, day == today, is_inside, events)

"""Dates as exactly as they are known, and days as readers of each language write them."""

from __future__ import annotations

import datetime

from babel.dates import format_date, format_datetime, format_interval
from django.utils.translation import gettext as _

from secretariat.core.choices import Precision
from secretariat.core.languages import current_language


def partial_date(text: str | None) -> tuple[datetime.date | None, Precision]:
    """Read YYYY, YYYY-MM or YYYY-MM-DD; the first day stands for a month or a year.

    Errors: ValueError where the text is none of these.
    """
    if not text:
        return None, Precision.DAY
    precision = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}.get(len(text))
    if precision is None:
        raise ValueError(f"“{text}” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD")
    return datetime.date.fromisoformat((text + "-01-01")[:10]), precision


def typed_date(day: datetime.date | None, precision: str = Precision.DAY) -> str:
    """Return a date as ``partial_date`` reads it, no more exactly than it is known; empty where there is none."""
    length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[Precision(precision)]
    return day.isoformat()[:length] if day else ""


def partial_end(text: str | None) -> tuple[datetime.date | None, Precision]:
    """Read YYYY, YYYY-MM or YYYY-MM-DD as a last day; the last day stands for a month or a year.

    Errors: ValueError where the text is none of these.
    """
    day, precision = partial_date(text)
    if day is None or precision == Precision.DAY:
        return day, precision
    months = 12 if precision == Precision.YEAR else 1
    following = day.month - 1 + months
    next_first = datetime.date(day.year + following // 12, following % 12 + 1, 1)
    return next_first - datetime.timedelta(days=1), precision


def written_date(day: datetime.date | None, precision: str = Precision.DAY, language: str = "") -> str:
    """Write a date in the reader's language, no more exactly than it is known."""
    if day is None:
        return ""
    pattern = {Precision.DAY: "long", Precision.MONTH: "MMMM y", Precision.YEAR: "y"}[Precision(precision)]
    return format_date(day, pattern, locale=language or current_language())


def written_period(first: datetime.date | None, last: datetime.date | None = None, language: str = "") -> str:
    """Write the days from a first to a last in the reader's language, as short as that allows; one day alone if so."""
    if first is None or last is None or first == last:
        return written_date(first, language=language)
    return str(format_interval(first, last, skeleton="yMMMd", locale=language or current_language()))


def known_date(day: datetime.date | None, precision: str = Precision.DAY) -> str:
    """Write a date as exactly as it is known, or that it is not recorded."""
    return written_date(day, precision) or _("not recorded")


def written_moment(moment: datetime.datetime, language: str = "") -> str:
    """Write a moment in the reader's language, in universal time."""
    return format_datetime(moment, "medium", locale=language or current_language()) + " UTC"

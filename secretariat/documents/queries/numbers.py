"""The numbers of series: which comes next, which bear nothing, and whether any gap is unexplained."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Max

from secretariat.bodies.choices import SessionKind as KindOfSession
from secretariat.bodies.models import Session as BodySession
from secretariat.documents.choices import Step
from secretariat.documents.models import Document, NumberSeries, SymbolNumber
from secretariat.documents.symbols import (
    Session,
    SessionKind,
    StageKind,
    Symbol,
    SymbolError,
    later_form,
    parse_symbol,
)

_KINDS = {KindOfSession.REGULAR: SessionKind.ORDINARY, KindOfSession.SPECIAL: SessionKind.EXTRAORDINARY}


@dataclass(frozen=True)
class Run:
    """The numbers of a series within one year or session: the first and last given, and those that no row explains."""

    period: str
    first: int
    last: int
    unexplained: tuple[int, ...]


def symbol_of(row: SymbolNumber, number: int) -> Symbol:
    """Return the symbol that a row would bear under a number. Errors: SymbolError; ValueError."""
    if row.base is not None:
        return later_form(parse_symbol(row.base.symbol), StageKind(row.step), number)
    assert row.series is not None
    return row.series.pattern.symbol(number, year=row.year, session=printed_session_of(row.session))


def printed_session_of(session: BodySession | None) -> Session | None:
    """Return a session as symbols print it."""
    if session is None:
        return None
    year = session.opened_on.year if session.opened_on else None
    return Session(session.number, _KINDS[KindOfSession(session.kind)], year)


def next_number(row: SymbolNumber) -> int:
    """Return the number after the last one given; at first the one after the highest that a document bears."""
    return (_last_given(row) or _last_on_record(row)) + 1


def _last_given(row: SymbolNumber) -> int:
    within = {"base": row.base, "step": row.step} if row.base else {"series": row.series, "period": row.period}
    last: int | None = SymbolNumber.objects.filter(**within).aggregate(last=Max("number"))["last"]
    return last or 0


def _last_on_record(row: SymbolNumber) -> int:
    """Return the highest number of documents that were entered before numbers were kept here; 0 where there is none."""
    if row.base is not None or row.series is None:
        return 0  # later forms that are on record are met one by one
    pattern, session = row.series.pattern, printed_session_of(row.session)
    spelled = Document.objects.filter(symbol__istartswith=pattern.opening).values_list("symbol", flat=True)
    found = (pattern.number_in(symbol, year=row.year, session=session) for symbol in map(_parsed, spelled) if symbol)
    return max(filter(None, found), default=0)


def _parsed(symbol: str) -> Symbol | None:
    try:
        return parse_symbol(symbol)
    except SymbolError:
        return None


def runs_of(series: NumberSeries) -> list[Run]:
    """Return the numbers of a series by year or session, the newest first; each gap that no row explains is named."""
    given: dict[str, set[int]] = defaultdict(set)
    for period, number in SymbolNumber.objects.filter(series=series).values_list("period", "number"):
        if number is not None:
            given[period].add(number)
    return [_run(period, given[period]) for period in sorted(given, reverse=True)]


def _run(period: str, numbers: set[int]) -> Run:
    first, last = min(numbers), max(numbers)
    return Run(period, first, last, tuple(sorted(set(range(first, last + 1)) - numbers)))


def steps_open_to(document: Document) -> list[Step]:
    """Return the later forms that a document can have: none where its symbol is not known or cannot be read."""
    return list(Step) if document.symbol and _parsed(document.symbol) else []

"""Say what does not fit in a symbol that can be read; nothing is changed for it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING

from secretariat.documents.symbols.parts import SessionKind, Style
from secretariat.documents.symbols.words import UN_ACTS

if TYPE_CHECKING:
    from secretariat.documents.symbols.symbol import Symbol

# Source: the General Assembly of the OAS has met in regular session once a year since its first one in 1971.
YEAR_BEFORE_FIRST_SESSION = 1970


class Doubt(StrEnum):
    """What may be wrong."""

    SESSION_YEAR = "session_year"  # the session did not meet in the year
    TWO_YEARS = "two_years"  # the number and the session carry different years
    NO_SESSION = "no_session"  # numbers restart with sessions, and none is stated
    NO_YEAR = "no_year"  # numbers restart with years, and none is stated
    OPEN_NUMBER = "open_number"  # a draft without its number


def doubts(symbol: Symbol) -> tuple[Doubt, ...]:
    """Return what may be wrong with a symbol, in the order of ``Doubt``."""
    return tuple(sorted(_doubts(symbol), key=list(Doubt).index))


def year_of_session(symbol: Symbol) -> int | None:
    """Return the year in which the session of a symbol met, where a rule is known.

    Source: regular sessions of the General Assembly of the OAS: 1970 and the number of the session (XLI-O in 2011).
    """
    session = symbol.session
    if session is None or symbol.body != ("AG",) or session.kind is not SessionKind.ORDINARY:
        return None
    return YEAR_BEFORE_FIRST_SESSION + session.number


def _doubts(symbol: Symbol) -> Iterator[Doubt]:
    session = symbol.session
    expected = year_of_session(symbol)
    if session and expected and session.year not in {None, expected}:
        yield Doubt.SESSION_YEAR
    if session and session.year and symbol.year and session.year != symbol.year:
        yield Doubt.TWO_YEARS
    if symbol.style is Style.AG and session is None:
        yield Doubt.NO_SESSION
    if _lacks_year(symbol):
        yield Doubt.NO_YEAR
    if symbol.number is None and symbol.kind and symbol.style is not Style.UN:
        yield Doubt.OPEN_NUMBER
    if symbol.path[:1] == ("A",) and symbol.kind in UN_ACTS and session is None:
        yield Doubt.NO_SESSION


def _lacks_year(symbol: Symbol) -> bool:
    if symbol.year is not None:
        return False
    if symbol.style is Style.AG:
        return symbol.session is not None
    return (symbol.style is Style.BODY_DOC and bool(symbol.body)) or symbol.path[:2] == ("S", "RES")

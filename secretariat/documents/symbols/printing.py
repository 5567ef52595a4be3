"""Print a symbol by the habit of its style."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from secretariat.documents.symbols.parts import Session, Stage, Style, short_year
from secretariat.documents.symbols.words import SPACED_KINDS, printed_kind

if TYPE_CHECKING:
    from secretariat.documents.symbols.symbol import Symbol

# The number of a draft that has none yet: CP/CSH/INF.xxxx/18.
OPEN_NUMBER = "xxxx"


def canonical(symbol: Symbol) -> str:
    """Return the symbol as its body prints it."""
    match symbol.style:
        case Style.UN:
            return "/".join(symbol.path)
        case Style.TREATY:
            return _staged(f"{symbol.kind}-{symbol.number}", symbol.stages)
        case Style.ORDER:
            assert symbol.year is not None
            assert symbol.number is not None
            words = (_stage(stage).capitalize() for stage in symbol.stages)
            return " ".join([f"EO {short_year(symbol.year)}-{symbol.number:02}", *words])
        case Style.SERIES:
            return _staged(symbol.series, symbol.stages)
    return _staged(_shelved(symbol), symbol.stages)


def _shelved(symbol: Symbol) -> str:
    between = "/" if symbol.body else " "
    return (symbol.series + between if symbol.series else "") + _numbered(symbol)


def _numbered(symbol: Symbol) -> str:
    """Print body, kind, number and what follows the number: a year, a session, a meeting."""
    body = "/".join(symbol.body)
    number = OPEN_NUMBER if symbol.number is None else str(symbol.number)
    if symbol.kind:
        body += "/" if body else ""
        body += printed_kind(symbol.kind) + _between(symbol)
    else:
        body += "-"
    return body + number + _after(symbol)


def _between(symbol: Symbol) -> str:
    """Return what stands between kind and number: a space where a session or meeting follows, or no body precedes."""
    if symbol.kind in SPACED_KINDS:
        return " "
    spaced = symbol.style in {Style.AG, Style.CP_RES} or symbol.session or not symbol.body
    return ". " if spaced else "."


def _after(symbol: Symbol) -> str:
    year = "" if symbol.year is None else f"/{short_year(symbol.year)}"
    if symbol.style is Style.CP_RES:
        return f" ({symbol.meeting}{year})"
    own = "" if symbol.style is Style.AG else year
    return own + (f" ({printed_session(symbol.session)})" if symbol.session else "")


def printed_session(session: Session) -> str:
    """Print a session as in XLI-O/11, or IV-04 where its kind is not stated."""
    year = "" if session.year is None else short_year(session.year)
    between = "/" if session.kind else "-"
    return "-".join(filter(None, (session.roman, str(session.kind)))) + (between + year if year else "")


def _staged(stem: str, stages: Iterable[Stage]) -> str:
    return " ".join([stem, *map(_stage, stages)])


def _stage(stage: Stage) -> str:
    return f"{stage.kind}." + ("" if stage.number is None else f" {stage.number}")

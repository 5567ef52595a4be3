"""Symbols of a series, made from its template, and the later forms of a document: rev., corr., add., also stacked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from secretariat.documents.symbols.errors import SymbolError
from secretariat.documents.symbols.parsing import parse_symbol
from secretariat.documents.symbols.parts import Session, SessionKind, Stage, StageKind, Style, short_year
from secretariat.documents.symbols.printing import printed_session
from secretariat.documents.symbols.symbol import Symbol

PLACES = re.compile(r"\{([^{}]*)\}")
KNOWN = frozenset({"n", "yy", "yyyy", "session"})
_TRIED = (1, 7, 48)  # numbers with which a template is tried
_SAMPLE = Session(16, SessionKind.ORDINARY, 2016)


@dataclass(frozen=True)
class Template:
    """How the symbols of a series are written: ``CICTE/doc.{n}/{yy}``.

    ``{n}`` stands for the number, ``{yy}`` and ``{yyyy}`` for the year, ``{session}`` for the session (XVI-O/16).
    """

    text: str

    @property
    def needs_year(self) -> bool:
        return bool({"yy", "yyyy"} & set(PLACES.findall(self.text)))

    @property
    def needs_session(self) -> bool:
        return "session" in PLACES.findall(self.text)

    @property
    def opening(self) -> str:
        """What every symbol of the series begins with."""
        return self.text.partition("{")[0]

    def symbol(self, number: int, *, year: int | None = None, session: Session | None = None) -> Symbol:
        """Return the symbol of a number. Errors: SymbolError where it is none; ValueError where a part is missing."""
        if (self.needs_year and year is None) or (self.needs_session and session is None):
            raise ValueError(f"{self.text} needs a year or a session")
        said = {
            "n": str(number),
            "yy": short_year(year) if year else "",
            "yyyy": f"{year:04}" if year else "",
            "session": printed_session(session) if session else "",
        }
        return parse_symbol(PLACES.sub(lambda place: said[place[1]], self.text))

    def check(self) -> None:
        """Try the template against the grammar. Errors: ValueError with a word: place, number, symbol, other."""
        places = PLACES.findall(self.text)
        if not set(places) <= KNOWN or "{" in PLACES.sub("", self.text) or "}" in PLACES.sub("", self.text):
            raise ValueError("place")
        if places.count("n") != 1:
            raise ValueError("number")
        try:
            made = [self.symbol(number, year=2016, session=_SAMPLE) for number in _TRIED]
        except SymbolError as error:
            raise ValueError("symbol") from error
        if [each.number for each in made] != list(_TRIED) or any(each.stages for each in made):
            raise ValueError("other")

    def number_in(self, symbol: Symbol, *, year: int | None = None, session: Session | None = None) -> int | None:
        """Return the number of a symbol of this series, year and session; None for any other symbol."""
        base = symbol.base
        if base.number is None:
            return None
        try:
            same = self.symbol(base.number, year=year, session=session)
        except SymbolError:
            return None
        return base.number if same.slug == base.slug else None


def later_form(symbol: Symbol, kind: StageKind, number: int) -> Symbol:
    """Return what revises, corrects or adds to a document: rev. 2 after rev. 1, corr. 1 to rev. 1."""
    before = changed_by_later(symbol, kind)
    stage = Stage(kind, number)
    if before.style is Style.UN:
        return replace(before, path=(*before.path, f"{kind.capitalize()}.{number}"))
    return replace(before, stages=(*before.stages, stage))


def changed_by_later(symbol: Symbol, kind: StageKind) -> Symbol:
    """Return the document whose later forms are counted: of rev. 1 the next revision is rev. 2, not rev. 1 rev. 1."""
    last = symbol.stages[-1].kind if symbol.stages else None
    parent = symbol.parent
    return parent if last == kind and parent is not None else symbol

"""Find the symbols that a running text cites."""

from __future__ import annotations

import re
from collections.abc import Iterator

from secretariat.documents.symbols.checks import LONGEST
from secretariat.documents.symbols.cursor import Cursor, closed_up
from secretariat.documents.symbols.errors import SymbolError
from secretariat.documents.symbols.mentions import find_mentions
from secretariat.documents.symbols.oas import ORDER, read_treaty
from secretariat.documents.symbols.parsing import read_symbol
from secretariat.documents.symbols.parts import Style
from secretariat.documents.symbols.patterns import compiled
from secretariat.documents.symbols.symbol import Symbol
from secretariat.documents.symbols.words import UN_ROOTS

Citation = tuple[int, int, Symbol]

# A hyphen after a digit joins a second symbol to the first: A/49/180-S/1994/727.
_BEFORE = r"(?<![A-Za-z0-9/.&@])(?<![^0-9]-)"
_HEAD = compiled(
    rf"{_BEFORE}(?:{ORDER.pattern}"
    r"|[A-Z][A-Za-z0-9]{0,19}(?:[.-][A-Za-z0-9]{1,20}){0,5}(?:\([A-Z0-9]{1,6}\))?(?: [IVXL]{1,6})? ?/"
    r"|[A-Z]{2,12}-[A-Z]{2,12}- ?\d{1,5}/\d\d(?!\d))"
)
_TREATY = compiled(
    r"(?i:\b(?:treaty|convention|protocol|charter|pact|tratado|convencion|convencao|protocolo|carta|pacto|traite|protocole)\b)"
    r"[^.;()]{0,100}\((?=[ABC]-\d{1,3}\))"
)


def find_symbols(text: str, issuer: str = "") -> list[Citation]:
    """Find the symbols in a text, and the resolutions and orders it names in words, in four languages.

    Shape: (start, end, symbol) in the order of the text, without overlaps; ``text[start:end]`` is what was read.
    ``issuer`` is the body that speaks, as in its own symbols (``A``, ``A/HRC``): it says whose resolution is meant by
    "its resolution 60/251". Without it such a resolution is not reported.
    """
    clear, places = closed_up(text)
    found = [*_symbols(clear), *_treaties(clear), *find_mentions(clear, issuer)]
    apart = _apart(sorted(found, key=lambda citation: (citation[0], -citation[1])))
    return [(places[start], places[end - 1] + 1, symbol) for start, end, symbol in apart]


def _apart(found: list[Citation]) -> Iterator[Citation]:
    """Leave out what lies within a citation before it."""
    behind = 0
    for start, end, symbol in found:
        if start >= behind:
            yield start, end, symbol
            behind = end


def _symbols(text: str) -> Iterator[Citation]:
    at = 0
    while head := _HEAD.search(text, at):
        cursor = Cursor(text, head.start(), head.start() + LONGEST)
        at = head.end()
        try:
            symbol = read_symbol(cursor)
        except SymbolError as error:
            # What was read up to here hangs together by slashes: no other symbol begins within it.
            at = max(at, error.at)
            continue
        if _is_plausible(symbol):
            at = cursor.at
            yield head.start(), cursor.at, symbol


def _is_plausible(symbol: Symbol) -> bool:
    """Tell a symbol from other words with slashes: in running text an unknown body must look like one."""
    if symbol.style is Style.UN:
        root = re.split("[.(]", symbol.path[0])[0]
        return root in UN_ROOTS or (len(symbol.path) > 2 and len(root) > 1 and symbol.path[1].isupper())
    if symbol.style is Style.BODY_DOC and not symbol.kind:
        return len(symbol.body) > 1 or "-" in symbol.body[0]
    return True


def _treaties(text: str) -> Iterator[Citation]:
    """Find numbers of treaties; a letter and a number mean one only in brackets after the treaty's name."""
    for match in _TREATY.finditer(text):
        cursor = Cursor(text, match.end(), match.end() + LONGEST)
        try:
            symbol = read_treaty(cursor)
        except SymbolError:
            continue
        yield match.end(), cursor.at, symbol

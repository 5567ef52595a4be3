"""Read one symbol."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from secretariat.documents.symbols.checks import LONGEST
from secretariat.documents.symbols.cursor import Cursor, closed_up
from secretariat.documents.symbols.errors import SymbolError
from secretariat.documents.symbols.mentions import read_mention
from secretariat.documents.symbols.oas import ORDER, SERIES, TREATY, read_numbered, read_order, read_series, read_treaty
from secretariat.documents.symbols.parts import Style
from secretariat.documents.symbols.patterns import KIND, compiled
from secretariat.documents.symbols.symbol import Symbol
from secretariat.documents.symbols.un import begins_path, read_path_symbol

# A known kind with its number and something like a year: the habit of the OAS with a fault in it.
_FAULTY_YEAR = compiled(rf"/(?i:{KIND})\.\d+/\d")
_HEADING = compiled(r",? (?=[A-Za-z])")
_REST = compiled(r"[ .,;:*]*$")


def parse_symbol(text: str) -> Symbol:
    """Read a symbol as a person or a document writes it, or a resolution named by its body and number.

    Errors: SymbolError saying where reading stopped and what was expected there.
    """
    if len(text) > 2 * LONGEST:
        raise SymbolError(LONGEST, f"a symbol of at most {LONGEST} characters", text[LONGEST : LONGEST + 20])
    written, places = closed_up(text)
    cursor = Cursor(written)
    try:
        return read_mention(written) or _read_whole(cursor)
    except SymbolError as error:
        raise SymbolError(places[error.at], error.expected, error.found) from None


def _read_whole(cursor: Cursor) -> Symbol:
    symbol = read_symbol(cursor)
    if symbol.style is Style.SERIES and not symbol.stages and cursor.take(_HEADING):
        # The head of a document prints its series and its symbol one after the other.
        symbol = _made(partial(read_numbered, series=symbol.series), cursor)
    cursor.need(_REST, _what_may_follow(cursor))
    return symbol


def read_symbol(cursor: Cursor) -> Symbol:
    """Read the longest symbol that begins here.

    Errors: SymbolError if none does.
    """
    return _made(_read, cursor)


def _made(read: Callable[[Cursor], Symbol], cursor: Cursor) -> Symbol:
    """Read, and refuse what can be read but names no document that could be."""
    start = cursor.at
    try:
        return read(cursor)
    except SymbolError:
        raise
    except ValueError as error:
        cursor.at = start
        raise cursor.error(f"a symbol that a document can carry ({error})") from error


def _read(cursor: Cursor) -> Symbol:
    if cursor.take(ORDER):
        return read_order(cursor)
    if cursor.see(SERIES):
        return read_series(cursor)
    if cursor.see(TREATY):
        return read_treaty(cursor)
    if begins_path(cursor):
        return read_path_symbol(cursor)
    return _read_unknown_body(cursor)


def _read_unknown_body(cursor: Cursor) -> Symbol:
    """Read by the habit of the OAS or, if that fails, by that of the United Nations."""
    start = cursor.at
    try:
        return read_numbered(cursor)
    except SymbolError as error:
        refused = error
    cursor.at = start
    try:
        symbol = read_path_symbol(cursor)
    except SymbolError as error:
        raise (error if error.at > refused.at else refused) from None
    except ValueError:
        raise refused from None
    if _FAULTY_YEAR.search(str(symbol)):
        raise refused
    return symbol


def _what_may_follow(cursor: Cursor) -> str:
    if cursor.see(compiled(r" ?\(")):
        return "a session such as (XLI-O/11), a meeting such as (1567/06), or the end of the symbol"
    if cursor.see(compiled("-[A-Za-z]{1,8}/")):
        return "the end of the symbol: a second one is joined to it"
    return "the end of the symbol, or rev., corr., add. with a number"

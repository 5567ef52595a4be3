"""Read a text from left to right, one place at a time."""

from __future__ import annotations

import re
import unicodedata

from secretariat.documents.symbols.errors import SymbolError

_DASHES = "\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212\ufe58\ufe63\uff0d"
# Every space there is, those without width too.
_SPACES = (
    "\t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u200b\u200c\u200d\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
_SLASHES = "\u2044\u2215\u29f8\uff0f"
_LOOK_ALIKE = dict(zip("АВСЕІКМНОРТХ", "ABCEIKMHOPTX", strict=True))  # Cyrillic


def _table() -> dict[int, str]:
    """Map characters to plain ones, one to one so that places in the text stay what they are."""
    table = {ord(char): plain for chars, plain in ((_DASHES, "-"), (_SPACES, " "), (_SLASHES, "/")) for char in chars}
    table |= {ord(char): "°" for char in "º°№"}
    table |= {ord(char): plain for char, plain in _LOOK_ALIKE.items()}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code not in table}
    for code in range(0xC0, 0x180):
        plain = unicodedata.normalize("NFD", chr(code))[0]
        if plain.isascii():
            table[code] = plain
    return table


_PLAIN = _table()
_RUN = re.compile(r" +|[^ ]+")


def plain(text: str) -> str:
    """Return the text with plain dashes, spaces, slashes and letters, each in the place of the original."""
    return text.translate(_PLAIN)


def closed_up(text: str) -> tuple[str, list[int]]:
    """Make a text plain, with one space for a run of them, and one line end where a line is left empty.

    Shape: the text, and for each of its characters the place in the original; one more place for the end.
    """
    parts: list[str] = []
    places: list[int] = []
    for match in _RUN.finditer(plain(text)):
        start, run = match.start(), match.group()
        if run.strip(" "):
            parts.append(run)
            places.extend(range(start, match.end()))
        elif parts and match.end() < len(text):
            parts.append("\n" if text.count("\n", start, match.end()) > 1 else " ")
            places.append(start)
    return "".join(parts), [*places, places[-1] + 1 if places else 0]


class Cursor:
    """A place in a text and what may be read there."""

    def __init__(self, text: str, at: int = 0, end: int | None = None) -> None:
        """Begin at a place of a text that is already plain, and do not look behind ``end``."""
        self.text = text
        self.at = at
        self.end = len(text) if end is None else min(end, len(text))

    def see(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match here without moving."""
        return pattern.match(self.text, self.at, self.end)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match here and move behind what was matched."""
        match = self.see(pattern)
        if match:
            self.at = match.end()
        return match

    def need(self, pattern: re.Pattern[str], expected: str) -> re.Match[str]:
        """Match here and move, or refuse the text."""
        match = self.take(pattern)
        if match is None:
            raise self.error(expected)
        return match

    def error(self, expected: str) -> SymbolError:
        """Say what should stand here."""
        return SymbolError(self.at, expected, self.text[self.at : min(self.at + 20, self.end)])

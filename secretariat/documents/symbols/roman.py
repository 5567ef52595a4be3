"""Roman numerals, as sessions are counted."""

from __future__ import annotations

import re
from itertools import product

LARGEST = 399
_STEPS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_WELL_FORMED = re.compile(r"(C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_VALUES = {letters: value for value, letters in _STEPS}


def to_roman(number: int) -> str:
    """Write a number from 1 to 399 in Roman numerals.

    Errors: ValueError for any other number.
    """
    if not 1 <= number <= LARGEST:
        raise ValueError(f"{number} cannot be written here in Roman numerals (1 to {LARGEST})")
    written = ""
    for value, letters in _STEPS:
        times, number = divmod(number, value)
        written += letters * times
    return written


def from_roman(written: str) -> int | None:
    """Read Roman numerals; None if they are not well formed.

    Lower case is read, and 1 or a lower-case l where a careless hand or a scanner put it for I.
    """
    for spelling in _spellings(written):
        if spelling and _WELL_FORMED.fullmatch(spelling):
            return sum(_VALUES[part] for part in re.findall("XC|XL|IX|IV|[CLXVI]", spelling))
    return None


def _spellings(written: str) -> list[str]:
    """List what may be meant, the likeliest first: among capitals a small l is an I, among small letters first an L."""
    letters = written.replace("1", "I")
    small = letters.count("l")
    if not small or small > 4:
        return [letters.upper()]
    readings = ("IL", "LI")[letters.replace("I", "").islower()]
    ways = ("".join(way) for way in product(readings, repeat=small))
    return [_filled(letters, way).upper() for way in ways]


def _filled(letters: str, way: str) -> str:
    choice = iter(way)
    return "".join(next(choice) if letter == "l" else letter for letter in letters)

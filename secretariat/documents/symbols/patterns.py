"""Pieces of regular expressions that several readers share; every repetition in them is bounded.

They read plain text (``cursor.plain``) and forgive what hands and scanners do: a letter O for 0, l or I for 1, spaces
around marks, a stray point.
"""

from __future__ import annotations

import re

from secretariat.documents.symbols.words import KNOWN_KINDS

# A number of up to seven digits, or one with a space before the last three.
NUMBER = r"(?:\d{1,3} \d{3}(?= ?[/(])|(?=[lIO]{0,2}\d)[\dlIOo]{1,7}(?![A-Za-z0-9])|[lI](?= ?\.? ?/))"
# Four digits or two; "r1" may follow at once (doc. 12/08r1).
YEAR = r"(?:\d{4}|(?=[OolI]?\d)[\dOolI]{2})(?:(?![A-Za-z0-9])|(?=[rR]\d{1,2}(?![A-Za-z0-9])))"
# N°, No., Nro. before a number.
NUMBER_SIGN = r"(?:(?:[Nn]\.? ?°|[Nn]o\b|[Nn]ro\b|[Nn]um(?:ero)?\b|°)\.? ?)?"
# The words of stages in four languages, by the kind they mean.
STAGE_WORDS = {
    "rev": "rev|revision|revisado|revised",
    "corr": "corr?|corrigendum|corrigenda|correccion|correction|correcao",
    "add": "add|addendum|addenda|adenda|adendo|additif",
    "amend": "amend|amendment|enmienda|emenda|amendement",
}
STAGE_WORD = "|".join(f"(?P<{kind}>{words})" for kind, words in STAGE_WORDS.items())
ANY_STAGE = "|".join(STAGE_WORDS.values())
KIND = "|".join(sorted(KNOWN_KINDS, key=len, reverse=True))
# A slash that leads to more than a stage: what is before it is no complete symbol.
GOES_ON = rf"(?: ?/ ?(?!(?i:{ANY_STAGE})\b)[A-Za-z0-9])"

_DIGITS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", " ": None})


def digits(written: str) -> str:
    """Return the digits that were meant."""
    return written.translate(_DIGITS)


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern for ASCII digits and letters only: other scripts have digits that no symbol has."""
    return re.compile(pattern, re.ASCII)

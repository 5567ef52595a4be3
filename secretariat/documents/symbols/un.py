"""Read symbols of the United Nations habit: parts between slashes."""

from __future__ import annotations

import re

from secretariat.documents.symbols.cursor import Cursor
from secretariat.documents.symbols.parts import Style
from secretariat.documents.symbols.paths import names_a_body, tidy_path
from secretariat.documents.symbols.patterns import compiled
from secretariat.documents.symbols.stages import read_stages
from secretariat.documents.symbols.symbol import Symbol
from secretariat.documents.symbols.words import QUALIFIERS, SPACED_PARTS, UN_ACTS, UN_ROOTS

MOST_PARTS = 12

# A point or hyphen inside a part; the point may stand before a space where a number or a longer word follows. A hyphen
# between a number and the root of another symbol joins two symbols (A/49/180-S/1994/727).
_JOINT = (
    r"(?:(?<=[A-Za-z])\. ?\.?(?=\d)|(?<=[A-Z])\. (?=[A-Z]{2,12}/)|(?<=\d)\.(?=\d)|(?<=[A-Za-z])\.(?=[A-Za-z])"
    r"|(?<=\d)-(?![A-Za-z]{1,8}/)|(?<=[A-Za-z])-)"
)
_WORD = r"[A-Za-z0-9]{1,20}"
_INNER = (
    r"(?:(?:19|20)\d\d|(?:ES-|S-)?[IVXLCivxlc]{1,9}|[A-Z]"
    rf"|(?i:{'|'.join(QUALIFIERS)})[A-Za-z0-9 .-]{{0,20}}|\d{{1,5}})"
)
_BRACKET = rf" ?\({_INNER}\)"
_LETTER = r"(?<=\d) ?(?:\[[A-Z]\]|[A-Z](?![A-Za-z0-9'])(?: ?- ?[A-Z](?![A-Za-z0-9]))?)"

ROOT = compiled(
    r"(?P<root>[A-Za-z][A-Za-z0-9]{0,14}(?:\.[A-Za-z0-9]{1,12}|-[A-Za-z]{1,12}){0,3}(?:\([A-Za-z0-9-]{1,8}\))?) ?(?=/)"
)
_SLASH = compiled(r" ?\.?/ ?(?=[A-Za-z0-9(])")
_SPACED = compiled(
    rf"(?i:{'|'.join(SPACED_PARTS)})(?:[ .]{{1,2}}(?:\d{{1,4}}|[IVXL]{{1,7}})|\d{{1,4}})(?![A-Za-z0-9-])"
)
_PART = compiled(rf"{_WORD}(?:{_JOINT}{_WORD}){{0,6}}(?:\([A-Z0-9-]{{1,8}}\)(?=/))?")
_BRACKETED = compiled(rf"(?:{_BRACKET}){{1,2}}")
_LETTERED = compiled(_LETTER)
_LETTERED_AFTER = compiled(r"(?<=\)) ?(?:\[[A-Z]\]|[A-Z](?![A-Za-z0-9']))")
_ONLY_BRACKET = compiled(r"\([A-Za-z0-9-]{1,8}\)")


def begins_path(cursor: Cursor) -> bool:
    """Tell whether a known root of the United Nations stands here."""
    match = cursor.see(ROOT)
    return bool(match) and re.split(r"[.(]", match["root"].upper())[0] in UN_ROOTS if match else False


def read_path_symbol(cursor: Cursor) -> Symbol:
    """Read parts between slashes to the end of the symbol.

    Errors: SymbolError; ValueError if the parts make no symbol.
    """
    parts = [cursor.need(ROOT, "the name of a body and a slash")["root"].upper()]
    while len(parts) <= MOST_PARTS and cursor.take(_SLASH):
        parts.append(_read_part(cursor, acts=_is_act(parts)))
    parts += [_stage(stage.kind.value, stage.number) for stage in read_stages(cursor)]
    if not any(map(str.isdigit, "".join(parts[1:]))):
        raise cursor.error("a slash and the number of the document")
    path = tidy_path(parts)
    if names_a_body(path):
        raise cursor.error("a slash and the number of the document")
    return Symbol(Style.UN, path=path)


def _is_act(parts: list[str]) -> bool:
    """Only decisions carry letters after their number (A/RES/72/266 B); elsewhere a letter begins the next word."""
    return any(part.upper() in UN_ACTS for part in parts)


def _read_part(cursor: Cursor, *, acts: bool) -> str:
    match = (
        cursor.take(_SPACED) or cursor.take(_ONLY_BRACKET) or cursor.need(_PART, "a number or a name after the slash")
    )
    part = match.group()
    part = re.sub(r"\.[ .]+", ".", part) if match.re is not _SPACED else part
    letter = cursor.take(_LETTERED) if acts else None
    bracket = cursor.take(_BRACKETED)
    if bracket and acts and not letter:
        letter = cursor.take(_LETTERED_AFTER)
    return part + (letter.group() if letter else "") + (bracket.group() if bracket else "")


def _stage(kind: str, number: int | None) -> str:
    return kind.capitalize() + ("" if number is None else f".{number}")

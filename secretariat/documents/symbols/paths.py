"""Symbols of the United Nations habit: parts between slashes, and what can be told from them.

The parts themselves are kept, in their order and in one spelling; body, kind, number, session and year are read from
them. So a body with its own order of parts loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from secretariat.documents.symbols.parts import Session, SessionKind, Stage, StageKind
from secretariat.documents.symbols.patterns import compiled
from secretariat.documents.symbols.roman import from_roman
from secretariat.documents.symbols.words import (
    QUALIFIERS,
    SPACED_PARTS,
    UN_ACTS,
    UN_BODIES,
    UN_KINDS,
    UN_ROOTS,
    printed_part,
)

_LETTERED = compiled(r"(\d+) ?\[?([A-Za-z])\]?(?: ?- ?([A-Za-z]))?")
_SPACED = compiled(rf"(?i:({'|'.join(SPACED_PARTS)})(?: |\.|(?=\d))+(\d{{1,4}}|[ivxl]{{1,7}}))")
_PLAIN = compiled(r"[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
_BRACKETS = compiled(r"\(([^()]*)\)")
_TOKEN = compiled(r" *([A-Za-z]+|\d+(?:\.\d+)*|-)[. ]*")
_STAGE = compiled(r"(Rev|Corr|Add|Amend)(?:\.(\d{1,4}))?(?: \(.*)?")
_NUMBER = compiled(r"(?:([A-Za-z]+)\.)?(\d{1,9})(?: [A-Z](?:-[A-Z])?)?(?: ?\(.*)?")
_SESSION = compiled(r"(?:(ES|S)-)?(\d{1,3}|[IVXL]{1,8})")
_BRACKET = compiled(r".*?\((?:(\d{4})|((?:ES-|S-)?[IVXL]{1,8}))\)")
_YEAR = compiled(r"(?:19|20)\d\d")
_SPECIAL = compiled(r"(?:ES|S)-\d{1,3}")
_LETTERS = compiled(r"[A-Z](?:-[A-Z])?")
_ROMAN_PART = compiled(r"[IVX]{1,7}")


@dataclass(frozen=True, slots=True)
class Reading:
    """What the parts of a path tell."""

    body: tuple[str, ...]
    kind: str
    number: int | None
    session: Session | None
    year: int | None
    stages: tuple[Stage, ...]


def tidy_path(parts: Sequence[str]) -> tuple[str, ...]:
    """Bring the parts of a path into the one spelling that is kept.

    Errors: ValueError for a part that no symbol has.
    """
    path = [tidy_part(part) for part in parts]
    at = number_of_act(path)
    path[at:] = map(_part_lettered, path[at:])
    if len(path) > at + 1 and path[at].isdigit() and is_period(path[at + 1].strip("()"), path[0]):
        path[at : at + 2] = [f"{path[at]} ({path[at + 1].strip('()')})"]
    if len(path) > at + 2 and path[at + 1].isdigit() and _LETTERS.fullmatch(path[at + 2]):
        path[at + 1 : at + 3] = [f"{path[at + 1]} {path[at + 2]}"]
    return tuple(path)


def number_of_act(path: Sequence[str]) -> int:
    """Return the place behind RES or DEC, where the number or the session of a decision stands; the end if none is."""
    return next((at + 1 for at, part in enumerate(path) if part in UN_ACTS), len(path))


def is_period(inner: str, root: str) -> bool:
    """Tell whether this is the session of a decision, or its year: it belongs in brackets after the number."""
    if root == "S" and _YEAR.fullmatch(inner):
        return True
    return root in UN_ROOTS and inner.isalpha() and from_roman(inner) is not None


@lru_cache(maxsize=10_000)
def tidy_part(raw: str) -> str:
    """Bring one part into its usual spelling: ``266 [b]`` to ``266B``, ``6(Sect.3)`` to ``6 (Sect. 3)``.

    Errors: ValueError for a part that no symbol has.
    """
    core, _, _ = raw.partition("(")
    after = _BRACKETS.sub("", raw[len(core) :]).strip(" []")
    letter = after if re.fullmatch("[A-Za-z]", after) else ""
    if after and not (letter and core.strip().isdigit()):
        raise ValueError(f"“{after}” follows a bracket")
    core = _tidy_core(core.strip() + letter.upper())
    brackets = [f"({_tidy_qualifier(inner)})" for inner in _BRACKETS.findall(raw)]
    glued = not core or not any(map(str.isdigit, core))
    return ("" if glued else " ").join([core, *brackets]) if core else " ".join(brackets)


def _part_lettered(part: str) -> str:
    """Set the letter of a part of a decision off its number: ``266B`` to ``266 B``."""
    core, bracket, inner = part.partition(" (")
    lettered = _LETTERED.fullmatch(core)
    if lettered is None:
        return part
    number, first, last = lettered.groups()
    return f"{number} {first}" + (f"-{last}" if last else "") + bracket + inner


def _tidy_core(core: str) -> str:
    lettered = _LETTERED.fullmatch(core)
    if lettered:
        number, first, last = lettered.groups()
        return f"{number}{first.upper()}" + (f"-{last.upper()}" if last else "")
    spaced = _SPACED.fullmatch(core)
    if spaced:
        return f"{spaced[1].capitalize()} {spaced[2].upper()}"
    if core and not _PLAIN.fullmatch(core):
        raise ValueError(f"“{core}” is no part of a symbol")
    return printed_part(core)


def _tidy_qualifier(inner: str) -> str:
    tokens = list(_TOKEN.finditer(inner))
    if not tokens or "".join(token.group() for token in tokens) != inner or len(tokens) > 6:
        raise ValueError(f"“({inner})” is no part of a symbol")
    words = [QUALIFIERS.get(token[1].lower(), token[1].upper()) for token in tokens]
    written = re.sub(r" ?- ?", "-", " ".join(words))
    if re.search(r"\d \d|^-|-$|--", written):
        raise ValueError(f"“({inner})” is no part of a symbol")
    return written


def read_path(path: tuple[str, ...]) -> Reading:
    """Tell body, kind, number, session, year and stages from the parts of a tidy path."""
    stages = stages_of(path)
    stem = _up_to_number(path)
    last = _NUMBER.fullmatch(stem[-1])
    fore = stem[:-1] if last else stem
    at = next((at for at, part in enumerate(fore) if part.upper() in UN_KINDS), None)
    kind = fore[at].upper() if at is not None else ""
    if last and last[1]:
        kind = kind or last[1].upper()
    session, year = _period(fore[1:], stem[-1] if last else "")
    body = _body(fore if at is None else fore[:at])
    return Reading(body, kind, int(last[2]) if last else None, session, year, stages)


def _up_to_number(path: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out what follows the number: stages, parts, annexes; nothing if there is no number."""
    for end in range(len(path), 1, -1):
        if _NUMBER.fullmatch(path[end - 1]) and not _STAGE.fullmatch(path[end - 1]):
            return path[:end]
    return path


def _body(names: tuple[str, ...]) -> tuple[str, ...]:
    """Take the names before the session or year, and the bodies after it (A/S-10/AC.1/9)."""
    first = next((at for at, part in enumerate(names) if at and _counted(part)), len(names))
    return names[:first] + tuple(part for part in names[first:] if part.partition(".")[0].upper() in UN_BODIES)


def stages_of(path: tuple[str, ...]) -> tuple[Stage, ...]:
    """Read the suffixes at the end of a path, the first one printed first."""
    stages: list[Stage] = []
    for part in reversed(path[2:]):
        match = _STAGE.fullmatch(part)
        if match is None:
            break
        stages.insert(0, Stage(StageKind(match[1].lower()), int(match[2]) if match[2] else None))
    return tuple(stages)


def without_year(path: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the year in brackets: S/RES/1540 for S/RES/1540 (2004)."""
    return tuple(re.sub(r"^(\d+) \(\d{4}\)$", r"\1", part) for part in path)


def names_a_body(path: tuple[str, ...]) -> bool:
    """Tell whether a path ends with a body (A/C.5) and so lacks the number of a document."""
    word, point, number = path[-1].partition(".")
    return word.upper() in UN_BODIES and (not point or number.isdigit())


def _period(fore: tuple[str, ...], last: str) -> tuple[Session | None, int | None]:
    """Find the session and the year, before the number or in brackets after it."""
    bracket = _BRACKET.match(last)
    session = _session(bracket[2]) if bracket and bracket[2] else None
    year = int(bracket[1]) if bracket and bracket[1] else None
    for part in fore:
        if _YEAR.fullmatch(part):
            year = year or int(part)
            break
        if _counted(part):
            session = session or _session(part)
            break
    return session, year


def _counted(part: str) -> bool:
    return bool(part.isdigit() or _SPECIAL.fullmatch(part) or _ROMAN_PART.fullmatch(part))


def _session(part: str) -> Session | None:
    match = _SESSION.fullmatch(part)
    number = (int(match[2]) if match[2].isdigit() else from_roman(match[2])) if match else None
    if match is None or not number or number > 399:
        return None
    return Session(number, SessionKind(match[1] or ""))

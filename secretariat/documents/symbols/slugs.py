"""Turn a symbol into a key for addresses, so that no two symbols share one.

Only a-z, 0-9, ``-`` and ``_`` occur. A hyphen stands between the parts of a symbol; inside a part ``_`` stands for a
point, ``__`` for a hyphen, ``___`` for an opening bracket or the end of a series. Marks never touch in a symbol, so
each run of underscores can be read back, and so can the whole:

* after ``oea-ser-`` comes a shelf (there the hyphen is a point and ``_`` a slash), after ``eo-`` and digits an order;
  a letter, ``__`` and a number alone are a treaty;
* a first word known as a root of the United Nations is a path, and so is what follows ``un-``;
* in all others the first number ends the words. Two or four digits after it are a year, digits twice a meeting and a
  year, letters a session; 0 is the number that is still open. The stages are the only words after that.

After the number of a resolution the bracket is written as a hyphen: a path that has a session or a year there as a part
of its own is never kept (``paths.tidy_path``).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from secretariat.documents.symbols.parts import Session, Stage, Style, short_year
from secretariat.documents.symbols.paths import is_period, number_of_act
from secretariat.documents.symbols.words import UN_ROOTS

if TYPE_CHECKING:
    from secretariat.documents.symbols.symbol import Symbol

_NUMBER_AND_BRACKET = re.compile(r"(\d+) \(([A-Z0-9]+)\)")


def slug(symbol: Symbol) -> str:
    """Return the key of a symbol; it keeps session and stages."""
    match symbol.style:
        case Style.UN:
            return _path(symbol.path)
        case Style.TREATY:
            parts = [f"{symbol.kind.lower()}__{symbol.number}"]
        case Style.ORDER:
            assert symbol.year is not None
            parts = ["eo", short_year(symbol.year), f"{symbol.number:02}"]
        case Style.SERIES:
            parts = [_shelf(symbol.series)]
        case _:
            parts = _numbered(symbol)
    return "-".join([*parts, *map(_stage, symbol.stages)])


def _numbered(symbol: Symbol) -> list[str]:
    words = [_word(part) for part in symbol.body]
    number = "0" if symbol.number is None else str(symbol.number)
    parts = [*words, symbol.kind.lower(), number] if symbol.kind else [*words[:-1], f"{words[-1]}__{number}"]
    if symbol.meeting is not None:
        parts.append(str(symbol.meeting))
    if symbol.year is not None and symbol.style is not Style.AG:
        parts.append(short_year(symbol.year))
    if symbol.session:
        parts.append(_session(symbol.session))
    return [f"{_shelf(symbol.series)}___{parts[0]}", *parts[1:]] if symbol.series else parts


def _session(session: Session) -> str:
    year = "" if session.year is None else short_year(session.year)
    return "-".join(filter(None, (session.roman.lower(), session.kind.lower(), year)))


def _stage(stage: Stage) -> str:
    return str(stage.kind) + ("" if stage.number is None else f"-{stage.number}")


def _shelf(series: str) -> str:
    head, letter, *volumes = series.lower().replace("ser.", "ser-").split("/")
    volume = "_".join(volumes).replace("-", "__").replace(".", "-")
    return "-".join(filter(None, (head, letter, volume)))


def _word(part: str) -> str:
    return part.lower().replace("-", "__").replace(".", "_")


def _path(path: tuple[str, ...]) -> str:
    parts = [_part(path, at) for at in range(len(path))]
    return "-".join(parts if _is_known(path[0]) else ["un", *parts])


def _is_known(root: str) -> bool:
    return root in UN_ROOTS and root != "UN"


def _part(path: tuple[str, ...], at: int) -> str:
    plain = _NUMBER_AND_BRACKET.fullmatch(path[at])
    if plain and at == number_of_act(path) and is_period(plain[2], path[0]):
        return f"{plain[1]}-{plain[2].lower()}"
    core, *brackets = re.split(r" ?\(", path[at].replace(")", ""))
    return "___".join([_word(core.replace(" ", "")), *map(_qualifier, brackets)])


def _qualifier(inner: str) -> str:
    return re.sub(r"[. ]+", "_", inner.lower().replace("-", "__"))

"""What would become of each row of a file, and why: kept as lines of JSON between the preview and the applying."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from secretariat.core.files import keep_file, read_lines
from secretariat.exchange.choices import Verdict

FOLDER = "imports"


@dataclass(frozen=True)
class Objection:
    """What is wrong with a row: in which column (empty: the row as a whole), what was given, and why."""

    column: str
    given: str
    why: str


@dataclass(frozen=True)
class Judged:
    """What would become of one row.

    ``number`` as the spreadsheet counts; ``record`` and ``version`` say what it was judged against, empty where it
    would be made; ``changes`` holds (label, old, new) in words; ``later`` where the service could not be asked yet.
    """

    number: int
    verdict: str
    name: str = ""
    record: str = ""
    version: str = ""
    changes: tuple[tuple[str, str, str], ...] = ()
    objections: tuple[Objection, ...] = ()
    later: bool = False

    def line(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode() + b"\n"

    @classmethod
    def read(cls, line: bytes) -> Judged:
        held: dict[str, Any] = json.loads(line)
        held["changes"] = tuple((each[0], each[1], each[2]) for each in held["changes"])
        held["objections"] = tuple(Objection(**each) for each in held["objections"])
        return cls(**held)


def refused(number: int, *objections: Objection, name: str = "", record: str = "") -> Judged:
    """Return a row that cannot be taken."""
    return Judged(number, Verdict.REFUSED, name=name, record=record, objections=objections)


def keep_plan(judged: Iterable[Judged]) -> tuple[str, Counter[str]]:
    """Keep what would become of each row; return the key of the file and how many rows there are of each verdict."""
    counts: Counter[str] = Counter()
    lines = []
    for each in judged:
        counts[str(each.verdict)] += 1
        lines.append(each.line())
    return keep_file(FOLDER, b"".join(lines)), counts


def read_plan(key: str) -> Iterator[Judged]:
    """Yield what would become of each row, in the order of the file."""
    return map(Judged.read, read_lines(key))

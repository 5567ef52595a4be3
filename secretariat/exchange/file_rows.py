"""The rows of a file that was brought, as they lie in our storage, and how far a work on them has come."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from secretariat.core.files import open_file, read_lines, remove_files, write_file
from secretariat.exchange.choices import FileFormat
from secretariat.exchange.models import Import
from secretariat.exchange.writing import as_given

Row = tuple[int, list[Any]]
STALE = 60  # seconds without a word after which a work counts as broken off


def rows_of_sheet(import_: Import, sheet: int) -> Iterator[Row]:
    """Yield the rows of a sheet that hold something, with their numbers as in the spreadsheet; none once removed."""
    is_text = import_.kind == FileFormat.CSV
    for line in read_lines(import_.rows_key) if import_.rows_key else ():
        at, number, cells = json.loads(line)
        if at == sheet:
            yield number, [as_given(cell) if isinstance(cell, str) else cell for cell in cells] if is_text else cells


def rows_below_headings(import_: Import) -> list[Row]:
    """Return the rows that are taken in."""
    return [row for row in rows_of_sheet(import_, import_.sheet) if row[0] > import_.heading_row]


def headings_of_file(import_: Import) -> list[str]:
    """Return the headings as the file has them; a column without one is called by its letters."""
    found = next(
        (cells for number, cells in rows_of_sheet(import_, import_.sheet) if number == import_.heading_row), []
    )
    width = import_.sheets[import_.sheet]["columns"]
    cells = [*found, *[""] * (width - len(found))]
    return [str(cell).strip() or letters(place) for place, cell in enumerate(cells)]


def letters(place: int) -> str:
    """Return what a spreadsheet calls a column: 0 is A, 26 is AA."""
    return (letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


@dataclass(frozen=True)
class Progress:
    """How many rows are done of how many; ``is_stale`` where nobody has said so for a while."""

    done: int
    of: int
    is_stale: bool

    @property
    def share(self) -> int:
        return 100 * self.done // max(self.of, 1)


def _place(import_: Import) -> str:
    return f"{import_.rows_key}.progress"


def tell_progress(import_: Import, done: int, of: int) -> None:
    """Say how far a work has come; in a file, since the transaction that does the work shows nothing until its end."""
    write_file(_place(import_), json.dumps([done, of, timezone.now().timestamp()]).encode())


def progress_of(import_: Import) -> Progress:
    """Return how far a work has come; nothing done yet where it did not begin."""
    try:
        with open_file(_place(import_)) as file:
            done, of, at = json.loads(file.read())
    except (FileNotFoundError, ValueError):
        return Progress(0, import_.sheets[import_.sheet]["rows"], is_stale=True)
    return Progress(done, of, is_stale=timezone.now().timestamp() - at > STALE)


def forget_progress(import_: Import) -> None:
    remove_files(_place(import_))

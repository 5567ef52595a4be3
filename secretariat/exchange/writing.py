"""Write registers as XLSX and CSV: values only, never a formula, whatever a record holds."""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import IO

import xlsxwriter

from secretariat.exchange.choices import FileFormat

Cell = str | int | float | bool | Decimal | datetime.date | None
Row = Sequence[Cell]

KINDS = {
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileFormat.CSV: "text/csv; charset=utf-8",
}
LONGEST_CELL = 32_767  # characters in a cell of Excel
TOO_LONG = "⟦…⟧"  # begins a text that does not fit into a cell; an import leaves such a cell alone
FIRST_YEAR = 1900  # of Excel's calendar
ACTIVE = re.compile(r"'*[=+\-@\t\r]")  # what a spreadsheet would take for a formula, and what was already made harmless


@dataclass(frozen=True)
class Sheet:
    """What a file holds: its head, the headings, the rows; ``warned`` marks rows by their place from 0."""

    title: str
    about_title: str
    about: Sequence[tuple[str, str]]
    headings: Sequence[str]
    rows: Iterable[Row]
    widths: Sequence[int] = field(default_factory=tuple)


def neutral(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: with an apostrophe before it, where it would.

    SECURITY: = + - @, a tabulator or a line end at the beginning start a formula in one program or another.
    """
    return f"'{text}" if ACTIVE.match(text) else text


def as_given(text: str) -> str:
    """Return the text that ``neutral`` made harmless."""
    return text[1:] if text.startswith("'") and ACTIVE.match(text) else text


def write_csv(sheet: Sheet, into: IO[bytes], *, with_head: bool) -> None:
    """Write RFC 4180 in UTF-8 with a byte order mark, by which Excel knows it; every line has as many fields."""
    text = io.TextIOWrapper(into, encoding="utf-8-sig", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    wide = max(len(sheet.headings), 2)
    if with_head:
        for label, said in (*sheet.about, ("", "")):
            writer.writerow([neutral(label), neutral(said), *[""] * (wide - 2)])
    writer.writerow([neutral(each) for each in sheet.headings])
    for row in sheet.rows:
        writer.writerow([_in_csv(cell) for cell in row])
    text.flush()
    text.detach()


def _in_csv(cell: Cell) -> str:
    if isinstance(cell, str):
        return neutral(cell)
    return "" if cell is None else str(cell)


def write_xlsx(sheet: Sheet, into: IO[bytes]) -> None:
    """Write a workbook: a sheet of rows, and a sheet that says what it is."""
    book = xlsxwriter.Workbook(
        into,
        {
            "constant_memory": True,
            "strings_to_formulas": False,  # SECURITY: text stays text
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    strong = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    page = book.add_worksheet(_sheet_name(sheet.title, "1"))
    page.freeze_panes(1, 0)
    for place, width in enumerate(sheet.widths or [18] * len(sheet.headings)):
        page.set_column(place, place, width)
    for place, heading in enumerate(sheet.headings):
        page.write_string(0, place, heading, strong)
    for number, row in enumerate(sheet.rows, 1):
        for place, cell in enumerate(row):
            _put(page, number, place, cell, day)
    _about(book, sheet, strong)
    book.close()


def _about(book: xlsxwriter.Workbook, sheet: Sheet, strong: object) -> None:
    about = book.add_worksheet(_sheet_name(sheet.about_title, "2"))
    about.set_column(0, 0, 24)
    about.set_column(1, 1, 90)
    for number, (label, said) in enumerate(sheet.about):
        about.write_string(number, 0, label, strong)
        about.write_string(number, 1, said[:LONGEST_CELL])


def _put(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, day: object) -> None:
    """Write one cell as what it is. SECURITY: never by ``write``, which guesses what a text may be."""
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, int | float | Decimal):
        page.write_number(row, column, cell)
    elif isinstance(cell, datetime.date) and cell.year >= FIRST_YEAR:
        page.write_datetime(row, column, datetime.datetime.combine(cell, datetime.time.min), day)
    else:
        text = str(cell)
        page.write_string(row, column, text if len(text) <= LONGEST_CELL else TOO_LONG + text[:30_000])


def _sheet_name(title: str, otherwise: str) -> str:
    """Return a name that Excel allows: 31 characters, none of its signs."""
    return re.sub(r"[\[\]:*?/\\']", " ", title).strip()[:31] or otherwise

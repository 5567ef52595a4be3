"""The child process that reads a file somebody brought: limits itself, then writes what the file holds as JSON lines.

It imports nothing of the project, so that it starts quickly and holds no secret. In: a line of JSON with the limits,
then the file. Out: a line that says what the file is, then a line for each row that holds something:
``[sheet, number of the row, cells]``. What cannot be taken is answered by one line, ``{"refused": why, ...}``.
"""

from __future__ import annotations

import csv
import datetime
import io
import json
import math
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

MAXIMAL_CELL = 32_767  # characters in a cell, as in Excel
SAMPLE = 20  # lines from which the delimiter is found
CELL = re.compile(rb'<c\s[^>]*?r="([A-Z]{1,4})(\d{1,9})"')
FORMULA = re.compile(rb"<f[\s>/]")
FORBIDDEN = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
OTHER_FILES = {
    b"\xd0\xcf\x11\xe0": "old",  # Excel before 2007, and what is behind a password
    b"%PDF": "other",
    b"\x89PNG": "other",
    b"\xff\xd8\xff": "other",
    b"GIF8": "other",
    b"Rar!": "other",
    b"7z\xbc\xaf": "other",
    b"\x1f\x8b": "other",
}


class RefusedFile(Exception):
    """The file cannot be taken; why is a word that the parent explains to the reader."""

    def __init__(self, why: str, **more: Any) -> None:
        super().__init__(why)
        self.answer = {"refused": why, **more}


def main() -> None:
    """Read the order and the file from standard input; write what it holds to standard output."""
    order = json.loads(sys.stdin.buffer.readline())
    resource.setrlimit(resource.RLIMIT_CPU, (order["cpu"], order["cpu"]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":  # elsewhere the limit of address space cannot be set
        resource.setrlimit(resource.RLIMIT_AS, (order["memory"], order["memory"]))
    content = sys.stdin.buffer.read()
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="replace", newline="\n")
    try:
        lines = list(read(content, order))
    except RefusedFile as refusal:
        lines = [json.dumps(refusal.answer)]
    except MemoryError:
        lines = [json.dumps({"refused": "memory"})]
    for line in lines:
        out.write(line + "\n")
    out.flush()


def read(content: bytes, order: dict[str, Any]) -> Iterator[str]:
    """Yield the lines that say what a file holds. Errors: RefusedFile."""
    if not content.strip(b"\0 \t\r\n"):
        raise RefusedFile("empty")
    for sign, why in OTHER_FILES.items():
        if content.startswith(sign):
            raise RefusedFile(why)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        yield from read_workbook(content, order)
    else:
        yield from read_text(content, order)


# Workbooks ------------------------------------------------------------------------------------------------------------


def read_workbook(content: bytes, order: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of an XLSX file. Errors: RefusedFile."""
    formulas = look_inside(content, order)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = list(book.sheet_names)[: order["sheets"]]
        found = [(name, book.get_sheet_by_name(name)) for name in names]
        sheets, rows = [], []
        for index, (name, sheet) in enumerate(found):
            check_size(sheet.total_height, sheet.total_width, order)
            own = list(rows_of_sheet(index, sheet.to_python(skip_empty_area=False)))
            rows += own
            check_cells(rows, order)
            sheets.append(described(name, own))
    except (CalamineError, ValueError, OSError, KeyError, OverflowError) as error:
        raise RefusedFile("damaged") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # calamine gave up on what it met
            raise RefusedFile("damaged") from error
        raise
    yield json.dumps({"kind": "xlsx", "formulas": formulas, "sheets": sheets})
    yield from map(json.dumps, rows)


def look_inside(content: bytes, order: dict[str, Any]) -> int:
    """Refuse bombs, macros and document types before anything is unpacked as a workbook; return how many formulas."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename.lower() for part in parts}
            if "xl/workbook.xml" not in names:
                raise RefusedFile("other")
            if any(name.endswith(("vbaproject.bin", ".xlm")) or "/macrosheets/" in name for name in names):
                raise RefusedFile("macros")
            if len(parts) > order["parts"] or sum(part.file_size for part in parts) > order["unpacked"]:
                raise RefusedFile("bomb")
            return look_into_parts(archive, parts, order)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise RefusedFile("damaged") from error


def look_into_parts(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], order: dict[str, Any]) -> int:
    """Read each part once, in pieces: what it really unpacks to counts, not what it says."""
    formulas = unpacked = 0
    for part in parts:
        name = part.filename.lower()
        is_xml = name.endswith((".xml", ".rels", ".vml"))
        is_sheet = name.startswith("xl/worksheets/")
        rest = b""
        with archive.open(part) as stream:
            while piece := stream.read(1 << 18):
                unpacked += len(piece)
                if unpacked > order["unpacked"]:
                    raise RefusedFile("bomb")
                whole = rest + piece
                if is_xml:
                    check_xml(whole, first=not rest)
                if is_sheet:
                    # A formula or a place cut in two by the border of pieces is met whole in the next.
                    formulas += len(FORMULA.findall(whole)) - len(FORMULA.findall(rest))
                    check_places(whole, order)
                rest = whole[-256:]
    return formulas


def check_xml(piece: bytes, *, first: bool) -> None:
    """Refuse document types and entities, and encodings in which they could hide."""
    if first and (piece.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in piece[:8]):
        raise RefusedFile("encoding")
    if FORBIDDEN.search(piece):
        raise RefusedFile("dtd")


def check_places(piece: bytes, order: dict[str, Any]) -> None:
    """Refuse a cell far outside: reading it would fill the memory with empty ones."""
    for letters, number in CELL.findall(piece):
        column = 0
        for letter in letters:
            column = column * 26 + letter - 64
        check_size(int(number), column, order)


def check_size(height: int, width: int, order: dict[str, Any]) -> None:
    """Refuse more rows or columns than are taken."""
    if height > order["rows"]:
        raise RefusedFile("rows", limit=order["rows"])
    if width > order["columns"]:
        raise RefusedFile("columns", limit=order["columns"])


def check_cells(rows: list[Any], order: dict[str, Any]) -> None:
    """Refuse more rows or cells than are taken, in all sheets together."""
    if len(rows) > order["rows"]:
        raise RefusedFile("rows", limit=order["rows"])
    if sum(len(row[2]) for row in rows) > order["cells"]:
        raise RefusedFile("cells", limit=order["cells"])


def rows_of_sheet(index: int, rows: list[list[Any]]) -> Iterator[list[Any]]:
    """Yield the rows that hold something, with their numbers as the spreadsheet counts."""
    for number, row in enumerate(rows, 1):
        cells = trimmed([plain(cell) for cell in row])
        if cells:
            yield [index, number, cells]


def plain(cell: Any) -> Any:
    """Return a cell as JSON holds it."""
    if isinstance(cell, datetime.datetime):
        midnight = cell.time() == datetime.time.min
        return cell.date().isoformat() if midnight else cell.isoformat()
    if isinstance(cell, datetime.date | datetime.time):
        return cell.isoformat()
    if isinstance(cell, float):
        return whole(cell)
    if isinstance(cell, str):
        return checked(cell)
    return cell if isinstance(cell, bool | int) else str(cell)


def whole(number: float) -> Any:
    """Return a number, without a fraction where it has none; what is no number as text."""
    if not math.isfinite(number):
        return str(number)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def checked(text: str) -> str:
    if len(text) > MAXIMAL_CELL:
        raise RefusedFile("cell", limit=MAXIMAL_CELL)
    return text


def trimmed(cells: list[Any]) -> list[Any]:
    """Return cells without the empty ones at the end."""
    while cells and cells[-1] in ("", None):
        cells.pop()
    return cells


# Text -----------------------------------------------------------------------------------------------------------------


def read_text(content: bytes, order: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a CSV file. Errors: RefusedFile."""
    text, encoding = decoded(content)
    if "\0" in text:
        raise RefusedFile("other")
    delimiter = delimiter_of(text)
    csv.field_size_limit(MAXIMAL_CELL)
    rows: list[list[Any]] = []
    cells = 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), 1):
            check_size(number, len(row), order)
            own: list[Any] = trimmed([*row])
            cells += len(own)
            if cells > order["cells"]:
                raise RefusedFile("cells", limit=order["cells"])
            if own:
                rows.append([0, number, own])
    except csv.Error as error:
        raise RefusedFile("cell" if "limit" in str(error) else "damaged", limit=MAXIMAL_CELL) from error
    about = {"kind": "csv", "formulas": 0, "sheets": [described("CSV", rows)], "encoding": encoding}
    yield json.dumps({**about, "delimiter": delimiter})
    yield from map(json.dumps, rows)


def decoded(content: bytes) -> tuple[str, str]:
    """Return the text and its encoding: by its mark, else UTF-8, else what Windows writes in the Americas."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace"), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace"), "cp1252"


def delimiter_of(text: str) -> str:
    """Return comma, semicolon or tabulator: what splits the first lines most evenly, then into most fields."""
    lines = [line for line in text[: 1 << 16].splitlines()[:SAMPLE] if line.strip()]
    unquoted = [re.sub(r'"(?:[^"]|"")*"', "", line) for line in lines]
    best, most = ",", (0.0, 0)
    for sign in (",", ";", "\t"):
        counts = [line.count(sign) for line in unquoted]
        usual = max(set(counts), key=counts.count) if any(counts) else 0
        agreeing = sum(1 for count in counts if count == usual) / len(counts) if usual else 0.0
        if (agreeing, usual) > most:
            best, most = sign, (agreeing, usual)
    return best


def described(name: str, rows: list[list[Any]]) -> dict[str, Any]:
    """Return what a sheet is called and how large it is."""
    return {
        "name": name[:100],
        "rows": len(rows),
        "columns": max((len(row[2]) for row in rows), default=0),
    }


if __name__ == "__main__":
    main()

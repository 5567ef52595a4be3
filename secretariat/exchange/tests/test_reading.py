"""Files of any kind: what they are is found in them; what is too large, hostile or damaged is refused in words."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import asdict
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from secretariat.core.children import Limits
from secretariat.exchange import reading, sheet_child
from secretariat.exchange.reading import BOUNDS, LIMITS, Bounds, FileRead, read_file
from secretariat.exchange.tests.files import workbook
from secretariat.exchange.tests.mutations import bomb, damaged, with_part

SHEET = workbook([["a", "b"], [1, 2.5], ["ñ", True], ["=1+1", "x"]])
SHEET_1 = "xl/worksheets/sheet1.xml"
COMPUTED = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="str"><v>a</v></c></row><row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>'
    b"</sheetData></worksheet>"
)
TEXT = 'a;b\r\n1;"2;3"\r\nñ;"x\r\ny"\r\n'.encode()


def refusal(content: bytes, **more: Any) -> str:
    with translation.override("en"), pytest.raises(ValidationError) as refused:
        read_file(content, **more)
    return str(refused.value.messages[0])


def rows(read: FileRead) -> list[Any]:
    return [json.loads(line) for line in read.lines.splitlines()]


def test_workbook_is_read_with_numbers_as_numbers_and_text_as_text() -> None:
    read = read_file(SHEET)
    assert (read.kind, read.formulas) == ("xlsx", 0)
    assert rows(read) == [[0, 1, ["a", "b"]], [0, 2, [1, 2.5]], [0, 3, ["ñ", True]], [0, 4, ["=1+1", "x"]]]


def test_formula_gives_its_value_and_is_counted() -> None:
    sheet = with_part(SHEET, SHEET_1, COMPUTED)
    read = read_file(sheet)
    assert (read.formulas, rows(read)) == (1, [[0, 1, ["a"]], [0, 2, [2]]])


@pytest.mark.parametrize(
    ("content", "encoding", "delimiter"),
    [
        (TEXT, "utf-8", ";"),
        (b"\xef\xbb\xbf" + TEXT, "utf-8-sig", ";"),
        (TEXT.decode().encode("cp1252"), "cp1252", ";"),
        (TEXT.decode().encode("utf-16"), "utf-16", ";"),
        (TEXT.decode().replace(";", "\t").replace("2\t3", "2;3").encode(), "utf-8", "\t"),
        (TEXT.decode().replace(";", ",").replace("2,3", "2;3").encode(), "utf-8", ","),
    ],
)
def test_text_is_read_in_its_encoding_and_with_its_delimiter(content: bytes, encoding: str, delimiter: str) -> None:
    read = read_file(content)
    assert (read.kind, read.encoding, read.delimiter) == ("csv", encoding, delimiter)
    assert rows(read) == [[0, 1, ["a", "b"]], [0, 2, ["1", "2;3"]], [0, 3, ["ñ", "x\r\ny"]]]


@pytest.mark.parametrize(
    ("content", "begins"),
    [
        (b"", "The file holds no rows."),
        (b" \r\n \r\n", "The file holds no rows."),
        (b"%PDF-1.7", "This is neither an Excel workbook"),
        (b"\x89PNG\r\n", "This is neither an Excel workbook"),
        (b"a\0b", "This is neither an Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "This is an Excel file of before 2007"),
        (SHEET[:300], "The file is damaged"),
        (bomb(210 * 2**20), "The workbook unpacks to far more"),
        (with_part(SHEET, "xl/vbaProject.bin", b"x"), "The workbook contains macros"),
        (with_part(SHEET, "xl/sharedStrings.xml", b"<!DOCTYPE x><sst/>"), "The workbook contains a document type"),
        (with_part(SHEET, "xl/styles.xml", "<x/>".encode("utf-16")), "The workbook is not written in UTF-8"),
        (
            with_part(
                SHEET, "xl/worksheets/sheet1.xml", b'<worksheet><sheetData><c r="XFD1048576"/></sheetData></worksheet>'
            ),
            "The file has more than 50000 rows",
        ),
        (
            with_part(SHEET, SHEET_1, b'<c r="XFD1"/>'),
            "A sheet has more than 200",
        ),
        (("x;" * 300 + "\n").encode(), "A sheet has more than 200 columns"),
        (b"x\n" * 50_001, "The file has more than 50000 rows"),
        (b"a;b\n1;" + b"x" * 40_000, "A cell holds more than 32767"),
    ],
)
def test_file_that_cannot_be_taken_is_refused_in_words(content: bytes, begins: str) -> None:
    assert refusal(content)[: len(begins)] == begins


def test_file_larger_than_allowed_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "run_child", None)
    assert refusal(b"x" * 11, bounds=Bounds(size=10)) == "The file is larger than 0 MiB."


def test_child_that_needs_too_much_is_ended() -> None:
    sheet = workbook([["x" * 50] * 50 for _row in range(3000)])
    assert refusal(sheet, limits=Limits(memory=60))[:25] == "The file needs too much t"
    assert refusal(sheet, limits=Limits(wall=0))[:25] == "The file needs too much t"


@pytest.mark.parametrize("content", [SHEET, TEXT * 5], ids=["xlsx", "csv"])
def test_damaged_file_is_read_or_refused_and_never_hangs(content: bytes) -> None:
    order = asdict(BOUNDS)
    for number, each in enumerate(damaged(content, count=200, seed=7)):
        began = time.process_time()
        with suppress(sheet_child.RefusedFile):
            lines = [json.loads(line) for line in sheet_child.read(each, order)]
            assert [len(row) for row in lines[1:]] == [3] * (len(lines) - 1), number
        assert time.process_time() - began < LIMITS.cpu, number


@pytest.mark.parametrize("content", [SHEET, TEXT * 5], ids=["xlsx", "csv"])
def test_damaged_file_is_answered_by_the_child_too(content: bytes) -> None:
    for each in damaged(content, count=10, seed=5):
        with suppress(ValidationError):
            assert read_file(each).kind in {"xlsx", "csv"}

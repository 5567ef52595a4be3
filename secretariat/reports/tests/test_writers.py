from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import docx
import pypdfium2
import pytest

from secretariat.core.languages import LANGUAGES
from secretariat.reports.building import build
from secretariat.reports.content import Bar, Chart, Content, Head, Note, Said, Section, Table, Text, has_fallbacks
from secretariat.reports.registry import kind_of
from secretariat.reports.unit_work import UnitWork
from secretariat.reports.work import Work
from secretariat.reports.writers import write_docx, write_html, write_pdf

WORDS = {"contents": "Contents", "annex": "Annex", "table": "Table", "chart": "Chart", "page": "page"}
WORDS |= {"invented": "demonstration", "fallback": "Words in brackets"}
NASTY = '#read("/etc/passwd") <script>alert(1)</script> & ]]> \x0b {{ 7 }} $1$ "quoted"'


def content(*blocks: object, language: str = "en") -> Content:
    section = Section("one", "First section", tuple(blocks))  # type: ignore[arg-type]
    annex = Section("all", "Every row", (Note("A note"),), is_annex=True)
    facts = (("Body", "CICTE"),)
    return Content("kind", language, "A report", "CICTE · 2016", "CICTE/INF.1/17", facts, "", WORDS, (section, annex))


def text_of_pdf(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def table(rows: int) -> Table:
    made = tuple((Said(f"Row {each}"), Said(str(each))) for each in range(rows))
    return Table(
        "All rows", (Head("What", width=3), Head("How many", numeric=True)), made, total=(Said("Total"), Said("1"))
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["six-monthly", "internal"])
def test_four_languages_in_three_formats(work: Work, unit_work: UnitWork, kind: str, language: str) -> None:
    made = build(kind_of(kind), unit_work if kind == "internal" else work, language)
    pdf, word, page = write_pdf(made), write_docx(made), write_html(made)
    read = docx.Document(io.BytesIO(word))
    assert (pdf[:5], made.title in text_of_pdf(pdf), read.paragraphs[1].text) == (b"%PDF-", True, made.title)
    assert f'<html lang="{language}">'.encode() in page
    for told in (
        text_of_pdf(pdf),
        "".join(cell.text for row in read.tables[-1].rows for cell in row.cells),
        page.decode(),
    ):
        assert "Harbor drill" in told


def test_pdf_is_tagged_and_says_its_language() -> None:
    pdf = write_pdf(content(Text(Said("Niño")), table(3), language="es"))
    assert (b"/StructTreeRoot" in pdf, b"pdfuaid" in pdf, b"/Lang (es)" in pdf or b"/Lang(es)" in pdf) == (True,) * 3


@pytest.mark.parametrize("block", [Text(Said(NASTY)), Note(NASTY), Table(NASTY, (Head(NASTY),), ((Said(NASTY),),))])
def test_words_stay_words(block: object) -> None:
    made = content(block)
    assert "root:" not in text_of_pdf(write_pdf(made))
    page = write_html(made).decode()
    assert ("<script>alert" in page, "&lt;script&gt;alert" in page) == (False, True)
    read = docx.Document(io.BytesIO(write_docx(made)))
    told = " ".join(
        [each.text for each in read.paragraphs] + [c.text for t in read.tables for r in t.rows for c in r.cells]
    )
    assert "<script>alert(1)</script> & ]]>  {{ 7 }}" in told


def test_word_file_has_styles_numbers_and_heads_that_repeat() -> None:
    chart = Chart("How far", "One held, two planned", ("held", "late", "planned"), (Bar("Area 1", (1, 0, 2)),))
    word = write_docx(content(table(300), chart, language="pt"))
    read = docx.Document(io.BytesIO(word))
    names = [each.style.name for each in read.paragraphs if each.style and each.style.name]
    assert names.count("Heading 1") == 1
    assert {"Title", "Subtitle", "Annex heading", "Caption", "toc 1"} <= set(names)
    assert (len(read.tables[-1].rows), read.tables[-1].style.name) == (302, "Report table")  # type: ignore[union-attr]
    assert read.tables[-1].rows[0]._tr.xpath("w:trPr/w:tblHeader") != []
    parts = zipfile.ZipFile(io.BytesIO(word))
    assert b'w:lang w:val="pt-BR"' in parts.read("word/styles.xml")
    assert b'descr="One held, two planned"' in parts.read("word/document.xml")
    assert parts.read("word/charts/chart1.xml").count(b"<c:ser>") == 3
    for name in parts.namelist():
        ElementTree.fromstring(parts.read(name))  # noqa: S314 - what we wrote ourselves


def test_the_same_content_gives_the_same_word_file() -> None:
    assert write_docx(content(table(3))) == write_docx(content(table(3)))


def test_words_in_another_language_are_marked_as_such() -> None:
    made = content(Text(Said("Only in English", "en")), language="fr")
    assert has_fallbacks(made)
    assert b'<p class="pad" lang="en">Only in English [en]</p>' in write_html(made)
    assert b'w:lang w:val="en-US"' in zipfile.ZipFile(io.BytesIO(write_docx(made))).read("word/document.xml")
    assert "Only in English [en]" in text_of_pdf(write_pdf(made))

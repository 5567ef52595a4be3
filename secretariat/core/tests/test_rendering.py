from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from secretariat.core.rendering import Limits, RenderingFailed, render_pdf

HEAD = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "A test")
#set text(font: ("Source Sans 3", "Libertinus Serif"), lang: "es")
"""


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


def template(folder: Path, body: str) -> Path:
    path = folder / "template.typ"
    path.write_text(HEAD + body)
    return path


def test_pdf_shows_the_data(tmp_path: Path) -> None:
    pdf = render_pdf(template(tmp_path, "#data.words"), {"words": "Sección de Planificación, ação, été"})
    assert text_of(pdf).strip() == "Sección de Planificación, ação, été"


def test_pdf_is_set_in_the_typeface_of_the_pages(tmp_path: Path) -> None:
    pdf = render_pdf(template(tmp_path, "#data.words"), {"words": "niño"})
    assert (b"SourceSans3" in pdf, b"Libertinus" in pdf) == (True, False)


@pytest.mark.parametrize(
    "words", ['#read("/etc/passwd")', "{{7*7}}", "$1 + 1$", "*bold*", "#sys.inputs", "</text><script>alert(1)</script>"]
)
def test_pdf_never_runs_the_data(tmp_path: Path, words: str) -> None:
    pdf = render_pdf(template(tmp_path, "#data.words"), {"words": words})
    assert text_of(pdf).strip() == words


def test_pdf_reads_no_file_outside_its_template(tmp_path: Path) -> None:
    with pytest.raises(RenderingFailed, match=r"denied|not found|escape"):
        render_pdf(template(tmp_path, '#read("../../etc/passwd")'), {})


def test_pdf_is_stopped_at_its_memory(tmp_path: Path) -> None:
    body = '#let a = "x" * 1000000\n#let b = ()\n#for i in range(100000) { b.push(a + str(i)) }'
    with pytest.raises(RenderingFailed, match="ended with -6"):
        render_pdf(template(tmp_path, body), {}, limits=Limits(memory=200))


def test_pdf_is_stopped_at_its_seconds(tmp_path: Path) -> None:
    body = "#for i in range(9000) { for j in range(9000) { let s = i * j } }"
    with pytest.raises(RenderingFailed, match="ended with -"):
        render_pdf(template(tmp_path, body), {}, limits=Limits(cpu=1))


def test_pdf_is_stopped_by_the_clock(tmp_path: Path) -> None:
    with pytest.raises(RenderingFailed, match="took more than"):
        render_pdf(template(tmp_path, "x"), {}, limits=Limits(wall=0))


def test_template_that_fails_says_where(tmp_path: Path) -> None:
    with pytest.raises(RenderingFailed, match="unknown variable"):
        render_pdf(template(tmp_path, "#nothing"), {})

"""What files are, by what they hold; their words; what is refused, in words."""

from __future__ import annotations

import zlib

import pytest
from django.core.exceptions import ValidationError

from secretariat.core.children import Limits
from secretariat.documents.choices import MediaType
from secretariat.documents.reading import Bounds, look_into, picture_of, read_words
from secretariat.documents.tests.files import W, a_docx, a_pdf, a_pptx, an_archive, an_odt, an_xlsx

BOMB = an_archive(_types__dot_xml="<Types/>", word__document_dot_xml="<w>" + " " * 4_000_000 + "</w>")
ENTITY = an_archive(_types__dot_xml="<Types/>", word__document_dot_xml='<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>')


@pytest.mark.parametrize(
    ("content", "kind", "pages", "words"),
    [
        (a_pdf("First page", "Second page"), MediaType.PDF, 2, ["First page", "Second page"]),
        (a_docx("One", "Dos & tres".replace("&", "&amp;")), MediaType.DOCX, None, ["One\nDos & tres"]),
        (a_pptx("Uno", "Deux"), MediaType.PPTX, 2, ["Uno", "Deux"]),
        (an_xlsx("Port", "Airport"), MediaType.XLSX, None, ["Port\nAirport"]),
        (an_odt("Um", "Dois"), MediaType.ODT, None, ["Um\nDois"]),
        ("Sección uno\fDos".encode(), MediaType.TXT, None, ["Sección uno", "Dos"]),
        ("Señal".encode("utf-16"), MediaType.TXT, None, ["Señal"]),
    ],
)
def test_each_kind_is_known_and_read(content: bytes, kind: MediaType, pages: int | None, words: list[str]) -> None:
    looked = look_into(content)
    assert (looked.kind, looked.pages, read_words(content)) == (kind, pages, words)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b" \n", "holds nothing"),
        (b"<!DOCTYPE html><script>alert(1)</script>", "Web pages"),
        (b"\xef\xbb\xbf  <svg onload='x'>", "Web pages"),
        (b"<?xml version='1.0'?><x/>", "Web pages"),
        (b"\xd0\xcf\x11\xe0 old", "before 2007"),
        (b"\x89PNG\r\n\x1a\n", "neither PDF"),
        (b"\x00\x01\x02binary", "neither PDF"),
        (an_archive(anything="else"), "neither PDF"),
        (b"%PDF-1.7 and nothing else", "damaged"),
        (a_docx("x")[:-30], "damaged"),
        (a_docx("x", more={"word__vbaProject_dot_bin": "x"}), "macros"),
        (ENTITY, "document type"),
        (an_archive(_types__dot_xml="<Types/>", word__document_dot_xml=f"<w:document {W}><w:p>"), None),
    ],
)
def test_what_cannot_be_taken_is_refused_in_words(content: bytes, why: str | None) -> None:
    if why is None:  # well enough to be kept, and found damaged when it is read
        assert look_into(content).kind == MediaType.DOCX
        with pytest.raises(ValidationError, match="damaged"):
            read_words(content)
        return
    with pytest.raises(ValidationError, match=why):
        look_into(content)


def test_a_bomb_and_a_file_that_is_too_large_are_not_read() -> None:
    with pytest.raises(ValidationError, match="far more"):
        look_into(BOMB, bounds=Bounds(unpacked=1_000_000))
    with pytest.raises(ValidationError, match="larger than 1 MiB"):
        look_into(b"x" * (2**20 + 1), bounds=Bounds(size=2**20))


def test_a_child_that_needs_too_much_is_ended() -> None:
    with pytest.raises(ValidationError, match="too much time or memory"):
        read_words(a_pdf("x"), limits=Limits(cpu=20, memory=20, wall=40))


def test_words_past_the_bound_are_left_out() -> None:
    assert read_words(a_pdf("abcdef", "ghi"), bounds=Bounds(letters=8)) == ["abcdef", "gh"]


def test_a_page_is_drawn_as_wide_as_asked() -> None:
    image = picture_of(a_pdf("Words"), 1, width=300)
    assert (image[:8], int.from_bytes(image[16:20], "big")) == (b"\x89PNG\r\n\x1a\n", 300)
    height = int.from_bytes(image[20:24], "big")
    assert len(zlib.decompress(image[41 : -12 - 4])) == height * (300 * 3 + 1)
    for page in (0, 2):
        with pytest.raises(ValidationError, match="no such page"):
            picture_of(a_pdf("Words"), page, width=300)

"""The words of a paragraph in a language, and the paragraphs beside it."""

from __future__ import annotations

import pytest

from secretariat.core.languages import Labels
from secretariat.core.viewer import ANYONE
from secretariat.documents.choices import ParagraphKind
from secretariat.documents.models import Paragraph
from secretariat.documents.queries import neighbors_of, read_paragraph
from secretariat.documents.services import import_text
from secretariat.documents.tests.factories import a_document, a_paragraph
from secretariat.parties.queries import loader


@pytest.fixture
def part(db: None) -> Paragraph:
    """Part 4.a of a resolution under its chapeau 4, with summaries in English and Spanish."""
    document = a_document()
    chapeau = a_paragraph(document, "4", kind=ParagraphKind.CHAPEAU)
    return a_paragraph(document, "4.a", parent=chapeau)


def test_summary_is_read_where_no_source_text_was_imported(part: Paragraph) -> None:
    reading = read_paragraph(part, "es", ANYONE)
    assert (reading.own.lines, reading.own.language, reading.own.is_source) == (("Summary of 4.a (es)",), "es", False)
    assert [piece.lines for piece in reading.above] == [("Summary of 4 (es)",)]


def test_source_text_stands_before_the_summary(part: Paragraph) -> None:
    import_text(part, "es", "Pide a la Secretaría\nque informe.", "page 3", by=loader())
    reading = read_paragraph(part, "es", ANYONE)
    assert (reading.own.lines, reading.own.is_source) == (("Pide a la Secretaría", "que informe."), True)
    assert (reading.with_source, reading.with_summary) == (frozenset({"es"}), frozenset({"en", "es"}))


def test_language_without_words_falls_back_and_says_so(part: Paragraph) -> None:
    import_text(part, "es", "Pide", "page 3", by=loader())
    reading = read_paragraph(part, "fr", ANYONE)
    assert (reading.own.lines, reading.own.language, reading.is_other_language) == (("Summary of 4.a",), "en", True)


def test_paragraph_without_words_is_read_as_nothing(db: None) -> None:
    reading = read_paragraph(a_paragraph(a_document(), summary=Labels()), "en", ANYONE)
    assert (reading.own.lines, reading.is_other_language) == ((), False)


def test_neighbors_are_those_before_and_after_and_its_own_parts(part: Paragraph) -> None:
    assert part.parent is not None
    last = a_paragraph(part.document, "4.b", parent=part.parent)
    a_paragraph(part.document, "5")
    beside = neighbors_of(ANYONE, part)
    assert (beside.before, beside.after, beside.parts) == (part.parent, last, [])
    assert neighbors_of(ANYONE, part.parent).parts == [part, last]


def test_reading_takes_one_statement_however_deep(part: Paragraph, django_assert_num_queries: object) -> None:
    deepest = Paragraph.objects.select_related("parent__parent__parent").get(pk=part.pk)
    with django_assert_num_queries(1):  # type: ignore[operator]
        read_paragraph(deepest, "en", ANYONE)

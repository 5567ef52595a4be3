from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from secretariat.core.differences import Span, compare_records, compare_words
from secretariat.core.history import timeline
from secretariat.core.languages import Labels
from secretariat.core.viewer import ANYONE
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates.models import Mandate


def test_words_taken_out_and_put_in_stand_where_one_reads_them() -> None:
    assert compare_words("The section shall report yearly.", "The unit shall report twice yearly.") == [
        Span("same", "The "),
        Span("del", "section "),
        Span("ins", "unit "),
        Span("same", "shall report "),
        Span("ins", "twice "),
        Span("same", "yearly."),
    ]


@given(st.text(max_size=80), st.text(max_size=80))
def test_both_texts_can_be_read_out_of_their_difference(before: str, after: str) -> None:
    found = compare_words(before, after)
    assert "".join(each.text for each in found if each.kind != "ins") == before
    assert "".join(each.text for each in found if each.kind != "del") == after


@pytest.mark.parametrize("text", ["a " * 500_000, "a\n" * 500_000, "ab " * 1500, "word " * 1499])
def test_a_huge_text_is_compared_within_a_second(text: str) -> None:
    began = time.process_time()
    found = compare_words(text, text[::-1] + "more")
    assert "".join(each.text for each in found if each.kind != "ins") == text
    assert time.process_time() - began < 1


@pytest.mark.django_db
def test_names_differ_language_by_language() -> None:
    before = Paragraph.objects.get(document__symbol="AG/RES. 2619 (XLI-O/11)", number="4.b")
    after = Paragraph.objects.get(pk=before.pk)
    after.summary = Labels({**before.summary, "pt": "Dito de outro modo"})
    found = compare_records(before, after, ANYONE)
    assert [(each.name, each.code, each.after) for each in found] == [("summary", "pt", "Dito de outro modo")]
    assert found[0].title == f"{found[0].label} (Português)"


@pytest.mark.django_db
def test_a_record_that_was_not_there_is_added_field_by_field() -> None:
    record = Document.objects.get(symbol="AG/RES. 2619 (XLI-O/11)")
    assert {each.before for each in compare_records(None, record, ANYONE)} == {""}
    assert {each.after for each in compare_records(record, None, ANYONE)} == {""}


@pytest.mark.django_db
def test_a_relation_to_a_hidden_record_is_not_named(viewers: dict) -> None:  # type: ignore[type-arg]
    before = Mandate.objects.get(paragraph__document__symbol="AG/RES. 2619 (XLI-O/11)", paragraph__number="4.b")
    after = Mandate.objects.get(pk=before.pk)
    other = after.retired_by = Document.objects.exclude(pk=before.paragraph.document_id)[0]
    Document.objects.filter(pk=other.pk).update(audience=2)
    assert compare_records(before, after, ANYONE) == []
    shown = compare_records(before, after, viewers["planning_officer"])
    assert [(each.name, each.before, each.after) for each in shown] == [("retired_by", "", str(after.retired_by))]
    assert timeline(before, viewer=ANYONE)[0].changes == ()

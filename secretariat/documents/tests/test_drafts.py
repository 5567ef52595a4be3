"""Correct and issue drafts, keep paragraphs; what is issued never changes."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.languages import Labels
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.documents.choices import DocumentKind, DocumentState, ParagraphKind
from secretariat.documents.models import Document, Paragraph
from secretariat.documents.services import (
    add_paragraph,
    add_paragraphs,
    correct_draft,
    correct_paragraph,
    enter_document,
    enter_documents,
    issue_document,
    quote_paragraph,
    withdraw_document,
    withdraw_paragraph,
)

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 2)
WORDS = Labels({"en": "Words"})
DRAFT_FACTS = (
    "title", "issuer", "session", "date", "date_precision", "original_language", "series", "note", "is_uncertain",
    "audience",
)  # fmt: skip
PARAGRAPH_FACTS = ("number", "position", "kind", "parent", "heading", "summary", "note", "is_uncertain")


@pytest.fixture
def officer(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["conference_officer"]


@pytest.fixture
def draft(officer: Viewer) -> Document:
    secret, state = Audience.SECRETARIAT, DocumentState.DRAFT
    return enter_document("", WORDS, DocumentKind.REPORT, None, by=officer, audience=secret, state=state)


def correct(record: Any, facts: tuple[str, ...], by: Viewer, **values: Any) -> Any:
    verb: Any = correct_draft if isinstance(record, Document) else correct_paragraph
    now = {name: getattr(record, name) for name in facts}
    return verb(record, **{**now, **values}, by=by, reason="A slip")


def issue(draft: Document, by: Viewer, audience: Audience = Audience.PUBLIC, date: datetime.date = DAY) -> Document:
    return issue_document(draft, audience=audience, date=date, by=by, on=DAY, reason="Adopted")


def test_draft_is_hidden_until_it_is_issued(draft: Document, officer: Viewer) -> None:
    assert not Document.objects.visible_to(ANYONE).filter(pk=draft.pk).exists()
    issue(draft, officer)
    assert Document.objects.visible_to(ANYONE).filter(pk=draft.pk).exists()
    assert draft.open_since(ANYONE) is not None


def test_draft_is_corrected_and_issued_document_is_not(draft: Document, officer: Viewer) -> None:
    assert correct(draft, DRAFT_FACTS, officer, series="OEA/Ser.L").series == "OEA/Ser.L"
    issue(draft, officer)
    with pytest.raises(Refused, match="is issued and does not change"):
        correct(draft, DRAFT_FACTS, officer, series="Another")
    with pytest.raises(Refused):
        withdraw_document(draft, by=officer, reason="Too late")


def test_document_is_not_issued_before_its_day_nor_to_fewer(draft: Document, officer: Viewer) -> None:
    with pytest.raises(Refused, match="the day that it bears"):
        issue(draft, officer, date=DAY + datetime.timedelta(days=1))
    with pytest.raises(Refused, match="at least its readers"):
        issue(draft, officer, Audience.NAMED)
    assert Document.objects.get(pk=draft.pk).state == DocumentState.DRAFT


def test_executive_order_is_not_issued_here(viewers: dict[str, Viewer]) -> None:
    kind, state, secret = DocumentKind.EXECUTIVE_ORDER, DocumentState.DRAFT, Audience.SECRETARIAT
    by = viewers["planning_officer"]
    order = enter_document("EO 26-50", WORDS, kind, None, by=by, audience=secret, state=state)
    with pytest.raises(Refused, match="with its structure"):
        issue(order, by)
    with pytest.raises(Refused, match="with its structure"):
        add_paragraph(document=order, number="I", kind=ParagraphKind.PROVISION, by=by)


def test_knowledge_officer_corrects_but_does_not_issue(draft: Document, viewers: dict[str, Viewer]) -> None:
    correct(draft, DRAFT_FACTS, viewers["knowledge_officer"], series="X")
    with pytest.raises(NotPermitted):
        issue(draft, viewers["knowledge_officer"])


def test_paragraph_of_a_draft_is_corrected_and_withdrawn(draft: Document, officer: Viewer) -> None:
    first = add_paragraph(document=draft, number="1", kind=ParagraphKind.OPERATIVE, by=officer)
    second = add_paragraph(document=draft, number="2", kind=ParagraphKind.OPERATIVE, by=officer, parent=first)
    assert [first.position, second.position] == [1, 2]
    assert correct(second, PARAGRAPH_FACTS, officer, number="1.a").number == "1.a"
    with pytest.raises(Refused, match="other records refer to it"):
        withdraw_paragraph(first, by=officer, reason="Not needed")
    identifier = second.pk
    withdraw_paragraph(second, by=officer, reason="Not needed")
    assert not Paragraph.objects.filter(pk=identifier).exists()
    assert Paragraph.history.filter(id=identifier).first().history_change_reason == "Not needed"


def test_of_an_issued_paragraph_only_our_words_change(draft: Document, officer: Viewer) -> None:
    paragraph = add_paragraph(document=draft, number="1", kind=ParagraphKind.OPERATIVE, by=officer)
    issue(draft, officer)
    paragraph = Paragraph.objects.get(pk=paragraph.pk)
    assert correct(paragraph, PARAGRAPH_FACTS, officer, summary=WORDS).summary == WORDS
    with pytest.raises(Refused, match="does not change"):
        correct(Paragraph.objects.get(pk=paragraph.pk), PARAGRAPH_FACTS, officer, number="7")
    with pytest.raises(Refused, match="does not change"):
        withdraw_paragraph(paragraph, by=officer, reason="Too late")
    assert add_paragraph(document=draft, number="2", kind=ParagraphKind.OPERATIVE, by=officer).position == 2


def test_many_paragraphs_stand_in_the_order_given(draft: Document, officer: Viewer) -> None:
    rows = [{"document": draft, "number": number, "kind": "operative", "summary": WORDS} for number in ("1", "2", "3")]
    add_paragraphs(rows, by=officer)
    stands = draft.paragraphs.order_by("position").values_list("number", "position")
    assert [*stands] == [("1", 1), ("2", 2), ("3", 3)]


def test_many_documents_are_entered_with_their_versions(officer: Viewer) -> None:
    rows = [
        {"symbol": f"AG/RES. {number} (LI-O/21)", "title": WORDS, "kind": "resolution", "original_language": "es",
         "languages": ["en"]}
        for number in (3001, 3002)
    ] + [{"title": WORDS, "kind": "report"}, {"title": WORDS, "kind": "report"}]  # fmt: skip
    made = enter_documents(rows, by=officer)
    assert [each.slug for each in made] == ["ag-res-3001-li-o-21", "ag-res-3002-li-o-21", "words", "words-b"]
    assert [each.versions.count() for each in made] == [2, 2, 0, 0]


def test_document_does_not_quote_itself(draft: Document, officer: Viewer) -> None:
    paragraph = add_paragraph(document=draft, number="1", kind=ParagraphKind.OPERATIVE, by=officer)
    with pytest.raises(Refused):
        quote_paragraph(paragraph, document=draft, by=officer)

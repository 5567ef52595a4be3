"""Enter documents, relate them, import source texts."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from secretariat.core.choices import Audience, Precision
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentKind, DocumentState, RelationKind, VersionStatus
from secretariat.documents.models import Document, Paragraph, ParagraphText
from secretariat.documents.services import LONGEST_TEXT, enter_document, import_text, relate_documents
from secretariat.documents.tests.factories import a_document, a_paragraph, words
from secretariat.parties.models import Party

KEEPERS = ("planning_officer", "conference_officer", "knowledge_officer")
OTHERS = (
    "anyone",
    "delegate",
    "program_officer",
    "chief",
    "finance_officer",
    "expert",
    "analyst",
    "partner",
    "administrator",
)


def enter(by: Viewer, symbol: str = "AG/RES. 3000 (LI-O/21)", **values: Any) -> Document:
    assembly = Party.objects.get(slug="general-assembly") if values.pop("issued", False) else None
    facts = {"title": words("A resolution"), "kind": DocumentKind.RESOLUTION, "issuer": assembly}
    return enter_document(symbol, by=by, **{**facts, **values})


def last_entry(record: Any) -> tuple[str, str]:
    entry = record.history.first()
    return str(entry.history_user), entry.history_change_reason


@pytest.mark.parametrize("who", KEEPERS)
def test_document_is_entered_with_who_and_why(viewers: dict[str, Viewer], who: str) -> None:
    document = enter(viewers[who], reason="The Assembly adopted it", date=datetime.date(2021, 11, 10))
    assert (document.symbol, document.slug) == ("AG/RES. 3000 (LI-O/21)", "ag-res-3000-li-o-21")
    assert (document.state, document.audience, document.date_precision) == ("issued", Audience.PUBLIC, Precision.DAY)
    assert last_entry(document) == (viewers[who].name, "The Assembly adopted it")


@pytest.mark.parametrize("who", OTHERS)
def test_document_is_not_entered_by_others(viewers: dict[str, Viewer], who: str) -> None:
    before = Document.objects.count()
    with pytest.raises(NotPermitted):
        enter(viewers[who])
    assert Document.objects.count() == before


def test_symbol_is_kept_as_its_body_prints_it_and_the_other_spelling_too(viewers: dict[str, Viewer]) -> None:
    document = enter(viewers["planning_officer"], "ag/res.3000   (LI-0/21)")
    assert (document.symbol, document.printed_as) == ("AG/RES. 3000 (LI-O/21)", ["ag/res.3000 (LI-0/21)"])


def test_symbol_that_cannot_be_read_is_refused_with_the_place(viewers: dict[str, Viewer]) -> None:
    with pytest.raises(ValidationError) as refusal:
        enter(viewers["planning_officer"], "AG/RES. (LI-O/21)")
    assert [*refusal.value.message_dict] == ["symbol"]
    assert refusal.value.message_dict["symbol"][0].startswith("Character 9: expected ")


@pytest.mark.parametrize("known", ["AG/RES. 2619 (XLI-O/11)", "AG/RES.2619 (XLI-0/11)"])
def test_symbol_on_record_is_refused_in_any_spelling(viewers: dict[str, Viewer], known: str) -> None:
    before = Document.objects.count()
    with pytest.raises(ValidationError) as refusal:
        enter(viewers["planning_officer"], known)
    said = "A document with the symbol AG/RES. 2619 (XLI-O/11) is on record already."
    assert (refusal.value.message_dict, Document.objects.count()) == ({"symbol": [said]}, before)


def test_document_without_symbol_gets_a_key_from_its_title(viewers: dict[str, Viewer]) -> None:
    made = [enter(viewers["planning_officer"], "", title=words(title)) for title in ("Plan 2016", "Plan 2017", "Find")]
    assert [each.slug for each in made] == ["plan", "plan-b", "find-b"]
    assert [each.symbol for each in made] == ["", "", ""]


def test_languages_are_kept_with_their_status(viewers: dict[str, Viewer]) -> None:
    document = enter(viewers["planning_officer"], original_language="es", languages=["en", "es"])
    kept = {each.language: each.status for each in document.versions.all()}
    assert kept == {"es": VersionStatus.ORIGINAL, "en": VersionStatus.OFFICIAL}


def test_draft_and_audience_are_kept(viewers: dict[str, Viewer]) -> None:
    document = enter(viewers["planning_officer"], state=DocumentState.DRAFT, audience=Audience.SECRETARIAT)
    assert (document.state, document.audience) == ("draft", Audience.SECRETARIAT)


def test_documents_are_related_with_who_and_why(viewers: dict[str, Viewer]) -> None:
    later, earlier = a_document(), a_document()
    link = relate_documents(
        later,
        kind=RelationKind.REPLACES,
        to=earlier,
        by=viewers["conference_officer"],
        reason="Says so",
        detail="art. 3",
    )
    assert (link.document, link.kind, link.to, link.detail) == (later, "replaces", earlier, "art. 3")
    assert last_entry(link) == (viewers["conference_officer"].name, "Says so")


def test_relation_on_record_is_refused_both_ways(viewers: dict[str, Viewer]) -> None:
    later, earlier, by = a_document(), a_document(), viewers["planning_officer"]
    relate_documents(later, kind=RelationKind.CITES, to=earlier, by=by, reason="Cited")
    with pytest.raises(Refused, match="is on record already"):
        relate_documents(later, kind=RelationKind.CITES, to=earlier, by=by, reason="Cited")
    with pytest.raises(Refused, match="the other way round"):
        relate_documents(earlier, kind=RelationKind.CITES, to=later, by=by, reason="Cited")
    assert later.relations.count() + earlier.relations.count() == 1


def test_document_is_not_related_to_itself(viewers: dict[str, Viewer]) -> None:
    document = a_document()
    with pytest.raises(Refused, match="not related to itself"):
        relate_documents(document, kind=RelationKind.CITES, to=document, by=viewers["planning_officer"], reason="x")


@pytest.mark.parametrize("who", OTHERS)
def test_documents_are_not_related_by_others(viewers: dict[str, Viewer], who: str) -> None:
    later, earlier = a_document(), a_document()
    with pytest.raises(NotPermitted):
        relate_documents(later, kind=RelationKind.CITES, to=earlier, by=viewers[who], reason="x")


@pytest.fixture
def paragraph(db: None) -> Paragraph:
    return a_paragraph(a_document())


@pytest.mark.parametrize("who", KEEPERS)
def test_source_text_is_kept_beside_the_summary(paragraph: Paragraph, viewers: dict[str, Viewer], who: str) -> None:
    text = import_text(paragraph, "en", "  The text.\r\n\r\nMore. ", " res.pdf,  p. 2 ", by=viewers[who])
    paragraph.refresh_from_db()
    assert (text.text, text.source, paragraph.summary) == ("The text.\n\nMore.", "res.pdf, p. 2", words("Summary of 1"))
    assert last_entry(text) == (viewers[who].name, "Imported from res.pdf, p. 2")


@pytest.mark.parametrize("who", OTHERS)
def test_source_text_is_not_imported_by_others(paragraph: Paragraph, viewers: dict[str, Viewer], who: str) -> None:
    with pytest.raises(NotPermitted):
        import_text(paragraph, "en", "The text.", "res.pdf", by=viewers[who])
    assert ParagraphText.objects.filter(paragraph=paragraph).count() == 0


def test_text_that_changes_keeps_what_stood_before(paragraph: Paragraph, viewers: dict[str, Viewer]) -> None:
    by = viewers["planning_officer"]
    import_text(paragraph, "en", "First.", "res.pdf", by=by)
    changed = import_text(paragraph, "en", "Second.", "res-corr.pdf", by=by, reason="The corrigendum mends it")
    assert ParagraphText.objects.filter(paragraph=paragraph).count() == 1
    assert [entry.text for entry in changed.history.all()] == ["Second.", "First."]
    assert last_entry(changed) == (by.name, "The corrigendum mends it")


def test_text_changes_with_a_reason_only(paragraph: Paragraph, viewers: dict[str, Viewer]) -> None:
    by = viewers["planning_officer"]
    import_text(paragraph, "en", "First.", "res.pdf", by=by)
    with pytest.raises(Refused, match="say why it changes"):
        import_text(paragraph, "en", "Second.", "res.pdf", by=by, reason=" ")
    with pytest.raises(Refused, match="held already, word for word"):
        import_text(paragraph, "en", "First. ", "res.pdf", by=by, reason="again")


@pytest.mark.parametrize(("text", "source"), [("", "res.pdf"), ("  \n ", "res.pdf"), ("Text", "  "), ("\x00\x07", "a")])
def test_text_needs_words_and_a_source(
    paragraph: Paragraph, viewers: dict[str, Viewer], text: str, source: str
) -> None:
    with pytest.raises(Refused, match="needs its words and the file or page"):
        import_text(paragraph, "en", text, source, by=viewers["planning_officer"])


def test_text_longer_than_a_paragraph_is_refused(paragraph: Paragraph, viewers: dict[str, Viewer]) -> None:
    with pytest.raises(Refused, match="longer than a paragraph"):
        import_text(paragraph, "en", "x" * (LONGEST_TEXT + 1), "res.pdf", by=viewers["planning_officer"])


def test_control_characters_are_left_out_and_spaces_kept(paragraph: Paragraph, viewers: dict[str, Viewer]) -> None:
    text = import_text(paragraph, "fr", "n°\u00a05\u200b et\x07 suivants", "a", by=viewers["planning_officer"])
    assert text.text == "n° 5 et suivants"


def test_title_without_english_makes_a_key_too(viewers: dict[str, Viewer]) -> None:
    document = enter(viewers["planning_officer"], "", title=Labels({"es": "Compromiso de Quito"}))
    assert document.slug == "compromiso-de-quito"

"""Pages of a document's life: drafted, numbered, translated, issued; its words and what a revision changes."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentKind, DocumentState, RelationKind, Step, VersionStatus
from secretariat.documents.models import Document, LanguageVersion, NumberSeries, SymbolNumber
from secretariat.documents.panels import languages
from secretariat.documents.queries import words_changed
from secretariat.documents.services import (
    attach_file,
    change_version,
    enter_document,
    import_text,
    move_version,
    read_text_of,
    relate_documents,
    request_symbol,
    request_translation,
    reserve_symbol,
)
from secretariat.documents.tests.factories import a_paragraph
from secretariat.documents.tests.files import a_docx, a_pdf
from secretariat.documents.tests.test_files import AsPerson, a_draft, attach, issue
from secretariat.parties.queries import operator

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 2)


@pytest.fixture
def officer(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["conference_officer"]


@pytest.fixture
def draft(officer: Viewer) -> Document:
    return a_draft(officer)


def place(name: str, document: Document) -> str:
    return reverse(name, args=(document.slug,))


def panel_of(client: Client, record: Any, key: str) -> str:
    panel = next(each for each in panels_for(type(record)) if each.key == key)
    return client.get(panel_url(record, panel)).content.decode()


# The draft ------------------------------------------------------------------------------------------------------------


def test_a_draft_is_corrected_on_its_page(draft: Document, as_person: AsPerson) -> None:
    client = as_person("conference_officer")
    form = client.get(place("document-correct", draft)).context["form"]
    assert (form.initial["issuer"], "symbol" in form.fields, "kind" in form.fields) == ("s-cicte", False, False)
    sent = {"title_en": "A better title", "issuer": "s-cicte", "date": "2026-10", "audience": "2", "reason": "A slip"}
    assert client.post(place("document-correct", draft), sent).status_code == 302
    draft.refresh_from_db()
    assert (draft.title["en"], str(draft.date), draft.date_precision) == ("A better title", "2026-10-01", "month")


def test_issuing_on_the_page_gives_the_next_number_and_freezes(draft: Document, as_person: AsPerson) -> None:
    client, series = as_person("conference_officer"), NumberSeries.objects.get(template="CICTE/doc.{n}/{yy}")
    sent = {"date": "2016-09-05", "audience": "0", "number": f"series:{series.pk}", "reason": "Ready"}
    answer = client.post(place("document-issue", draft), sent)
    draft.refresh_from_db()
    # after CICTE/doc.5/16, the highest number that is on record
    assert (answer.status_code, draft.symbol, draft.state) == (302, "CICTE/doc.6/16", "issued")
    assert answer["Location"] == draft.get_absolute_url() == "/documents/cicte-doc-6-16/"
    page = client.get(draft.get_absolute_url()).content.decode()
    assert ("as issued" in page, draft.content_hash in page) == (True, True)
    for name in ("document-correct", "document-issue", "document-withdraw"):
        assert client.get(place(name, draft)).status_code == 409


def test_a_page_that_is_refused_gives_no_number(draft: Document, as_person: AsPerson) -> None:
    series = NumberSeries.objects.get(template="CICTE/doc.{n}/{yy}")
    sent = {"date": "2099-01-01", "audience": "0", "number": f"series:{series.pk}", "reason": "Too early"}
    assert as_person("conference_officer").post(place("document-issue", draft), sent).status_code == 409
    assert SymbolNumber.objects.count() == 0


def test_a_draft_is_withdrawn_with_a_reason(draft: Document, as_person: AsPerson) -> None:
    client = as_person("conference_officer")
    assert client.post(place("document-withdraw", draft), {"reason": ""}).status_code == 422
    assert client.post(place("document-withdraw", draft), {"reason": "Not needed"}).status_code == 302
    draft.refresh_from_db()
    assert draft.state == DocumentState.WITHDRAWN


def test_a_chief_issues_what_bears_no_symbol_and_gives_none(draft: Document, as_person: AsPerson) -> None:
    chief = as_person("chief")
    form = chief.get(place("document-issue", draft)).context["form"]
    assert "number" not in form.fields
    sent = {"date": "2016-09-05", "audience": "0", "reason": "Ready"}
    assert chief.post(place("document-issue", draft), sent).status_code == 302
    draft.refresh_from_db()
    assert (draft.state, draft.symbol) == (DocumentState.ISSUED, "")


@pytest.mark.parametrize("name", ["document-correct", "document-issue", "document-withdraw"])
def test_who_opens_the_pages_of_a_draft(draft: Document, as_person: AsPerson, name: str) -> None:
    asked = ("anyone", "delegate", "program_officer", "knowledge_officer", "planning_officer")
    opened = {who: as_person(who).get(place(name, draft)).status_code for who in asked}
    knowledge = 403 if name == "document-issue" else 200
    assert list(opened.values()) == [404, 404, 403, knowledge, 200]


# Languages ------------------------------------------------------------------------------------------------------------


def test_the_page_shows_four_languages_with_status_and_files(
    draft: Document, officer: Viewer, as_person: AsPerson
) -> None:
    attach(draft, officer)
    attach_file(draft, language="en", content=a_docx("Word"), name="Note.docx", by=officer)
    request_translation(draft, language="es", translator="A company", due_on=DAY, by=officer)
    rows = [tuple(cell["text"] for cell in row[:3]) for row in languages(officer, draft)["rows"]]
    assert rows == [
        ("English", "original", "Note.docx"),
        ("English", "original", "Note.pdf"),
        ("Español", "requested", ""),
        ("Português", "", ""),
        ("Français", "", ""),
    ]
    assert "Note.pdf" in panel_of(as_person("chief"), draft, "languages")


def test_a_translation_goes_from_request_to_official(draft: Document, viewers: dict[str, Viewer]) -> None:
    chief, officer = viewers["chief"], viewers["conference_officer"]
    version = request_translation(draft, language="es", translator="A company", due_on=DAY, by=chief)
    for verb in ("start", "review", "return", "review"):
        version = move_version(version, verb, by=chief, reason="Going on")
    with pytest.raises(NotPermitted):
        move_version(version, "make-official", by=chief, reason="Adopted")
    version = move_version(version, "make-official", by=officer, reason="Adopted")
    assert (version.status, version.translator, version.due_on) == (VersionStatus.OFFICIAL, "A company", DAY)
    with pytest.raises(Refused):
        move_version(version, "drop", by=officer, reason="Too late")


def test_what_was_not_made_is_asked_for_anew_and_nothing_else_twice(draft: Document, officer: Viewer) -> None:
    version = request_translation(draft, language="pt", by=officer)
    with pytest.raises(Refused, match="on record already"):
        request_translation(draft, language="pt", by=officer)
    move_version(version, "drop", by=officer, reason="No funds")
    again = request_translation(draft, language="pt", by=officer)
    assert (again.pk, again.status) == (version.pk, VersionStatus.REQUESTED)


def test_a_status_moves_by_the_table_only(draft: Document, officer: Viewer) -> None:
    version = request_translation(draft, language="pt", by=officer)
    with pytest.raises(Refused, match="does not become"):
        change_version(version, status=VersionStatus.OFFICIAL, by=officer, reason="x")
    due = change_version(version, status=VersionStatus.REQUESTED, due_on=DAY, by=officer, reason="A day is set")
    assert due.due_on == DAY
    attach(draft, officer)
    original = draft.versions.get(language="en")
    with pytest.raises(Refused, match="original does not change"):
        change_version(original, status=VersionStatus.TRANSLATION, by=officer, reason="x")


def test_translations_due_are_listed_by_day_for_the_secretariat(
    draft: Document, officer: Viewer, as_person: AsPerson
) -> None:
    other = a_draft(officer)
    request_translation(draft, language="fr", by=officer)
    request_translation(draft, language="es", due_on=datetime.date(2016, 1, 5), by=officer)
    request_translation(other, language="pt", due_on=datetime.date(2015, 1, 5), by=officer)
    done = request_translation(other, language="fr", by=officer)
    move_version(move_version(done, "start", by=officer, reason="x"), "finish", by=officer, reason="x")
    page = as_person("chief").get(reverse("translations"))
    assert [row[1]["text"] for row in page.context["rows"]] == ["Português", "Español", "Français"]
    assert as_person("delegate").get(reverse("translations")).status_code == 403


def test_a_translation_is_asked_for_and_moved_on_its_pages(draft: Document, as_person: AsPerson) -> None:
    chief = as_person("chief")
    sent = {"language": "fr", "translator": "A company", "due_on": "2026-12-01", "reason": ""}
    assert chief.post(place("document-translate", draft), sent).status_code == 302
    version = LanguageVersion.objects.get(document=draft, language="fr")
    page = chief.get(reverse("translation", args=(version.pk,)))
    assert [action.label for action in page.context["actions"]] == ["Put into translation", "Do not translate"]
    moved = {"translator": "Another", "due_on": "", "reason": "Begun"}
    assert chief.post(reverse("translation-move", args=(version.pk, "start")), moved).status_code == 302
    version.refresh_from_db()
    assert (version.status, version.translator, version.due_on) == ("in_work", "Another", None)
    assert chief.get(reverse("translation-move", args=(version.pk, "no-such-verb"))).status_code == 404


# Numbers --------------------------------------------------------------------------------------------------------------


def test_a_number_is_asked_for_reserved_assigned_and_another_cancelled(draft: Document, as_person: AsPerson) -> None:
    officer, conference = as_person("program_officer"), as_person("conference_officer")
    series = NumberSeries.objects.get(template="SM-CICTE-{n}/{yy}")
    for purpose in ("Concept note", "Agenda"):
        sent = {"series": str(series.pk), "purpose": purpose, "year": "2016", "session": ""}
        assert officer.post(reverse("symbol-request"), sent).status_code == 302
    note, agenda = (SymbolNumber.objects.get(purpose=each) for each in ("Concept note", "Agenda"))
    for row in (note, agenda):
        assert officer.get(reverse("symbol-move", args=(row.pk, "reserve"))).status_code == 403
        assert conference.post(reverse("symbol-move", args=(row.pk, "reserve")), {"reason": "Next"}).status_code == 302
    sent = {"document": draft.slug, "reason": "For the workshop"}
    assert conference.post(reverse("symbol-assign", args=(note.pk,)), sent).status_code == 302
    assert conference.post(reverse("symbol-move", args=(agenda.pk, "cancel")), {"reason": "Dropped"}).status_code == 302
    listed = conference.get(reverse("symbol-numbers"))
    assert [(row[0]["text"], row[3]["text"], row[4]["text"]) for row in listed.context["rows"]] == [
        ("SM-CICTE-2/16", "cancelled", "Dropped"),
        ("SM-CICTE-1/16", "assigned", ""),
    ]
    page = conference.get(series.get_absolute_url()).content.decode()
    assert ("from 1 to 2" in page, "not explained" in page) == (True, False)
    assert "SM-CICTE-2/16" in panel_of(conference, series, "numbers")


def test_a_revision_is_asked_for_on_the_page_of_its_document(officer: Viewer, as_person: AsPerson) -> None:
    words = Labels({"en": "Words"})
    document = enter_document("LANT/doc.5/16", words, DocumentKind.REPORT, None, by=officer)
    client = as_person("program_officer")
    answer = client.post(place("document-step", document), {"step": "corr", "purpose": "A slip on page 3"})
    row = reserve_symbol(SymbolNumber.objects.get(base=document), by=officer)
    assert (answer.status_code, row.symbol, row.step) == (302, "LANT/doc.5/16 corr. 1", Step.CORRECTION)


def test_others_see_series_and_no_numbers(as_person: AsPerson, officer: Viewer) -> None:
    series = NumberSeries.objects.get(template="SM-CICTE-{n}/{yy}")
    row = request_symbol(series=series, purpose="Concept note", by=officer, on=DAY)
    places = (
        reverse("number-series-list"),
        series.get_absolute_url(),
        reverse("symbol-numbers"),
        row.get_absolute_url(),
    )
    assert [as_person("delegate").get(each).status_code for each in places] == [200, 200, 403, 404]
    panel = next(each for each in panels_for(NumberSeries) if each.key == "numbers")
    assert as_person("delegate").get(panel_url(series, panel)).status_code == 404


def test_a_series_is_added_and_closed(as_person: AsPerson) -> None:
    client = as_person("planning_officer")
    sent = {"party": "cicte", "title_en": "Papers", "template": "CICTE/INF.{n}", "restarts": "year"}
    page = client.post(reverse("number-series-add") + "?language=en", sent)
    assert (page.status_code, "need {yy}" in page.content.decode()) == (422, True)
    assert client.post(reverse("number-series-add"), {**sent, "template": "CICTE/INF.{n}/{yy}"}).status_code == 302
    series = NumberSeries.objects.get(template="CICTE/INF.{n}/{yy}")
    assert client.post(reverse("number-series-close", args=(series.pk,)), {"reason": "Ended"}).status_code == 302
    series.refresh_from_db()
    assert series.is_closed is True


# Words ----------------------------------------------------------------------------------------------------------------


def test_the_words_of_a_file_are_read_on_a_page_with_anchors(
    draft: Document, officer: Viewer, as_person: AsPerson, client: Client
) -> None:
    pages = a_pdf(*(f"Words of page {number}" for number in range(1, 33)))
    file = read_text_of(attach(draft, officer, pages), by=operator())
    issue(draft, officer)
    where = reverse("document-file-read", args=(file.pk,))
    page = client.get(where).content.decode()
    assert ('id="page-30"' in page, 'id="page-31"' in page, "<img" in page) == (True, False, False)
    assert "Words of page 32" in client.get(where, {"from": "31"}).content.decode()
    inside = as_person("delegate").get(where).content.decode()
    assert f'src="{reverse("document-file-picture", args=(file.pk, 3))}"' in inside


def test_a_page_is_drawn_for_who_signed_in_and_may_read(draft: Document, officer: Viewer, as_person: AsPerson) -> None:
    file = attach(draft, officer)
    where = reverse("document-file-picture", args=(file.pk, 1))
    drawn = as_person("chief").get(where)
    assert (drawn.status_code, drawn["Content-Type"], drawn.content[:4]) == (200, "image/png", b"\x89PNG")
    assert as_person("delegate").get(where).status_code == 404
    assert as_person("chief").get(reverse("document-file-picture", args=(file.pk, 2))).status_code == 404
    issue(draft, officer)
    assert as_person("anyone").get(where).status_code == 302


@pytest.mark.parametrize(("content", "said"), [(a_pdf(""), "no text layer"), (a_pdf("Waits"), "waiting to be read")])
def test_a_file_without_words_says_why(
    draft: Document, officer: Viewer, as_person: AsPerson, content: bytes, said: str
) -> None:
    file = attach(draft, officer, content)
    if said == "no text layer":
        read_text_of(file, by=operator())
    assert said in as_person("chief").get(reverse("document-file-read", args=(file.pk,))).content.decode()


def test_what_a_revision_changes_is_shown_by_language(officer: Viewer, client: Client, as_person: AsPerson) -> None:
    made = []
    for symbol, title, english in (
        ("LANT/doc.7/16", "Harbor drill", "Three ports take part."),
        ("LANT/doc.7/16 rev. 1", "Harbor drills", "Four ports take part."),
    ):
        state: dict[str, Any] = {"state": DocumentState.DRAFT, "audience": Audience.SECRETARIAT}
        words = Labels({"en": title})
        document = enter_document(symbol, words, DocumentKind.REPORT, None, by=officer, **state)
        read_text_of(attach(document, officer, a_docx(english)), by=operator())
        import_text(a_paragraph(document), "es", "Puertos", "p. 1", by=officer)
        made.append(issue(document, officer))
    before, after = made
    assert client.get(place("document-changes", after)).status_code == 404
    relate_documents(after, kind=RelationKind.REVISES, to=before, by=officer, reason="Its symbol")
    page = client.get(place("document-changes", after))
    shown = {each.code: [(span.kind, span.text) for span in each.spans] for each in page.context["words"]}
    assert shown == {"en": [("del", "Three "), ("ins", "Four "), ("same", "ports take part.")]}
    assert [each.title for each in page.context["facts"]] == ["title (English)"]
    assert page.context["unchanged"] == ["Español"]
    assert [each.code for each in words_changed(before, after, officer)] == ["en", "es"]
    assert "what it changes" in client.get(after.get_absolute_url()).content.decode()


def test_a_revision_of_what_one_may_not_read_shows_nothing(officer: Viewer, client: Client) -> None:
    hidden = a_draft(officer)
    words = Labels({"en": "Open"})
    after = enter_document("LANT/doc.8/16 rev. 1", words, DocumentKind.REPORT, None, by=officer)
    relate_documents(after, kind=RelationKind.REVISES, to=hidden, by=officer, reason="x")
    assert client.get(place("document-changes", after)).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_open_in_every_language(draft: Document, officer: Viewer, as_person: AsPerson, language: str) -> None:
    file = read_text_of(attach(draft, officer), by=operator())
    version = request_translation(draft, language="fr", by=officer)
    client = as_person("conference_officer")
    for where in (
        draft.get_absolute_url(),
        place("document-issue", draft),
        place("document-file-attach", draft),
        reverse("document-file-read", args=(file.pk,)),
        reverse("translations"),
        reverse("translation", args=(version.pk,)),
        reverse("symbol-numbers"),
        reverse("number-series-list"),
    ):
        page = client.get(where, {"language": language})
        assert (page.status_code, page["Content-Language"]) == (200, language), where

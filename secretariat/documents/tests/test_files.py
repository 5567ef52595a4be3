"""Files of documents: attached, replaced in drafts, sealed when issued, given to whoever may read the document."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from secretariat.audit.models import Reading
from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import change_all, keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.documents.choices import DocumentKind, DocumentState, TextState
from secretariat.documents.models import Document, DocumentFile
from secretariat.documents.queries import digest_of, is_as_issued, words_of_pages
from secretariat.documents.services import (
    attach_file,
    enter_document,
    issue_document,
    read_text_of,
    take_out_file,
    withdraw_document,
)
from secretariat.documents.tests.files import a_docx, a_pdf
from secretariat.parties.models import Party
from secretariat.parties.queries import operator

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 11, 2)
AsPerson = Callable[[str], Client]
FIRST, SECOND = a_pdf("The first words"), a_pdf("The second words")


@pytest.fixture
def officer(viewers: dict[str, Viewer]) -> Viewer:
    return viewers["conference_officer"]


@pytest.fixture
def draft(officer: Viewer) -> Document:
    return a_draft(officer)


def a_draft(by: Viewer, slug: str = "s-cicte") -> Document:
    issuer = Party.objects.get(slug=slug)
    words = Labels({"en": "A concept note"})
    facts = {"audience": Audience.SECRETARIAT, "state": DocumentState.DRAFT, "original_language": "en"}
    return enter_document("", words, DocumentKind.CONCEPT_NOTE, issuer, by=by, **facts)  # type: ignore[arg-type]


def attach(document: Document, by: Viewer, content: bytes = FIRST, language: str = "en") -> DocumentFile:
    return attach_file(document, language=language, content=content, name="Note.pdf", by=by)


def issue(draft: Document, by: Viewer, audience: Audience = Audience.PUBLIC) -> Document:
    return issue_document(draft, audience=audience, date=DAY, by=by, on=DAY, reason="Ready")


def test_what_is_attached_says_what_it_is(draft: Document, officer: Viewer) -> None:
    file = attach_file(draft, language="en", content=FIRST, name="C:\\own\\..\\The note\0.pdf", by=officer)
    facts = (file.name, file.media_type, file.size, file.sha256, file.pages, file.is_current, file.is_sealed)
    assert facts == ("The note.pdf", "pdf", len(FIRST), hashlib.sha256(FIRST).hexdigest(), 1, True, False)
    assert [(each.language, each.status) for each in draft.versions.all()] == [("en", "original")]
    with default_storage.open(file.key) as kept:
        assert kept.read() == FIRST


def test_in_a_draft_a_file_replaces_the_one_of_its_language_and_kind(draft: Document, officer: Viewer) -> None:
    first = attach(draft, officer)
    with pytest.raises(Refused, match="byte for byte"):
        attach(draft, officer)
    word = attach(draft, officer, a_docx("The same as Word"))
    second = attach(draft, officer, SECOND)
    spanish = attach(draft, officer, FIRST, "es")
    assert set(draft.files.current()) == {word, second, spanish}
    first.refresh_from_db()
    assert first.is_current is False


def test_a_file_that_cannot_be_taken_leaves_nothing(draft: Document, officer: Viewer) -> None:
    with pytest.raises(ValidationError) as refused:
        attach(draft, officer, b"<html><script>alert(1)</script>")
    assert list(refused.value.message_dict) == ["content"]
    assert DocumentFile.objects.filter(document=draft).count() == 0


def test_no_file_is_left_where_the_row_is_refused(draft: Document, officer: Viewer) -> None:
    attach(draft, officer)
    kept = set(default_storage.listdir("documents")[1])
    with pytest.raises(Refused):
        attach(draft, officer)
    assert set(default_storage.listdir("documents")[1]) == kept


def test_issuing_seals_facts_and_files(draft: Document, officer: Viewer) -> None:
    file = attach(draft, officer)
    issued = issue(draft, officer)
    file.refresh_from_db()
    assert (file.is_sealed, issued.content_hash, is_as_issued(issued)) == (
        True,
        digest_of(issued.issued_content or {}),
        True,
    )
    assert (issued.issued_content or {})["files"] == [f"en/pdf/{file.sha256}"]
    kept = Document.objects.get(pk=issued.pk)
    assert is_as_issued(kept) is True
    kept.title = Labels({"en": "Another title"})
    assert is_as_issued(kept) is False


def test_an_issued_document_takes_no_other_file_but_a_language_that_came_later(
    draft: Document, officer: Viewer
) -> None:
    file = attach(draft, officer)
    issued = issue(draft, officer)
    for content in (SECOND, a_docx("The same as Word")):
        with pytest.raises(Refused, match="put right by a Rev"):
            attach(issued, officer, content)
    with pytest.raises(Refused, match="its files stay"):
        take_out_file(file, by=officer, reason="Wrong")
    french = attach(issued, officer, SECOND, "fr")
    with pytest.raises(Refused):
        attach(issued, officer, FIRST, "fr")
    assert (french.is_sealed, is_as_issued(Document.objects.get(pk=issued.pk))) == (True, True)
    assert {each.language: each.status for each in issued.versions.all()} == {"en": "original", "fr": "translation"}


def test_a_sealed_file_stays_whoever_writes(draft: Document, officer: Viewer) -> None:
    file = attach(draft, officer)
    issued = issue(draft, officer)
    file.refresh_from_db()
    file.is_current = False
    with pytest.raises(ValidationError):
        keep(file, by=operator())
    with pytest.raises(IntegrityError), transaction.atomic():
        change_all([file], ["is_current"], by=operator(), reason="behind the back of the service")
    issued.state = DocumentState.DRAFT
    with pytest.raises(ValidationError):
        keep(issued, by=operator())


def test_a_withdrawn_document_takes_no_file(draft: Document, officer: Viewer) -> None:
    file = attach(draft, officer)
    withdraw_document(draft, by=officer, reason="Not needed")
    with pytest.raises(Refused, match="takes no file"):
        attach(draft, officer, SECOND)
    with pytest.raises(Refused, match="its files stay"):
        take_out_file(file, by=officer, reason="x")


def test_who_may_attach(viewers: dict[str, Viewer], officer: Viewer) -> None:
    own, others = a_draft(officer), a_draft(officer, "general-assembly")
    may = {}
    for who in ("chief", "planning_officer", "knowledge_officer", "finance_officer", "delegate", "anyone"):
        for name, document in (("own", own), ("others", others)):
            try:
                attach(document, viewers[who], a_docx(who, name))
                may[who, name] = True
            except NotPermitted:
                may[who, name] = False
    assert {key for key, value in may.items() if value} == {
        ("chief", "own"),
        *((who, name) for who in ("planning_officer", "knowledge_officer") for name in ("own", "others")),
    }


def test_words_are_read_once_and_what_has_none_says_so(draft: Document, officer: Viewer) -> None:
    file = read_text_of(attach(draft, officer), by=operator())
    assert (file.text_state, words_of_pages(file)) == (TextState.READ, ["The first words"])
    assert read_text_of(file, by=operator()).text_key == file.text_key
    scan = read_text_of(attach(draft, officer, a_pdf("", ""), "fr"), by=operator())
    assert (scan.text_state, scan.text_key, words_of_pages(scan)) == (TextState.NO_TEXT, "", [])
    lost = attach(draft, officer, SECOND, "pt")
    default_storage.delete(lost.key)
    lost = read_text_of(lost, by=operator())
    assert (lost.text_state, lost.text_problem) == (TextState.FAILED, "The file is not where it was kept.")


# Giving it ------------------------------------------------------------------------------------------------------------


def test_a_file_is_given_as_an_attachment_that_runs_nothing(draft: Document, officer: Viewer, client: Client) -> None:
    file = attach(draft, officer)
    issue(draft, officer)
    answer = client.get(file.get_absolute_url())
    assert b"".join(answer.streaming_content) == FIRST  # type: ignore[attr-defined]
    wanted = {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="Note.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    assert {name: answer[name] for name in wanted} == wanted


def test_a_file_is_hidden_as_its_document_is_and_readings_are_noted(
    draft: Document, officer: Viewer, as_person: AsPerson
) -> None:
    file = attach(draft, officer)
    given = {who: as_person(who).get(file.get_absolute_url()) for who in ("anyone", "delegate", "chief")}
    assert {who: answer.status_code for who, answer in given.items()} == {"anyone": 404, "delegate": 404, "chief": 200}
    assert given["chief"].getvalue() == FIRST  # readings are noted once the answer has left
    noted = Reading.objects.filter(record=file.pk).values_list("how", flat=True)
    assert list(noted) == ["download"]


def test_what_was_replaced_in_a_draft_never_opens(draft: Document, officer: Viewer, viewers: dict[str, Viewer]) -> None:
    first = attach(draft, officer)
    second = attach(draft, officer, SECOND)
    issue(draft, officer)
    seen = {who: set(DocumentFile.objects.visible_to(viewers[who]).filter(document=draft)) for who in viewers}
    assert seen["anyone"] == seen["delegate"] == {second}
    assert seen["chief"] == {first, second}
    assert set(DocumentFile.objects.visible_to(ANYONE).filter(document=draft)) == {second}


def test_an_officer_attaches_and_takes_out_on_the_pages(draft: Document, as_person: AsPerson) -> None:
    chief = as_person("chief")
    place = reverse("document-file-attach", args=(draft.slug,))
    assert chief.get(place).status_code == 200
    sent = {"language": "en", "content": SimpleUploadedFile("Note.pdf", FIRST), "reason": ""}
    answer = chief.post(place, sent)
    assert (answer.status_code, answer["Location"]) == (302, draft.get_absolute_url())
    wrong = {"language": "en", "content": SimpleUploadedFile("Note.pdf", b"<html>"), "reason": ""}
    page = chief.post(place, wrong)
    assert (page.status_code, "Web pages and other markup" in page.content.decode()) == (422, True)
    file = draft.files.get()
    take_out = reverse("document-file-take-out", args=(file.pk,))
    read = reverse("document-file-read", args=(file.pk,))
    offered = {who: as_person(who).get(read).context["actions"] for who in ("chief", "finance_officer")}
    assert {who: take_out in [each.url for each in ways] for who, ways in offered.items()} == {
        "chief": True,
        "finance_officer": False,
    }
    answer = chief.post(reverse("document-file-take-out", args=(file.pk,)), {"reason": "Wrong file"})
    file.refresh_from_db()
    assert (answer.status_code, file.is_current) == (302, False)


@pytest.mark.parametrize(("who", "status"), [("anyone", 404), ("delegate", 404), ("finance_officer", 403)])
def test_others_do_not_attach(draft: Document, as_person: AsPerson, who: str, status: int) -> None:
    assert as_person(who).get(reverse("document-file-attach", args=(draft.slug,))).status_code == status

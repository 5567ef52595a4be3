from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.job_registry import Progress
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.viewer import Viewer
from secretariat.correspondence.models import Distribution, Enclosure
from secretariat.correspondence.services import record_as_sent
from secretariat.correspondence.services.delivering import deliver
from secretariat.delivery.choices import EventPart, Part
from secretariat.delivery.models import Deliverable, DeliverableDuty, EventDistribution, EventDocument
from secretariat.delivery.services import (
    add_event_document,
    distribute_part,
    drop_event_document,
    enter_event_document,
    involve,
)
from secretariat.delivery.tests.conftest import DAY, AsPerson, plan, words
from secretariat.documents.choices import DocumentKind, DocumentState
from secretariat.documents.models import Document
from secretariat.documents.services import enter_document
from secretariat.parties.models import Party
from secretariat.parties.queries import operator
from secretariat.plans.models import Activity

BEFORE = datetime.date(2016, 8, 1)
AT = datetime.datetime(2016, 8, 1, 9, tzinfo=datetime.UTC)
ENGLISH, SPANISH = ("agenda.txt", b"Agenda of the workshop"), ("agenda.txt", b"Temario del taller")


@pytest.fixture
def event(workshops: Activity, planner: Viewer, viewers: dict[str, Viewer]) -> Deliverable:
    """Return a subregional workshop of the section in which Grenada and Chile take part."""
    made = plan(workshops, planner)
    for slug in ("grenada", "chile"):
        involve(made, Party.objects.get(slug=slug), part=Part.PARTICIPANT, by=planner)
    return made


def agenda(event: Deliverable, by: Viewer, part: EventPart = EventPart.IN_ADVANCE, **facts: Any) -> EventDocument:
    usual = {"title": words("Agenda"), "kind": "agenda", "audience": Audience.STATES, "on": BEFORE}
    return enter_event_document(event, part=part, by=by, files={"en": ENGLISH, "es": SPANISH}, **{**usual, **facts})


def duty(event: Deliverable, kind: str) -> Any:
    return DeliverableDuty.objects.get(deliverable=event, kind=kind).duty


def test_an_officer_of_the_unit_enters_a_document_with_its_files_in_one_step(
    event: Deliverable, viewers: dict[str, Viewer]
) -> None:
    made = agenda(event, viewers["chief"])
    document = made.document
    assert (document.state, document.issuer, document.original_language) == (
        DocumentState.ISSUED,
        event.owner.party,
        "en",
    )
    assert sorted(document.files.values_list("language", "is_sealed")) == [("en", True), ("es", True)]


def test_a_file_that_cannot_be_taken_leaves_nothing_behind(event: Deliverable, viewers: dict[str, Viewer]) -> None:
    before = Document.objects.count()
    with pytest.raises(ValidationError):
        enter_event_document(
            event,
            part=EventPart.IN_ADVANCE,
            title=words("Bad"),
            kind="agenda",  # type: ignore[arg-type]
            audience=Audience.STATES,
            files={"en": ("bad.pdf", b"MZ\x90\x00\x03")},
            by=viewers["chief"],
            on=BEFORE,
        )
    assert Document.objects.count() == before


@pytest.mark.parametrize("who", ["finance_officer", "delegate", "knowledge_officer"])
def test_others_neither_add_nor_enter(event: Deliverable, viewers: dict[str, Viewer], who: str) -> None:
    with pytest.raises(NotPermitted):
        agenda(event, viewers[who])
    with pytest.raises(NotPermitted):
        add_event_document(event, Document.objects.all()[0], part=EventPart.OTHER, by=viewers[who])


def test_a_document_belongs_to_a_deliverable_once(event: Deliverable, planner: Viewer) -> None:
    row = agenda(event, planner)
    with pytest.raises(Refused, match="on record already"):
        add_event_document(event, row.document, part=EventPart.IN_ADVANCE, by=planner)
    moved = add_event_document(event, row.document, part=EventPart.AFTERWARDS, by=planner)
    drop_event_document(moved, by=planner, reason="Of another event")
    with pytest.raises(Refused):
        drop_event_document(moved, by=planner, reason="Again")
    again = add_event_document(event, row.document, part=EventPart.OTHER, by=planner)
    assert (again.pk, EventDocument.objects.count()) == (row.pk, 1)


def test_what_one_may_not_read_one_cannot_add(event: Deliverable, viewers: dict[str, Viewer]) -> None:
    issuer = Party.objects.get(slug="planning-section")
    hidden = enter_document("", words("Zqx"), DocumentKind.REPORT, issuer, by=operator(), audience=Audience.NAMED)
    with pytest.raises(Refused, match="no such document"):
        add_event_document(event, hidden, part=EventPart.OTHER, by=viewers["chief"])
    assert add_event_document(event, hidden, part=EventPart.OTHER, by=operator()).document == hidden


def test_documents_in_advance_go_to_the_participating_states_and_keep_the_duty(
    event: Deliverable, viewers: dict[str, Viewer]
) -> None:
    by = viewers["chief"]
    agenda(event, by)
    owed = duty(event, "documents_in_advance")
    sent = distribute_part(event, EventPart.IN_ADVANCE, subject=words("Agenda"), send_at=AT, by=by, on=BEFORE)
    assert sorted(sent.recipients.values_list("party__slug", "chosen_as")) == [
        ("chile", "participant"),
        ("grenada", "participant"),
    ]
    owed.refresh_from_db()
    assert owed.state == "owed"  # nothing has gone out yet
    deliver(Progress(), clock=lambda: AT)
    owed.refresh_from_db()
    assert (owed.state, owed.done_on) == ("kept", BEFORE)
    evidence = owed.evidence.get()
    assert (evidence.source, evidence.url) == (sent.pk, sent.get_absolute_url())
    assert duty(event, "conclusions_afterwards").state == "owed"
    assert set(Enclosure.objects.values_list("withheld", flat=True)) == {""}


def test_the_duty_is_kept_once_every_participating_state_was_reached(
    event: Deliverable, viewers: dict[str, Viewer]
) -> None:
    by, chile, grenada = viewers["chief"], Party.objects.get(slug="chile"), Party.objects.get(slug="grenada")
    agenda(event, by)
    said: dict[str, Any] = {"subject": words("Agenda"), "by": by, "on": BEFORE}
    for state, expected in ((grenada, "owed"), (chile, "kept")):
        part = distribute_part(event, EventPart.IN_ADVANCE, recipients=[state], **said)
        record_as_sent(part, by=by, at=AT, reason="By courier")
        assert duty(event, "documents_in_advance").state == expected


def test_what_goes_out_late_keeps_the_duty_late(event: Deliverable, viewers: dict[str, Viewer]) -> None:
    by = viewers["chief"]
    agenda(event, by)
    late = datetime.datetime.combine(DAY, datetime.time(9), datetime.UTC)
    draft = distribute_part(event, EventPart.IN_ADVANCE, subject=words("Agenda"), by=by, on=DAY)
    record_as_sent(draft, by=by, at=late, reason="On paper")
    assert (duty(event, "documents_in_advance").state, duty(event, "documents_in_advance").done_on) == (
        "kept_late",
        DAY,
    )


def test_what_may_not_be_read_keeps_no_duty(event: Deliverable, viewers: dict[str, Viewer]) -> None:
    by = viewers["chief"]
    agenda(event, by, audience=Audience.SECRETARIAT)
    draft = distribute_part(event, EventPart.IN_ADVANCE, subject=words("Agenda"), by=by, on=BEFORE)
    record_as_sent(draft, by=by, at=AT, reason="On paper")
    assert (duty(event, "documents_in_advance").state, set(Enclosure.objects.values_list("withheld", flat=True))) == (
        "owed",
        {"not_readable"},
    )


def test_nothing_is_sent_without_documents_or_participants(
    workshops: Activity, event: Deliverable, planner: Viewer
) -> None:
    said: dict[str, Any] = {"subject": words("x"), "by": planner, "on": BEFORE}
    with pytest.raises(Refused, match="no document"):
        distribute_part(event, EventPart.IN_ADVANCE, **said)
    alone = plan(workshops, planner, title="Alone")
    agenda(alone, planner)
    with pytest.raises(Refused, match="No participating"):
        distribute_part(alone, EventPart.IN_ADVANCE, **said)
    assert Distribution.objects.count() == 0


def test_one_page_sends_with_the_participants_prefilled(as_person: AsPerson, event: Deliverable) -> None:
    chief = as_person("chief")
    enter = reverse("deliverable-document-enter", args=(event.pk,))
    file = SimpleUploadedFile("temario.txt", b"Temario")
    sent = {"title_en": "Agenda", "kind": "agenda", "part": "in_advance", "audience": "1", "file_es": file}
    assert chief.post(enter, sent).status_code == 302
    assert list(EventDocument.objects.values_list("document__files__name", "part")) == [("temario.txt", "in_advance")]
    place = reverse("deliverable-distribute", args=(event.pk, "in_advance"))
    initial = chief.get(place).context["form"].initial
    assert initial["recipients"] == ["chile", "grenada"]
    posted = {**initial, "subject_en": "Agenda", "subject_es": "Temario", "text_en": "Enclosed."}
    answer = chief.post(place, posted)
    made = EventDistribution.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, made.distribution.get_absolute_url())
    assert (made.distribution.state, set(made.distribution.recipients.values_list("chosen_as", flat=True))) == (
        "sent",
        {"participant"},
    )
    assert chief.get(reverse("deliverable-distribute", args=(event.pk, "no-such-part"))).status_code == 404


def test_the_pages_of_deliverable_and_document_show_it(
    as_person: AsPerson, event: Deliverable, viewers: dict[str, Viewer]
) -> None:
    row = agenda(event, viewers["chief"])
    distribute_part(event, EventPart.IN_ADVANCE, subject=words("The agenda goes out"), by=viewers["chief"], on=BEFORE)
    panel = next(each for each in panels_for(Deliverable) if each.key == "documents")
    shown = {
        who: as_person(who).get(panel_url(event, panel)).content.decode() for who in ("chief", "delegate", "anyone")
    }
    assert {who: ("Agenda" in text, "The agenda goes out" in text) for who, text in shown.items()} == {
        "chief": (True, True),
        "delegate": (True, False),  # for Member States; a draft is for the secretariat
        "anyone": (False, False),
    }
    belongs = next(each for each in panels_for(Document) if each.key == "events")
    assert str(event) in as_person("delegate").get(panel_url(row.document, belongs)).content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [("anyone", 302), ("delegate", 403), ("finance_officer", 403), ("conference_officer", 200), ("chief", 200)],
)
def test_who_may_send(as_person: AsPerson, event: Deliverable, who: str, status: int) -> None:
    place = reverse("deliverable-distribute", args=(event.pk, "in_advance"))
    assert as_person(who).get(place).status_code == status

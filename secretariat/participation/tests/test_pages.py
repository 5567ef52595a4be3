from __future__ import annotations

import datetime
import json
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdfium2 import PdfDocument

from secretariat.core.choices import Audience
from secretariat.core.identifiers import new_identifier
from secretariat.core.languages import LANGUAGES
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.participation.models import Attendance, Certificate, EventSession, Invitation, Nomination, Participant
from secretariat.participation.services import (
    invite,
    issue_certificates,
    record_attendance,
    request_follow_ups,
    revoke_certificate,
)
from secretariat.participation.tests.conftest import (
    AFTER,
    BEFORE,
    NOON,
    SENT,
    AsPerson,
    accepted,
    held,
    invited,
    mark,
    person,
    session,
)
from secretariat.participation.tests.test_attendance import token_in_mail
from secretariat.participation.views.attendance import sheet_of
from secretariat.parties.models import Party

pytestmark = pytest.mark.django_db
CANARY = "Zqxenia"


def form_of(name: str = "Ana", **facts: Any) -> dict[str, Any]:
    """Return what a form sends of a person."""
    return {**person(name, **facts), "mail": "", "language": "", "position": "", "institution": ""}


def panel(event: Deliverable, key: str) -> str:
    return panel_url(event, next(each for each in panels_for(Deliverable) if each.key == key))


def certified(event: Deliverable, by: Viewer, party: Party, **facts: Any) -> Certificate:
    """Return the certificate of somebody who was at the one session of an event that was held."""
    made = accepted(event, party, by, **facts)
    record_attendance(session(event, by), [mark(made)], by=by, at=NOON)
    return issue_certificates(held(event, by), by=by, on=AFTER)[0]


# Inviting and naming ----------------------------------------------------------------------------------------------


def test_a_group_is_invited_in_one_go_and_sent(as_person: AsPerson, event: Deliverable, chile: Party) -> None:
    chief = as_person("chief")
    caricom = Party.objects.get(slug="caricom")
    place = reverse("event-invite", args=(event.pk,))
    assert chief.post(place, {"places": "2"}).status_code == 422
    sent = {"group": str(caricom.pk), "parties": [str(chile.pk)], "places": "2", "women_aimed": "1"}
    assert chief.post(place, sent).status_code == 302
    parties = set(Invitation.objects.values_list("party__slug", flat=True))
    assert ({"grenada", "chile", "jamaica"} - parties, "mexico" in parties) == (set(), False)
    assert set(Invitation.objects.values_list("places", "women_aimed")) == {(2, 1)}
    assert "Grenada" in chief.get(panel(event, "invitations")).content.decode()
    assert chief.post(reverse("event-send", args=(event.pk,)), {"note": "Note 5"}).status_code == 302
    assert set(Invitation.objects.values_list("state", "note")) == {("sent", "Note 5")}


def test_a_delegate_is_asked_names_somebody_and_withdraws(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party
) -> None:
    invitation = invited(event, grenada, planner, places=1, women_aimed=1)
    client, place = as_person("delegate"), reverse("event-nominate", args=(event.pk,))
    with time_machine.travel(datetime.datetime(2016, 7, 20, 12, tzinfo=datetime.UTC), tick=False):
        client = as_person("delegate")
        today = client.get(reverse("today")).content.decode()
        assert ("Harbor drill" in today, "Answer by August 1, 2016" in today) == (True, True)
        page = client.get(place)
        assert [each.slug for each in page.context["form"].fields["party"].queryset] == ["grenada"]
        assert page.context["intro"] == "Places: 1, aim: 1 women. Left: 1. Answer by August 1, 2016."
        sent = {**form_of(), "party": str(grenada.pk)}
        assert client.post(place, {**sent, "given_names": ""}).status_code == 422
        answer = client.post(place, sent)
        made = Nomination.objects.get()
        assert (answer.status_code, answer["Location"]) == (302, made.get_absolute_url())
        assert client.post(place, {**sent, "given_names": "Bea"}).status_code == 302
        assert "place 1" in client.get(Nomination.objects.latest("pk").get_absolute_url()).content.decode()
        withdraw = reverse("nomination-move", args=(made.pk, "withdraw"))
        assert client.post(withdraw, {"reason": "Ill"}).status_code == 302
    assert sorted(Nomination.objects.values_list("participant__given_names", "state")) == [
        ("Ana", "withdrawn"),
        ("Bea", "nominated"),
    ]
    invitation.refresh_from_db()
    assert invitation.state == "accepted"


def test_after_the_deadline_the_form_keeps_what_was_typed(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party
) -> None:
    invited(event, grenada, planner)
    with time_machine.travel(datetime.datetime(2016, 8, 20, 12, tzinfo=datetime.UTC), tick=False):
        sent = {**form_of(), "party": str(grenada.pk)}
        page = as_person("delegate").post(reverse("event-nominate", args=(event.pk,)), sent)
    assert (page.status_code, page.context["form"]["given_names"].value()) == (409, "Ana")
    assert "The deadline was" in page.content.decode()
    assert Participant.objects.count() == 0


@pytest.mark.parametrize(
    ("who", "status"),
    [("anyone", 302), ("delegate", 404), ("second_delegate", 404), ("expert", 403), ("finance_officer", 403)],
)
def test_who_is_not_asked_names_nobody(as_person: AsPerson, event: Deliverable, who: str, status: int) -> None:
    place = reverse("event-nominate", args=(event.pk,))
    assert as_person(who).get(place).status_code == status
    grenada = Party.objects.get(slug="grenada")
    assert as_person(who).post(place, {**form_of(), "party": str(grenada.pk)}).status_code == status


def test_a_delegate_answers_the_invitation(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party
) -> None:
    made = invited(event, grenada, planner, deadline=None)
    decline = reverse("invitation-move", args=(made.pk, "decline"))
    assert as_person("second_delegate").post(decline, {"reason": "x"}).status_code == 404
    assert as_person("delegate").post(decline, {"reason": "Nobody is free"}).status_code == 302
    made.refresh_from_db()
    assert made.state == "declined"
    renew = reverse("invitation-move", args=(made.pk, "renew"))
    assert as_person("delegate").post(renew, {"reason": "x"}).status_code == 403


def test_the_secretariat_accepts_and_changes_the_offer(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party
) -> None:
    made = invited(event, grenada, planner, places=1)
    chief = as_person("chief")
    place = reverse("event-nominate", args=(event.pk,))
    page = chief.get(place, {"party": "grenada"})
    assert page.context["form"].initial["party"] == grenada.pk
    sent = {**form_of(), "party": str(grenada.pk), "note": "Note 4", "reason": "By note"}
    assert chief.post(place, sent).status_code == 302
    accept = reverse("nomination-move", args=(Nomination.objects.get().pk, "accept"))
    assert chief.post(accept, {"reason": "Fits"}).status_code == 302
    change = reverse("invitation-change", args=(made.pk,))
    assert chief.post(change, {"places": "4", "reason": "More funds"}).status_code == 302
    made.refresh_from_db()
    assert (Nomination.objects.get().state, made.places) == ("accepted", 4)


# Who sees what ----------------------------------------------------------------------------------------------------


def pages_about(event: Deliverable, made: Nomination, certificate: Certificate) -> list[str]:
    """Return every address on which the person of a nomination could show."""
    people, records = made.participant, [event, made, made.participant, certificate, made.party]
    panels = [panel_url(record, each) for record in records for each in panels_for(type(record))]
    files = [reverse("participant-data", args=(people.pk, each)) for each in ("json", "csv")]
    routes = [reverse(name) for name in ("nominations", "invitations", "today", "inbox")]
    own = [record.get_absolute_url() for record in (event, made, people, certificate)]
    own.append(sheet_of(event.event_sessions.get()))
    forms = [reverse(name, args=(event.pk,)) for name in ("event-nominate", "event-certify")]
    moves = [reverse("nomination-move", args=(made.pk, each)) for each in ("accept", "withdraw")]
    more = [
        reverse("participant-correct", args=(people.pk,)),
        reverse("certificate-file", args=(certificate.pk,)),
        reverse("certificate-check", args=(certificate.code,)),
        f"/history/participation.nomination/{made.pk}/",
        f"{reverse('nominations')}?party={made.party.slug}",
        f"/search/?q={CANARY}",
        *(f"/api/v1/{name}" for name in ("nominations", "participants", "attendances", "certificates")),
    ]
    return [*panels, *files, *routes, *own, *forms, *moves, *more]


@pytest.mark.parametrize("who", ["anyone", "second_delegate", "expert", "analyst", "partner", "finance_officer"])
def test_no_name_of_a_states_people_shows_to_others(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party, chile: Party, who: str
) -> None:
    invited(event, chile, planner)
    invited(event, grenada, planner)
    facts = {"family_names": f"{CANARY}son", "mail": f"{CANARY}@example.org", "institution": f"{CANARY} Ports"}
    certificate = certified(event, planner, grenada, name=CANARY, position=f"{CANARY} chief", **facts)
    made = certificate.nomination
    client = as_person(who)
    shown = {}
    for url in pages_about(event, made, certificate):
        answer = client.get(url)
        text = b"".join(getattr(answer, "streaming_content", ())) if answer.streaming else answer.content
        text = text.replace(f"/search/?q={CANARY}".encode(), b"").replace(f'value="{CANARY}"'.encode(), b"")
        if CANARY.encode() in text:
            shown[url] = answer.status_code
    assert {url: status for url, status in shown.items() if not url.startswith("/search/")} == {}
    numbers = client.get(panel(event, "participants"), {"language": "en"}).content.decode()
    assert ("1 participant" in numbers, "Grenada" in numbers, "took_part" in numbers) == (True, True, False)


def test_the_own_state_and_the_unit_read_names(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party
) -> None:
    certificate = certified(event, planner, grenada, name=CANARY)
    for who in ("delegate", "chief", "conference_officer"):
        client = as_person(who)
        urls = [reverse("nominations"), certificate.nomination.get_absolute_url(), certificate.get_absolute_url()]
        assert [CANARY in client.get(url).content.decode() for url in urls] == [True, True, True], who


def test_a_figure_opens_into_its_rows(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party, chile: Party
) -> None:
    accepted(event, chile, planner, name="Bea")
    certified(event, planner, grenada)
    client = as_person("chief")
    page = client.get(panel(event, "participants"))
    groups = page.context["data"]["groups"]
    cells = [row[1] for group in groups for row in group["table"].rows]
    assert [(each["text"], bool(each["href"])) for each in cells] == [("1", True)] * 3
    for each in cells:
        assert len(client.get(each["href"]).context["rows"]) == int(each["text"])
    own = as_person("delegate").get(panel(event, "participants")).context["data"]["groups"][0]["table"]
    assert [bool(row[1]["href"]) for row in own.rows] == [True]


# Attendance -------------------------------------------------------------------------------------------------------


def sync(client: Client, one: EventSession, *marks: dict[str, Any]) -> Any:
    place = reverse("attendance-sync", args=(one.pk,))
    return client.post(place, json.dumps({"marks": marks}), content_type="application/json")


def sent_mark(made: Nomination, **facts: Any) -> dict[str, Any]:
    usual = {"key": str(new_identifier()), "nomination": str(made.pk), "present": True, "at": NOON.isoformat()}
    return {**usual, **facts}


def test_the_sheet_is_a_plain_form_too(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party
) -> None:
    client = as_person("conference_officer")
    there, away = accepted(event, grenada, planner), accepted(event, grenada, planner, name="Bea")
    accepted(event, grenada, planner, name="Cleo")
    new = {"day": "2016-09-12", "part": "morning"}
    assert client.post(reverse("event-session", args=(event.pk,)), new).status_code == 302
    one = EventSession.objects.get()
    page = client.get(sheet_of(one))
    assert [row["name"] for row in page.context["rows"]] == ["Zwicky, Ana", "Zwicky, Bea", "Zwicky, Cleo"]
    keys = {f"key-{row['id']}": str(row["key"]) for row in page.context["rows"]}
    typed = {f"mark-{there.pk}": "here", f"mark-{away.pk}": "away", "mark-nobody": "here"}
    for _twice in range(2):
        assert client.post(sheet_of(one), {**keys, **typed}).status_code == 302
    found = Attendance.objects.order_by("nomination__participant__given_names")
    assert list(found.values_list("nomination__participant__given_names", "is_present")) == [
        ("Ana", True),
        ("Bea", False),
    ]
    assert [each.history.count() for each in found] == [1, 1]
    again = client.get(sheet_of(one))
    assert ([row["state"] for row in again.context["rows"]], again.context["here"]) == (["here", "away", ""], 1)


def test_a_device_that_was_off_the_line_sends_late_and_twice(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party
) -> None:
    client, one, made = as_person("chief"), session(event, planner), accepted(event, grenada, planner)
    first = sent_mark(made)
    stranger = {**sent_mark(made), "nomination": str(event.pk)}
    answers = [sync(client, one, *marks) for marks in ([first, stranger], [first], [sent_mark(made, present=False)])]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    told = [[each["result"] for each in answer.json()["results"]] for answer in answers]
    assert told == [["kept", "unknown"], ["same"], ["older"]]
    assert (Attendance.objects.count(), Attendance.objects.get().is_present) == (1, True)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        '{"marks": [{}]}',
        '{"marks": 3}',
        '{"marks": [{"key": "x", "nomination": "y", "present": true, "at": "now"}]}',
        '{"marks": [], "more": 1}',
    ],
)
def test_what_is_no_batch_is_refused(as_person: AsPerson, event: Deliverable, planner: Viewer, body: str) -> None:
    place = reverse("attendance-sync", args=(session(event, planner).pk,))
    answer = as_person("chief").post(place, body, content_type="application/json")
    assert (answer.status_code, Attendance.objects.count()) == (400, 0)


@pytest.mark.parametrize(("who", "status"), [("anyone", 302), ("delegate", 403), ("program_officer", 403)])
def test_only_who_runs_the_event_opens_the_sheet(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party, who: str, status: int
) -> None:
    one, made = session(event, planner), accepted(event, grenada, planner)
    client = as_person(who)
    assert client.get(sheet_of(one)).status_code == status
    assert sync(client, one, sent_mark(made)).status_code == status
    assert Attendance.objects.count() == 0


# Certificates -----------------------------------------------------------------------------------------------------


def checked(code: str, name: str = "") -> str:
    return Client().post(reverse("certificates-check"), {"code": code, "name": name}).content.decode()


def test_a_certificate_tells_what_its_holder_shows_and_no_more(
    event: Deliverable, planner: Viewer, grenada: Party
) -> None:
    facts = {"family_names": "Zwicky Pérez", "institution": "Port of Zqx", "mail": "zqx@example.org"}
    code = certified(event, planner, grenada, name="Ana María", **facts).code
    page = Client().get(reverse("certificate-check", args=(code,))).content.decode()
    assert ("Harbor drill" in page, "A. M. Z. P." in page, "This certificate was issued" in page) == (True, True, True)
    assert [word in page for word in ("María", "Zwicky", "Zqx", "zqx@", "Grenada")] == [False] * 5
    same, other = "is the one on the certificate", "is not the one on the certificate"
    for typed in ("ana maria zwicky perez", "Zwicky Pérez, Ana María"):
        assert (same in checked(code, typed), other in checked(code, typed)) == (True, False)
    wrong = checked(code, "Ana Zwicky")
    assert (same in wrong, other in wrong, "María" in wrong) == (False, True, False)
    assert "Harbor drill" in checked(code.lower().replace("-", " ").replace("0", "o"))


def test_a_code_that_nobody_has_gets_one_answer(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    certified(event, planner, grenada)
    none = "No certificate has this code"
    answers = {code: checked(code, "Ana Zwicky") for code in ("0000-0000-0000", "1", "%", "' or 1=1", "€" * 20)}
    assert [none in text for text in answers.values()] == [True] * 5
    assert [word for word in ("Harbor", "A. Z.") for text in answers.values() if word in text] == []


def test_a_revoked_certificate_says_so_and_an_erased_person_has_no_name(
    event: Deliverable, planner: Viewer, grenada: Party, as_person: AsPerson
) -> None:
    made = certified(event, planner, grenada)
    file = reverse("certificate-file", args=(made.pk,))
    client = as_person("conference_officer")
    erase = reverse("participant-erase", args=(made.nomination.participant_id,))
    assert client.post(erase, {"reason": "On request"}).status_code == 302
    page = checked(made.code, "Ana Zwicky")
    assert ("erased on request" in page, "A. Z." in page, "the one on the certificate" in page) == (True, False, False)
    assert client.get(file).status_code == 404
    revoke_certificate(made, by=planner, on=AFTER, reason="Zqx")
    page = checked(made.code)
    assert ("was revoked on December 31, 2016" in page, "Zqx" in page) == (True, False)


def test_an_event_that_is_not_public_keeps_its_title(event: Deliverable, planner: Viewer, grenada: Party) -> None:
    made = certified(event, planner, grenada)
    event.refresh_from_db()
    event.audience = Audience.SECRETARIAT
    event._history_user = planner.person  # type: ignore[attr-defined]
    event.save()
    page = checked(made.code)
    assert ("an event that is not public" in page, "Harbor drill" in page) == (True, False)


@pytest.mark.parametrize(("language", "word"), [("es", "diciembre de 2016"), ("en", "December 31, 2016")])
def test_the_file_is_a_page_in_the_language_of_its_holder(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party, language: str, word: str
) -> None:
    made = certified(event, planner, grenada, language=language)
    for who, status in {"delegate": 200, "second_delegate": 404, "finance_officer": 404, "anyone": 404}.items():
        assert as_person(who).get(reverse("certificate-file", args=(made.pk,))).status_code == status, who
    content = as_person("chief").get(reverse("certificate-file", args=(made.pk,))).content
    document = PdfDocument(content)
    text = document[0].get_textpage().get_text_range()
    assert (len(document), "Ana Zwicky" in text, made.code in text, "Harbor drill" in text) == (1, True, True, True)
    assert word in text


def test_certificates_are_issued_on_the_page(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party
) -> None:
    made = accepted(event, grenada, planner)
    record_attendance(session(event, planner), [mark(made)], by=planner, at=NOON)
    client = as_person("chief")
    terms = {"share_needed": "100", "follow_up_months": "12", "reason": "All of it"}
    assert client.post(reverse("event-terms", args=(event.pk,)), terms).status_code == 302
    issue = reverse("event-certify", args=(event.pk,))
    assert client.post(issue, {"reason": "They attended"}).status_code == 409
    held(event, planner)
    assert client.post(issue, {"reason": "They attended"}).status_code == 302
    assert [each.nomination for each in Certificate.objects.all()] == [made]
    revoke = reverse("certificate-revoke", args=(Certificate.objects.get().pk,))
    assert client.post(revoke, {"reason": "Name was wrong"}).status_code == 302
    assert Certificate.objects.standing().count() == 0


# What became of it ------------------------------------------------------------------------------------------------


def test_the_link_in_the_mail_opens_three_questions(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party
) -> None:
    accepted(event, grenada, planner, mail="ana@example.org", may_be_asked=True, language="es")
    request_follow_ups(held(event, planner), by=planner, on=AFTER)
    assert mail.outbox[0].to == ["ana@example.org"]
    place = reverse("follow-up", args=(token_in_mail(),))
    with time_machine.travel(datetime.datetime(2017, 1, 10, 12, tzinfo=datetime.UTC), tick=False):
        stranger = Client()
        page = stranger.get(place)
        assert (page.status_code, "Ana" in page.content.decode()) == (200, False)
        assert stranger.post(place, {"uses_it": "yes"}).status_code == 422
        said = {"uses_it": "yes", "in_position": "no", "result": "We trained the port"}
        assert stranger.post(place, said).status_code == 200
        assert stranger.post(place, said).status_code == 409
        assert stranger.get(f"{place[:-2]}/").status_code == 404
    panels = {who: as_person(who).get(panel(event, "follow-up")) for who in ("chief", "delegate", "anyone")}
    assert {who: page.status_code for who, page in panels.items()} == {"chief": 200, "delegate": 404, "anyone": 404}
    text = panels["chief"].content.decode()
    assert "1 asked, 1 answered; 1 use what they learned, 0 are still in the position." in text
    assert "We trained the port" in text


# People -----------------------------------------------------------------------------------------------------------


def test_what_is_kept_of_a_person_is_given_as_a_file_and_corrected(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party
) -> None:
    made = certified(event, planner, grenada, mail="ana@example.org", position="=1+1").nomination.participant
    officer = as_person("conference_officer")
    told = json.loads(officer.get(reverse("participant-data", args=(made.pk, "json"))).content)
    assert (told["person"][0]["mail"], len(told["certificates"]), len(told["attendance"])) == ("ana@example.org", 1, 1)
    lines = officer.get(reverse("participant-data", args=(made.pk, "csv"))).content.decode()
    assert ("person,1,mail,ana@example.org" in lines, "'=1+1" in lines) == (True, True)
    assert officer.get(reverse("participant-data", args=(made.pk, "xml"))).status_code == 404
    refused = {
        who: as_person(who).get(reverse("participant-data", args=(made.pk, "json"))).status_code
        for who in ("delegate", "second_delegate", "chief")
    }
    assert refused == {"delegate": 403, "second_delegate": 404, "chief": 403}
    correct = reverse("participant-correct", args=(made.pk,))
    said = {**form_of("Anna"), "reason": "A letter was missing"}
    assert as_person("second_delegate").post(correct, said).status_code == 404
    assert as_person("delegate").post(correct, said).status_code == 302
    assert Participant.objects.get().given_names == "Anna"


# Everywhere -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_open_in_every_language(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party, language: str
) -> None:
    invited(event, grenada, planner)
    certificate = certified(event, planner, grenada)
    made, one = certificate.nomination, event.event_sessions.get()
    records: list[Any] = [made, made.participant, certificate, Invitation.objects.get()]
    panels = [panel_url(record, each) for record in [event, *records[:3]] for each in panels_for(type(record))]
    chief = as_person("chief")
    names = ("event-invite", "event-send", "event-nominate", "event-session", "event-terms", "event-certify")
    own = [sheet_of(one), *(reverse(name, args=(event.pk,)) for name in names)]
    lists = [reverse(name) for name in ("nominations", "invitations", "certificates-check")]
    for url in [*(each.get_absolute_url() for each in records), *panels, *own, *lists]:
        page = chief.get(url, {"language": language})
        assert (page.status_code, page["Content-Language"]) in {(200, language), (404, language)}, url


@pytest.mark.parametrize("count", [1, 30])
def test_lists_ask_alike_for_one_and_thirty(
    as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party, count: int
) -> None:
    parties = Party.objects.filter(kind="state").order_by("slug")[:count]
    for number, party in enumerate(parties):
        invite(event, party, by=planner, on=SENT)
        accepted(event, party, planner, name=f"Ana {number}")
    one = session(event, planner)
    client, asked = as_person("chief"), {}
    for url in (reverse("nominations"), reverse("invitations"), sheet_of(one), panel(event, "invitations")):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        asked[url.split("/")[2] if "panels" not in url else "panel"] = len(queries)
    assert asked == {"": 8, "invitations": 9, "sessions": 11, "panel": 13}


def test_a_draft_is_not_told(as_person: AsPerson, event: Deliverable, planner: Viewer, grenada: Party) -> None:
    made = invite(event, grenada, by=planner, on=SENT, deadline=BEFORE)
    client = as_person("delegate")
    assert client.get(made.get_absolute_url()).status_code == 404
    assert "Harbor drill" not in client.get(reverse("today")).content.decode()

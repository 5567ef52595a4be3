from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from secretariat.core.choices import Audience
from secretariat.core.dates import written_period
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.duties.models import Duty, DutyEvidence, RecurringDuty
from secretariat.duties.services import attach_evidence, fulfil, instruct, owe_what_recurs
from secretariat.duties.tests.conftest import DUE, ON_TIME, TOO_LATE, AsPerson, owed, words
from secretariat.organization.models import Unit
from secretariat.parties.models import Party

NEW = {"subject_en": "A list of contacts", "due_on": "2016-09-30", "remind_days": "7"}
GROUND = {"creditor_words_en": "the Committee", "asked_by": "the Chair", "audience": "2"}


def listed(client: Client, **asked: str) -> list[str]:
    """Return what the list names, in its order."""
    page = client.get(reverse("duties"), asked)
    assert page.status_code == 200
    return [row[0]["text"] for row in page.context["rows"]]


def offered(client: Client, duty: Duty) -> list[str]:
    """Return what a reader can do from a duty's page."""
    return [each.url.split("/")[-2] for each in client.get(duty.get_absolute_url()).context["actions"]]


def test_a_chief_says_what_the_unit_owes(as_person: AsPerson, unit: Party, state: Party) -> None:
    chief, place = as_person("chief"), reverse("duty-owe")
    assert chief.get(place).status_code == 200
    assert chief.post(place, {**NEW, **GROUND, "debtor": str(state.pk)}).status_code == 422
    answer = chief.post(place, {**NEW, **GROUND, "debtor": str(unit.pk)})
    duty = Duty.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, duty.get_absolute_url())
    assert (duty.due_on, duty.asked_by, duty.audience, duty.kind) == (DUE, "the Chair", 2, "one_off")


@pytest.mark.parametrize(("number", "status"), [("intro.5", 302), ("no-such", 422)])
def test_the_paragraph_is_named_by_its_address(as_person: AsPerson, unit: Party, number: str, status: int) -> None:
    sent = {**NEW, **GROUND, "asked_by": "", "debtor": str(unit.pk), "document": "cicte-doc-5-16", "number": number}
    assert as_person("planning_officer").post(reverse("duty-owe"), sent).status_code == status


def test_a_hidden_paragraph_is_answered_like_a_missing_one(as_person: AsPerson, unit: Party) -> None:
    Document.objects.filter(slug="cicte-doc-5-16").update(audience=Audience.NAMED)
    sent = {**NEW, **GROUND, "debtor": str(unit.pk), "document": "cicte-doc-5-16", "number": "intro.5"}
    page = as_person("planning_officer").post(reverse("duty-owe"), sent)
    assert (page.status_code, page.context["form"].errors["number"]) == (422, ["There is no such paragraph."])


def test_instructions_are_seen_by_the_secretariat_alone(as_person: AsPerson, section: Party) -> None:
    sent = {**NEW, "debtor": str(section.pk), "asked_by": "the Secretary"}
    assert as_person("chief").post(reverse("duty-instruct"), sent).status_code == 302
    duty = Duty.objects.get()
    answers = {
        who: as_person(who).get(duty.get_absolute_url()).status_code
        for who in ("anyone", "delegate", "expert", "partner", "program_officer", "finance_officer")
    }
    assert answers == {
        "anyone": 404,
        "delegate": 404,
        "expert": 404,
        "partner": 404,
        "program_officer": 200,
        "finance_officer": 200,
    }
    assert listed(as_person("delegate"), kind="instruction") == []


def test_recording_as_kept_with_a_document(as_person: AsPerson, section: Party, planner: Viewer) -> None:
    duty = owed(section, planner)
    officer, place = as_person("program_officer"), reverse("duty-fulfil", args=(duty.pk,))
    assert officer.post(place, {"done_on": "2999-01-01"}).status_code == 409
    assert officer.post(place, {"done_on": "2016-09-20", "document": "no-such"}).status_code == 422
    sent = {"done_on": "2016-09-20", "document": "cicte-doc-5-16", "text": "Note 12"}
    assert officer.post(place, sent).status_code == 302
    duty.refresh_from_db()
    assert (duty.state, duty.done_on, DutyEvidence.objects.get().text) == ("kept", ON_TIME, "Note 12")
    panel = next(each for each in panels_for(Duty) if each.key == "evidence")
    assert "CICTE/doc.5/16" in officer.get(panel_url(duty, panel)).content.decode()


def test_what_each_may_do_is_offered(as_person: AsPerson, unit: Party, planner: Viewer) -> None:
    duty = owed(unit, planner, audience=Audience.PUBLIC)
    everything = ["fulfil", "evidence", "move", "release"]
    asked = ("planning_officer", "chief", "finance_officer", "delegate", "anyone")
    assert {who: offered(as_person(who), duty) for who in asked} == {
        "planning_officer": everything,
        "chief": everything,
        "finance_officer": [],
        "delegate": [],
        "anyone": [],
    }
    fulfil(duty, by=planner, on=ON_TIME)
    assert offered(as_person("chief"), duty) == ["evidence", "owe-again"]


def test_an_instructed_chief_is_offered_to_keep_it_only(as_person: AsPerson, unit: Party, planner: Viewer) -> None:
    duty = instruct(subject=words("x"), debtor=unit, due_on=DUE, by=planner, on=ON_TIME)
    assert offered(as_person("chief"), duty) == ["fulfil", "evidence"]
    assert as_person("chief").post(reverse("duty-release", args=(duty.pk,)), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("route", ["duty-fulfil", "duty-evidence", "duty-move", "duty-release", "duty-owe-again"])
def test_nobody_breaks_into_what_another_state_owes(
    as_person: AsPerson, state: Party, planner: Viewer, route: str
) -> None:
    duty = owed(state, planner)
    sent = {"reason": "x", "done_on": "2016-09-20", "due_on": "2016-10-30", "remind_days": "7", "text": "x"}
    place = reverse(route, args=(duty.pk,))
    missing = reverse(route, args=("00000000-0000-7000-8000-000000000000",))
    stranger = as_person("second_delegate")
    answers = [stranger.post(address, sent) for address in (place, missing)]
    assert [each.status_code for each in answers] == [404, 404]
    assert as_person("anyone").post(place, sent).status_code == 404
    assert (Duty.objects.get().state, DutyEvidence.objects.count()) == ("owed", 0)


def test_releasing_moving_and_owing_again(as_person: AsPerson, unit: Party, planner: Viewer) -> None:
    duty, chief = owed(unit, planner), as_person("chief")
    move = {"due_on": "2016-10-04", "remind_days": "3", "reason": "Agreed"}
    assert chief.post(reverse("duty-move", args=(duty.pk,)), move).status_code == 302
    assert chief.post(reverse("duty-release", args=(duty.pk,)), {"reason": "Not needed"}).status_code == 302
    duty.refresh_from_db()
    assert (duty.due_on, duty.state, duty.why_released) == (TOO_LATE, "released", "Not needed")
    assert chief.post(reverse("duty-owe-again", args=(duty.pk,)), {"reason": "Needed"}).status_code == 302
    duty.refresh_from_db()
    assert (duty.state, duty.remind_from) == ("owed", TOO_LATE - datetime.timedelta(days=3))


def test_a_stale_form_is_refused(as_person: AsPerson, unit: Party, planner: Viewer) -> None:
    duty, chief = owed(unit, planner), as_person("chief")
    place = reverse("duty-move", args=(duty.pk,))
    sent = {"due_on": "2016-10-04", "remind_days": "3", "reason": "x", "version": chief.get(place).context["version"]}
    fulfil(duty, by=planner, on=ON_TIME)
    assert chief.post(place, sent).status_code == 409


def test_evidence_is_taken_back_on_its_page(as_person: AsPerson, unit: Party, planner: Viewer) -> None:
    row = attach_evidence(owed(unit, planner), text="Note 12", by=planner, on=ON_TIME)
    place = reverse("duty-evidence-withdraw", args=(row.pk,))
    assert as_person("delegate").post(place, {"reason": "x"}).status_code == 404
    assert as_person("finance_officer").post(place, {"reason": "x"}).status_code == 403
    assert as_person("chief").post(place, {"reason": "Another duty"}).status_code == 302
    assert DutyEvidence.objects.standing().count() == 0


def test_the_list_filters(as_person: AsPerson, unit: Party, section: Party, planner: Viewer) -> None:
    today = timezone.localdate()
    owed(unit, planner, "Late")
    owed(section, planner, "Due", due_on=today)
    fulfil(owed(unit, planner, "Kept late"), by=planner, on=TOO_LATE)
    client = as_person("chief")
    asked: dict[str, dict[str, str]] = {
        "Late": {"state": "late"},
        "Due": {"state": "due"},
        "Kept late": {"state": "kept_late"},
    }
    assert {name: listed(client, **query) for name, query in asked.items()} == {name: [name] for name in asked}
    assert listed(client, state="done") == ["Kept late"]
    assert listed(client, debtor="ct-capacity-section") == ["Due"]
    assert sorted(listed(client, until="2016-12-31")) == ["Kept late", "Late"]
    assert listed(client, since="2017-01-01") == ["Due"]
    assert listed(client, kind="semester_report") == []
    assert listed(as_person("anyone")) == []


def test_a_filter_by_a_hidden_document_finds_nothing(
    as_person: AsPerson, unit: Party, planner: Viewer, report_paragraph: Paragraph
) -> None:
    owed(unit, planner, paragraph=report_paragraph, audience=Audience.PUBLIC)
    client = as_person("anyone")
    assert listed(client, document="cicte-doc-5-16") == ["A list of contacts"]
    Document.objects.filter(pk=report_paragraph.document_id).update(audience=Audience.SECRETARIAT)
    assert listed(client, document="cicte-doc-5-16") == []
    page = client.get(Duty.objects.get().get_absolute_url()).content.decode()
    assert ("A list of contacts" in page, "doc.5/16" in page) == (True, False)


def test_panels_show_duties_where_they_belong(
    client: Client, unit: Party, state: Party, planner: Viewer, report_paragraph: Paragraph
) -> None:
    owed(unit, planner, "Figures", creditor=state, paragraph=report_paragraph, audience=Audience.PUBLIC)
    places: list[tuple[Any, str]] = [
        (report_paragraph, "duties"),
        (unit, "duties"),
        (Unit.objects.get(party=unit), "duties"),
        (state, "owed"),
    ]
    for record, key in places:
        panel = next(each for each in panels_for(type(record)) if each.key == key)
        assert "Figures" in client.get(panel_url(record, panel)).content.decode(), record


def test_a_paragraph_that_orders_nothing_has_no_panel(db: None, client: Client) -> None:
    other = Paragraph.objects.filter(document__symbol="AG/RES. 2619 (XLI-O/11)").order_by("pk")[0]
    panel = next(each for each in panels_for(Paragraph) if each.key == "duties")
    assert client.get(panel_url(other, panel)).status_code == 404


# What comes back --------------------------------------------------------------------------------------------------


def test_the_semester_report_is_shown_with_its_periods(as_person: AsPerson, planner: Viewer) -> None:
    owe_what_recurs(by=planner, on=DUE)
    delegate = as_person("delegate")
    row = RecurringDuty.objects.get()
    page = delegate.get(row.get_absolute_url()).content.decode()
    assert ("30 days after the period" in page, "not of the source" in page) == (True, True)
    panel = next(each for each in panels_for(RecurringDuty) if each.key == "periods")
    assert (
        written_period(datetime.date(2016, 1, 1), datetime.date(2016, 6, 30))
        in delegate.get(panel_url(row, panel)).content.decode()
    )
    assert as_person("anyone").get(row.get_absolute_url()).status_code == 404


def test_planning_officers_say_what_comes_back(as_person: AsPerson, unit: Party) -> None:
    sent = {**GROUND, "subject_en": "Figures", "debtor": str(unit.pk), "rhythm": "month", "starts_on": "2016-09-15"}
    sent |= {"days_after": "5", "remind_days": "5"}
    place = reverse("recurring-duty-new")
    assert as_person("chief").post(place, sent).status_code == 403
    assert as_person("planning_officer").post(place, sent).status_code == 302
    row = RecurringDuty.objects.get(rhythm="month")
    end = reverse("recurring-duty-end", args=(row.pk,))
    assert as_person("planning_officer").post(end, {"ends_on": "2016-08-01", "reason": "x"}).status_code == 422
    assert as_person("planning_officer").post(end, {"ends_on": "2016-12-31", "reason": "x"}).status_code == 302
    assert as_person("planning_officer").get(reverse("recurring-duties")).status_code == 200


# Lists ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_alike_for_one_and_thirty(
    as_person: AsPerson, unit: Party, state: Party, planner: Viewer, count: int
) -> None:
    for number in range(count):
        owed(unit, planner, f"Duty {number}", audience=Audience.PUBLIC, creditor=state)
    client = as_person("anyone")
    client.get(reverse("duties"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("duties"))
    assert len(asked) == 3

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from secretariat.accounts.models import Person
from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import LANGUAGES
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.delivery.choices import FeedOf, Part
from secretariat.delivery.models import Feed
from secretariat.delivery.services import (
    change_deliverable,
    involve,
    make_feed,
    move_deliverable,
    revoke_feed,
    withdraw_party,
)
from secretariat.delivery.services.feeds import MOST
from secretariat.delivery.tests.conftest import DAY, AsPerson, hold, plan
from secretariat.parties.models import Party
from secretariat.plans.models import Activity


@pytest.fixture(autouse=True)
def in_september() -> Iterator[None]:
    with time_machine.travel(datetime.datetime(2016, 9, 13, 9, tzinfo=datetime.UTC), tick=False):
        yield


def shown(client: Client, **asked: str) -> dict[str, list[str]]:
    page = client.get(reverse("calendar"), {"month": "2016-09", **asked})
    assert page.status_code == 200
    return {str(day.day): [each.title for each in day.events] for day in page.context["agenda"]}


# Pages ------------------------------------------------------------------------------------------------------------


def test_it_lies_on_each_of_its_days(client: Client, workshops: Activity, planner: Viewer) -> None:
    plan(workshops, planner, title="Drill")
    plan(workshops, planner, title="Network", is_standing=True, ends_on=None)
    plan(workshops, planner, title="No day", starts_on=None, ends_on=None)
    assert shown(client) == {"2016-09-12": ["Drill", "Network"], "2016-09-13": ["Drill"]}
    assert shown(client, view="agenda", month="2016-07") == {
        "2016-09-12": ["Drill", "Network"],
        "2016-09-13": ["Drill"],
    }
    assert shown(client, month="2016-10") == {}


def test_what_runs_over_the_end_of_a_month_lies_in_both(client: Client, workshops: Activity, planner: Viewer) -> None:
    first, last = datetime.date(2016, 8, 31), datetime.date(2016, 9, 1)
    plan(workshops, planner, title="Course", starts_on=first, ends_on=last)
    assert (shown(client, month="2016-08"), shown(client)) == ({"2016-08-31": ["Course"]}, {"2016-09-01": ["Course"]})


def test_it_is_narrowed_to_a_unit_or_a_state(
    client: Client, workshops: Activity, planner: Viewer, state: Party
) -> None:
    involve(plan(workshops, planner, title="With Grenada"), state, part=Part.HOST, by=planner)
    plan(workshops, planner, title="Without")
    assert shown(client, party="grenada")["2016-09-12"] == ["With Grenada"]
    assert shown(client, unit=workshops.owner.party.slug)["2016-09-12"] == ["With Grenada", "Without"]


@pytest.mark.parametrize("asked", [{"month": "2016-13"}, {"month": "x"}, {"month": "0001-01"}, {"unit": "no-such"}])
def test_what_is_no_month_or_unit_is_not_found(client: Client, workshops: Activity, asked: dict[str, str]) -> None:
    assert client.get(reverse("calendar"), asked).status_code == 404


@pytest.mark.parametrize(
    ("language", "first"), [("en", "Monday"), ("es", "lunes"), ("pt", "segunda-feira"), ("fr", "lundi")]
)
def test_weeks_begin_on_monday(client: Client, workshops: Activity, language: str, first: str) -> None:
    page = client.get(reverse("calendar"), {"month": "2016-09", "language": language})
    assert (page.context["names"][0][1], {len(week) for week in page.context["weeks"]}) == (first, {7})


def test_hidden_ones_lie_on_no_day(as_person: AsPerson, workshops: Activity, planner: Viewer, state: Party) -> None:
    hidden = plan(workshops, planner, title="Inside", audience=Audience.SECRETARIAT)
    involve(hidden, state, part=Part.HOST, by=planner)
    seen = {who: shown(as_person(who)) != {} for who in ("anyone", "second_delegate", "delegate", "chief")}
    assert seen == {"anyone": False, "second_delegate": False, "delegate": True, "chief": True}


# Files ------------------------------------------------------------------------------------------------------------


def read(client: Client, address: str) -> list[Any]:
    """Return the events of a file as a program reads it."""
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


def test_an_event_says_what_programs_need(client: Client, workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner, title="Drill, port; dock", site="Port of Kingston", site_kind="port")
    event = read(client, reverse("calendar-file"))[0]
    assert (event["UID"], str(event["SUMMARY"])) == (f"{made.pk}@deliverables.secretariat", "Drill, port; dock")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (DAY, DAY + datetime.timedelta(days=2))
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert (event["STATUS"], event["SEQUENCE"], str(event["LOCATION"])) == ("TENTATIVE", 0, "Port of Kingston")
    assert str(event["URL"]) == f"https://testserver{made.get_absolute_url()}"
    assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt


def test_lines_are_folded_and_end_as_the_standard_says(client: Client, workshops: Activity, planner: Viewer) -> None:
    plan(workshops, planner, title="Capacitación " * 20)
    lines = client.get(reverse("calendar-file")).content.split(b"\r\n")
    assert (lines[0], lines[-2:], max(map(len, lines)) <= 75) == (b"BEGIN:VCALENDAR", [b"END:VCALENDAR", b""], True)


def test_what_changes_keeps_its_identifier_and_counts_up(client: Client, workshops: Activity, planner: Viewer) -> None:
    made = plan(workshops, planner)
    first = read(client, reverse("calendar-file"))[0]
    change_deliverable(made, place="Bogotá", by=planner, on=DAY, reason="The host said so")
    move_deliverable(made, "cancel", by=planner, on=DAY, reason="A storm")
    then = read(client, reverse("calendar-file"))[0]
    assert (then["UID"], then["SEQUENCE"], then["STATUS"]) == (first["UID"], first["SEQUENCE"] + 2, "CANCELLED")
    assert "A storm" in str(then["DESCRIPTION"])


def test_states_are_those_of_the_standard(client: Client, workshops: Activity, planner: Viewer) -> None:
    hold(plan(workshops, planner, title="Held", ends_on=None), planner)
    move_deliverable(plan(workshops, planner, title="Put off"), "postpone", by=planner, on=DAY, reason="x")
    plan(workshops, planner, title="Idea", is_idea=True)
    found = {str(each["SUMMARY"]): str(each["STATUS"]) for each in read(client, reverse("calendar-file"))}
    assert found == {"Held": "CONFIRMED", "Put off": "CANCELLED"}


def test_files_of_units_and_states(client: Client, workshops: Activity, planner: Viewer, state: Party) -> None:
    involve(plan(workshops, planner, title="With Grenada"), state, part=Part.HOST, by=planner)
    plan(workshops, planner, title="Inside", audience=Audience.SECRETARIAT)
    unit = workshops.owner.party.slug
    addresses = (
        reverse("calendar-file"),
        f"{reverse('calendar-file')}?party=grenada",
        reverse("calendar-unit-file", args=(unit,)),
    )
    assert [len(read(client, address)) for address in addresses] == [1, 1, 1]
    assert client.get(reverse("calendar-unit-file", args=("no-such-unit",))).status_code == 404
    assert len(read(client, f"{reverse('calendar-file')}?party=chile")) == 0


def test_public_files_are_public_whoever_asks(as_person: AsPerson, workshops: Activity, planner: Viewer) -> None:
    plan(workshops, planner, audience=Audience.SECRETARIAT)
    assert read(as_person("planning_officer"), reverse("calendar-file")) == []


# Addresses of one's own -------------------------------------------------------------------------------------------


def address(who: str, viewers: dict[str, Viewer], of: FeedOf = FeedOf.ALL) -> str:
    return reverse("calendar-feed", args=(make_feed(name="Telephone", of=of, by=viewers[who])[1],))


def test_an_address_shows_what_its_person_sees_that_day(
    client: Client, workshops: Activity, planner: Viewer, viewers: dict[str, Viewer], state: Party
) -> None:
    hidden = plan(workshops, planner, title="Inside", audience=Audience.SECRETARIAT)
    link = involve(hidden, state, part=Part.HOST, by=planner)
    plan(workshops, planner, title="Open")
    all_, mine = (address("delegate", viewers, of) for of in (FeedOf.ALL, FeedOf.MINE))
    found = [sorted(str(each["SUMMARY"]) for each in read(client, each)) for each in (all_, mine)]
    assert found == [["Inside", "Open"], ["Inside"]]
    withdraw_party(link, by=planner, reason="Not after all")
    found = [sorted(str(each["SUMMARY"]) for each in read(client, each)) for each in (all_, mine)]
    assert found == [["Open"], []]


def test_an_address_is_in_the_language_of_its_person(
    client: Client, workshops: Activity, planner: Viewer, viewers: dict[str, Viewer], cast: dict[str, Person]
) -> None:
    plan(workshops, planner)
    person = cast["delegate"]
    person.language = "fr"
    keep(person, by=planner, reason="for the test")
    answer = client.get(address("delegate", viewers))
    assert "CATEGORIES:atelier" in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_a_revoked_address_answers_nothing(client: Client, viewers: dict[str, Viewer], workshops: Activity) -> None:
    feed, secret = make_feed(name="Telephone", of=FeedOf.ALL, by=viewers["delegate"])
    place = reverse("calendar-feed", args=(secret,))
    assert client.get(place).status_code == 200
    with pytest.raises(NotPermitted):
        revoke_feed(feed, by=viewers["chief"], on=DAY, reason="x")
    revoke_feed(feed, by=viewers["delegate"], on=DAY, reason="Lost")
    assert client.get(place).status_code == client.get(reverse("calendar-feed", args=("x" * 43,))).status_code == 404
    with pytest.raises(Refused):
        revoke_feed(feed, by=viewers["delegate"], on=DAY, reason="Again")


def test_an_ended_account_has_no_calendar(
    client: Client, viewers: dict[str, Viewer], cast: dict[str, Person], planner: Viewer, workshops: Activity
) -> None:
    place = address("delegate", viewers)
    cast["delegate"].is_active = False
    keep(cast["delegate"], by=planner, reason="for the test")
    assert client.get(place).status_code == 404


def test_the_secret_is_not_kept(viewers: dict[str, Viewer], workshops: Activity) -> None:
    feed, secret = make_feed(name="Telephone", of=FeedOf.ALL, by=viewers["delegate"])
    kept = [str(value) for row in (feed, *Feed.history.all()) for value in vars(row).values()]
    assert [value for value in kept if secret in value] == []


def test_one_has_so_many_addresses(viewers: dict[str, Viewer], workshops: Activity) -> None:
    for number in range(MOST):
        make_feed(name=str(number), of=FeedOf.MINE, by=viewers["delegate"])
    with pytest.raises(Refused):
        make_feed(name="One more", of=FeedOf.MINE, by=viewers["delegate"])
    with pytest.raises(NotPermitted):
        make_feed(name="Nobody's", of=FeedOf.MINE, by=ANYONE)


def test_the_address_is_shown_once_and_works(as_person: AsPerson, client: Client, workshops: Activity) -> None:
    delegate = as_person("delegate")
    page = delegate.post(reverse("calendar-feed-make"), {"name": "Telephone", "of": "mine"})
    made = page.context["address"]
    assert (page.status_code, page["Cache-Control"], made in page.content.decode()) == (200, "private, no-store", True)
    assert client.get(made).status_code == 200
    assert made not in delegate.get(reverse("calendar-feeds")).content.decode()
    revoke = reverse("calendar-feed-revoke", args=(Feed.objects.get().pk,))
    assert as_person("second_delegate").post(revoke, {"reason": "x"}).status_code == 404
    assert delegate.post(revoke, {"reason": "Lost"}).status_code == 302
    assert client.get(made).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_open_in_every_language(as_person: AsPerson, workshops: Activity, planner: Viewer, language: str) -> None:
    hold(plan(workshops, planner, ends_on=None), planner)
    for route in ("calendar", "calendar-feeds", "calendar-feed-make"):
        page = as_person("delegate").get(reverse(route), {"language": language})
        assert (page.status_code, page["Content-Language"]) == (200, language)

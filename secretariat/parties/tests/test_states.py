from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from secretariat.parties.choices import Capacity
from secretariat.parties.models import Party
from secretariat.parties.queries import served_organization
from secretariat.parties.tests.factories import make_organization, make_state, take_part

SignIn = Callable[[str], Client]
URL = "/states/"


def shown(client: Client, **asked: str) -> list[str]:
    """Return the States of the list, in its order, from all its pages."""
    names: list[str] = []
    url, data = URL, {**asked, "language": asked.get("language", "en")}
    while url:
        page = client.get(url, data)
        names += [row[0]["text"] for row in page.context["rows"]]
        url, data = page.context["pager"]["next_url"], {}
    return names


def test_the_list_shows_the_members_of_today(client: Client, db: None) -> None:
    names = shown(client)
    assert (len(names), "Cuba" in names, "Nicaragua" in names, "France" in names) == (34, True, False, False)


def test_the_list_of_another_day_shows_the_members_of_that_day(client: Client, db: None) -> None:
    assert len(shown(client, on="2016-07-19")) == 35
    assert len(shown(client, on="1960-01-01")) == 21


def test_the_tabs_tell_how_many_stand_behind_them(client: Client, db: None) -> None:
    page = client.get(URL)
    assert [tab.note for tab in page.context["tabs"]] == ["34", "70", "1"]
    assert [len(shown(client, which=which)) for which in ("members", "observers", "former")] == [34, 70, 1]


def test_an_observer_that_is_no_state_is_named_beside_them(client: Client, db: None) -> None:
    page = client.get(URL, {"which": "observers", "language": "en"})
    assert [cell.text for cell in page.context["besides"]] == ["European Union"]


def test_the_list_is_in_the_order_of_the_reader_s_language(client: Client, db: None) -> None:
    french = shown(client, language="fr")
    around = french.index("Équateur")
    assert french[around - 1 : around + 2] == ["El Salvador", "Équateur", "États-Unis"]


def test_the_list_can_be_sorted_by_the_day_of_membership(client: Client, db: None) -> None:
    assert shown(client, sort="since")[:2] == ["Costa Rica", "Mexico"]
    assert set(shown(client, sort="-since")[:2]) == {"Belize", "Guyana"}


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"group": "caricom"}, 14),
        ({"group": "small-island-states-caribbean"}, 10),
        ({"group": "central-america", "on": "2016-07-19"}, 7),
        ({"group": "central-america"}, 6),
        ({"text": "Granada"}, 1),
        ({"text": "república"}, 3),
    ],
)
def test_filters_narrow_the_list(client: Client, db: None, asked: dict[str, str], number: int) -> None:
    assert len(shown(client, **asked)) == number


@pytest.mark.parametrize(
    "asked",
    [
        {"group": "no-such-group"},
        {"on": "yesterday"},
        {"which": "everything"},
        {"sort": "password"},
        {"on": "0000-00-00"},
    ],
)
def test_a_filter_that_makes_no_sense_breaks_nothing(client: Client, db: None, asked: dict[str, str]) -> None:
    assert client.get(URL, asked).status_code == 200


@pytest.mark.parametrize("place", ["x", "e30", "W10", "WyIiLCAiIiwgZmFsc2Vd"])
def test_a_place_that_the_list_never_gave_out_is_a_bad_request(client: Client, db: None, place: str) -> None:
    assert client.get(URL, {"place": place}).status_code == 400


def test_cuba_is_shown_as_dated_facts(client: Client, db: None) -> None:
    row = next(row for row in client.get(URL, {"language": "en"}).context["rows"] if row[0]["text"] == "Cuba")
    assert [cell["text"] for cell in row[2:4]] == ["July 16, 1952", "does not take part since January 31, 1962"]
    page = client.get("/states/cuba/", {"language": "en"})
    of_oas = [
        (each.capacity, each.since, each.until) for each in page.context["takings"] if "American States" in each.of.text
    ]
    assert of_oas[:2] == [("member", "July 16, 1952", ""), ("does not take part", "January 31, 1962", "")]


def test_days_are_told_no_more_exactly_than_they_are_known(client: Client, db: None) -> None:
    page = client.get("/states/argentina/", {"language": "en"})
    unasur = [
        (each.since, each.until)
        for each in page.context["takings"]
        if "UNASUR" in each.of.href or "Nations" in each.of.text
    ]
    assert unasur == [("March 11, 2011", "2019"), ("2023", "")]


def test_a_state_shows_its_names_in_four_languages_and_which_are_ours(client: Client, db: None) -> None:
    page = client.get("/states/bahamas/", {"language": "en"})
    official = {each.official.code: (each.official.words, each.official.is_ours) for each in page.context["names"]}
    assert official == {
        "en": ("Commonwealth of The Bahamas", False),
        "es": ("Commonwealth de las Bahamas", False),
        "pt": ("Commonwealth das Bahamas", True),
        "fr": ("Commonwealth des Bahamas", False),
    }
    assert page.content.decode().count("our translation") == 1


def test_a_state_shows_its_codes_and_former_names(client: Client, db: None) -> None:
    page = client.get("/states/turkiye/", {"language": "en"})
    facts = {str(fact.label): [value.text for value in fact.values] for fact in page.context["facts"]}
    former = [[cell["text"] for cell in row] for row in page.context["former_names"].rows]
    assert (facts["ISO 3166-1"], facts["UN M49"]) == (["TR", "TUR"], ["792"])
    assert [row[0:4] for row in former] == [["Turkey", "", "not recorded", "June 2022"]]


@pytest.mark.parametrize("url", ["/states/nowhere/", "/states/oas/", "/states/cicte/", "/organizations/chile/"])
def test_what_is_not_there_is_not_found(client: Client, db: None, url: str) -> None:
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("name", ["anyone", "delegate", "planning_officer"])
@pytest.mark.parametrize(
    "url", ["/states/", "/states/grenada/", "/organizations/", "/organizations/gafilat/", "/groups/"]
)
def test_everyone_may_read_the_pages_of_parties(as_person: SignIn, name: str, url: str) -> None:
    assert as_person(name).get(url).status_code == 200


def test_what_was_invented_is_not_counted(client: Client, db: None) -> None:
    state = make_state("Invented")
    take_part(state)
    counted = [tab.note for tab in client.get(URL).context["tabs"]]
    Party.objects.filter(pk=state.pk).update(is_demonstration=True)
    assert (counted[0], client.get(URL).context["tabs"][0].note) == ("35", "34")


@pytest.mark.parametrize("url", ["/states/", "/organizations/", "/groups/"])
def test_a_list_asks_the_database_as_often_for_thirty_rows_as_for_one(client: Client, db: None, url: str) -> None:
    group = make_organization("Group of the made")

    def make(name: str) -> None:
        state = make_state(name)
        take_part(state)
        take_part(state, group)
        take_part(state, make_organization(name))

    make("Made 1")
    with CaptureQueriesContext(connection) as one:
        assert len(client.get(url, {"text": "Made"}).context["rows"]) >= 1
    for number in range(2, 31):
        make(f"Made {number}")
    with CaptureQueriesContext(connection) as thirty:
        assert len(client.get(url, {"text": "Made"}).context["rows"]) >= 30
    assert len(one) == len(thirty)


@pytest.mark.parametrize("path", ["states", "organizations"])
def test_words_of_people_stay_words(client: Client, db: None, path: str) -> None:
    poison = "<script>alert(1)</script>{{7*7}}"
    party = make_state(poison) if path == "states" else make_organization(poison)
    take_part(party, served_organization(), Capacity.MEMBER, since=datetime.date(2001, 1, 1))
    page = client.get(party.get_absolute_url()).content.decode()
    assert ("<script>alert" in page, "&lt;script&gt;" in page, "{{7*7}}" in page) == (False, True, True)


def test_the_routes_have_their_names() -> None:
    assert [reverse(name) for name in ("states", "organizations", "groups")] == [
        "/states/",
        "/organizations/",
        "/groups/",
    ]

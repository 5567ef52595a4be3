from __future__ import annotations

import datetime
from collections.abc import Callable
from itertools import count

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from secretariat.bodies.choices import BodyKind, SessionKind
from secretariat.bodies.models import Body, Session
from secretariat.bodies.queries import tree_of_bodies
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import ANYONE
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party
from secretariat.parties.queries import operator

SignIn = Callable[[str], Client]
numbers = count(1)


def make_body(name: str, parent: Party | None = None) -> Party:
    words = Labels(dict.fromkeys(("en", "es", "pt", "fr"), name))
    party = keep(Party(kind=PartyKind.BODY, slug=f"made-body-{next(numbers)}", name=words), by=operator())
    keep(Body(party=party, kind=BodyKind.COMMITTEE, parent=parent), by=operator())
    return party


def make_session(body: Party, number: int, opened: datetime.date | None = None) -> Session:
    session = Session(body=body.body, number=number, kind=SessionKind.REGULAR, opened_on=opened)
    return keep(session, by=operator())


def names(client: Client, **asked: str) -> list[tuple[int, str]]:
    rows = client.get("/bodies/", {**asked, "language": "en"}).context["rows"]
    return [(row.level, row.cells[0]["text"]) for row in rows]


def test_the_tree_begins_with_the_organization_served_and_holds_every_body_once(db: None) -> None:
    places = tree_of_bodies(ANYONE)
    bodies = [place.party.slug for place in places if place.body]
    assert (places[0].party.slug, len(bodies), len(set(bodies))) == ("oas", 30, 30)


def test_a_body_stands_right_below_the_one_it_belongs_to(client: Client, db: None) -> None:
    found = names(client)
    council = found.index((2, "Permanent Council"))
    assert found[council + 1] == (3, "Committee on Hemispheric Security")


def test_a_body_that_belongs_to_none_is_not_lost(db: None) -> None:
    alone = make_body("Alone")
    assert [place.level for place in tree_of_bodies(ANYONE) if place.party == alone] == [1]


def test_a_filter_keeps_those_above_what_it_finds(client: Client, db: None) -> None:
    assert names(client, text="GEG") == [
        (1, "Organization of American States"),
        (2, "Inter-American Drug Abuse Control Commission"),
        (3, "Governmental Expert Group"),
    ]


@pytest.mark.parametrize("asked", [{"kind": "nonsense"}, {"text": "nobody is called this"}])
def test_a_filter_that_finds_nothing_breaks_nothing(client: Client, db: None, asked: dict[str, str]) -> None:
    assert client.get("/bodies/", asked).status_code == 200


def test_a_body_shows_its_sessions_with_days_and_places(client: Client, db: None) -> None:
    page = client.get("/bodies/cicte/", {"language": "en"})
    rows = [[cell["text"] for cell in row] for row in page.context["sessions"].rows]
    assert rows[0] == ["regular session 16", "February 25, 2016", "February 26, 2016", "Washington, D.C."]
    facts = {str(fact.label): [value.text for value in fact.values] for fact in page.context["facts"]}
    assert facts["Belongs to"] == ["Organization of American States"]
    assert facts["To it belong"] == ["National points of contact of CICTE"]


def test_a_body_that_never_met_says_so(client: Client, db: None) -> None:
    assert "No session is recorded yet." in client.get("/bodies/csh/", {"language": "en"}).content.decode()


def test_a_session_has_a_page_of_its_own(client: Client, db: None) -> None:
    page = client.get("/bodies/cicte/regular/16/", {"language": "en"})
    facts = {str(fact.label): [value.text for value in fact.values] for fact in page.context["facts"]}
    assert (page.context["record_title"], facts["Place"], facts["Closed"]) == (
        "CICTE, regular session 16",
        ["Washington, D.C."],
        ["February 26, 2016"],
    )


@pytest.mark.parametrize(
    "url", ["/bodies/nobody/", "/bodies/oas/", "/bodies/cicte/regular/999/", "/bodies/cicte/special/16/"]
)
def test_what_is_not_there_is_not_found(client: Client, db: None, url: str) -> None:
    assert client.get(url).status_code == 404


def test_sessions_stand_with_the_newest_first_and_unknown_days_last(client: Client, db: None) -> None:
    body = make_body("Made")
    for number, opened in ((1, None), (2, datetime.date(2001, 1, 1)), (3, datetime.date(2002, 1, 1))):
        make_session(body, number, opened)
    rows = client.get("/bodies/sessions/", {"body": body.slug, "language": "en"}).context["rows"]
    assert [(row[0]["text"], row[1]["text"]) for row in rows] == [
        ("Made, regular session 3", "January 1, 2002"),
        ("Made, regular session 2", "January 1, 2001"),
        ("Made, regular session 1", "not recorded"),
    ]


@pytest.mark.parametrize(("asked", "number"), [({"body": "cicte"}, 7), ({"kind": "special"}, 1), ({"year": "2016"}, 1)])
def test_sessions_are_found_by_body_kind_and_year(client: Client, db: None, asked: dict[str, str], number: int) -> None:
    assert len(client.get("/bodies/sessions/", asked).context["rows"]) == number


@pytest.mark.parametrize("year", ["-5", "99999999999999999999", "x", "2016.5"])
def test_a_year_that_makes_no_sense_breaks_nothing(client: Client, db: None, year: str) -> None:
    assert client.get("/bodies/sessions/", {"year": year}).status_code == 200


@pytest.mark.parametrize("name", ["anyone", "delegate", "planning_officer"])
@pytest.mark.parametrize("url", ["/bodies/", "/bodies/cicte/", "/bodies/sessions/", "/bodies/cicte/regular/16/"])
def test_everyone_may_read_about_bodies(as_person: SignIn, name: str, url: str) -> None:
    assert as_person(name).get(url).status_code == 200


@pytest.mark.parametrize(
    ("url", "asked"), [("/bodies/", {"text": "Made"}), ("/bodies/sessions/", {"year": "1901"}), ("body", {})]
)
def test_pages_ask_the_database_as_often_for_thirty_rows_as_for_one(
    client: Client, db: None, url: str, asked: dict[str, str]
) -> None:
    parent = make_body("Made parent")

    def make(number: int) -> None:
        body = make_body(f"Made {number}", parent)
        make_session(body, 1, datetime.date(1901, 1, 1))
        make_session(parent, number, datetime.date(1902, 1, 1))

    address = parent.get_absolute_url() if url == "body" else url
    make(1)
    with CaptureQueriesContext(connection) as one:
        assert client.get(address, asked).status_code == 200
    for number in range(2, 31):
        make(number)
    with CaptureQueriesContext(connection) as thirty:
        assert "Made 30" in client.get(address, asked).content.decode()
    assert len(one) == len(thirty)

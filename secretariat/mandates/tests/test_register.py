"""The register of mandates, its filters and its pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from secretariat.mandates.choices import Nature, Priority, Status
from secretariat.mandates.models import Mandate, Ownership
from secretariat.mandates.tests.factories import (
    a_document,
    a_mandate,
    a_paragraph,
    a_suggested_owner,
    an_exclusion,
    an_overruling,
    an_owner,
    some_evidence,
    words,
)
from secretariat.mandates.tests.pages import first_cells, statements
from secretariat.parties.models import Party
from secretariat.topics.models import Topic

SignIn = Callable[[str], Client]
EVERYONE = ("anyone", "delegate", "planning_officer")
P_4B = "/documents/ag-res-2619-xli-o-11/4.b/"


@pytest.mark.parametrize("who", EVERYONE)
def test_register_shows_every_mandate_in_the_order_of_entry(english: SignIn, who: str) -> None:
    page = english(who).get("/mandates/")
    assert (page.status_code, len(page.context["rows"])) == (200, Mandate.objects.count())
    assert first_cells(page)[:3] == ["CICTE/DEC.1/13 · 5", "CICTE/DEC.1/13 · 6", "CICTE/DEC.1/13 · 12"]


def test_row_says_what_is_asked_of_whom_who_owns_it_and_what_became_of_it(english: SignIn) -> None:
    page = english("anyone").get("/mandates/?source=ag-res-2619-xli-o-11&text=4.b")
    row = [cell["text"] for cell in page.context["rows"][0]]
    assert [row[0], *row[2:]] == [
        "AG/RES. 2619 (XLI-O/11) · 4.b",
        "instruction to the secretariat",
        "General Secretariat",
        "S/CICTE",
        "active",
        "9",
    ]
    status = page.context["rows"][0][5]
    assert (status["tone"], status["href"], status["title"]) == (
        "going",
        f"{P_4B}#panel-status",
        "Active: 0 of 24 planned deliveries held, in 9 plan lines.",
    )


def test_suggested_owner_is_shown_to_the_secretariat_alone_and_as_such(english: SignIn) -> None:
    a_suggested_owner(a_mandate(a_paragraph(number="77.q")), "dps")
    owners = {who: english(who).get("/mandates/?text=77.q").context["rows"][0][4] for who in ("anyone", "chief")}
    assert {who: (cell["text"], cell.get("tone", "")) for who, cell in owners.items()} == {
        "anyone": ("", ""),
        "chief": ("DPS, suggested", "wait"),
    }


def test_overruled_status_is_marked(english: SignIn) -> None:
    mandate = a_mandate(a_paragraph(number="77.q"))
    an_overruling(mandate, Status.FULFILLED)
    cell = english("anyone").get("/mandates/?text=77.q").context["rows"][0][5]
    assert (cell["text"], cell["title"]) == ("fulfilled*", "Overruled by a person: The organ said so")


@pytest.fixture
def marked(db: None) -> Mandate:
    """Keep a mandate that differs from all of the founding data in everything that a filter asks."""
    mandate = a_mandate(
        a_paragraph(a_document(slug="heron", symbol="TRIAL/HERON.77"), "77.q", summary=words("wading birds")),
        nature=Nature.INSTRUCTION_OTHER,
        addressee=Party.objects.get(slug="grenada"),
        priority=Priority.HIGH,
        program_area=Topic.objects.get(slug="justice-corrections"),
    )
    an_owner(mandate, "mem-unit")
    return mandate


@pytest.mark.parametrize(
    "query",
    [
        {"source": "heron"},
        {"source": "heron.77"},
        {"addressee": "grenada"},
        {"area": "justice-corrections"},
        {"owner": "mem-unit"},
        {"text": "wading 77.q"},
        {"nature": "instruction_other", "priority": "high"},
    ],
)
def test_register_is_narrowed_by_filters(english: SignIn, marked: Mandate, query: dict[str, str]) -> None:
    assert first_cells(english("anyone").get("/mandates/", query)) == [str(marked)]


def test_register_is_narrowed_by_topic_and_its_parts(english: SignIn, db: None) -> None:
    topic = Topic.objects.get(slug="maritime-security")
    on_topic = Mandate.objects.filter(topic_links__topic=topic).count()
    page = english("anyone").get("/mandates/?topic=maritime-security")
    assert (len(page.context["rows"]), on_topic > 0) == (on_topic, True)


def test_register_without_owner_holds_those_that_no_unit_is_confirmed_for(english: SignIn) -> None:
    owned = Ownership.objects.confirmed().values("mandate")
    without = Mandate.objects.exclude(pk__in=owned).order_by("id")
    assert first_cells(english("anyone").get("/mandates/?without_owner=on")) == [str(each) for each in without]


@pytest.mark.parametrize("query", [{"nature": "x"}, {"owner": "x"}, {"topic": "x"}, {"area": "x"}, {"text": "\0"}])
def test_filter_that_makes_no_sense_shows_nothing_and_says_why(english: SignIn, query: dict[str, str]) -> None:
    page = english("anyone").get("/mandates/", query)
    assert (page.status_code, page.context["rows"], bool(page.context["filter_form"].errors)) == (200, [], True)


def test_register_is_read_page_by_page_to_its_end(english: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secretariat.mandates.views.MandatesPage.page_size", 10)
    seen, url, client = [], "/mandates/", english("anyone")
    while url:
        page = client.get(url)
        seen += first_cells(page)
        url = page.context["pager"]["next_url"]
    assert seen == [str(each) for each in Mandate.objects.order_by("id")]


def test_register_asks_as_much_for_one_row_as_for_fifty(english: SignIn) -> None:
    for number in range(50):
        mandate = a_mandate(a_paragraph(summary=words("fifty herons" if number else "single heron")))
        an_owner(mandate)
        a_suggested_owner(mandate, "dps")
        an_exclusion(mandate.paragraph, "dtoc")
        some_evidence(mandate)
        an_overruling(mandate)
    client = english("planning_officer")
    assert statements(client, "/mandates/?text=single") == statements(client, "/mandates/?text=heron")

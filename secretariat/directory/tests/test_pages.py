from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from secretariat.core.choices import Audience
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.directory.choices import CollaboratorGroup
from secretariat.directory.models import Collaborator
from secretariat.directory.queries import differs_from_today, headings
from secretariat.documents.models import Document
from secretariat.parties.choices import OrganizationForm, PartyKind
from secretariat.parties.models import Organization, Party
from secretariat.parties.queries import operator

SignIn = Callable[[str], Client]
URL = "/partners/"


def make_entry(number: int, printed: str, document: Document | None = None) -> Collaborator:
    words = Labels(dict.fromkeys(("en", "es", "pt", "fr"), f"Made partner {number}"))
    party = keep(Party(kind=PartyKind.ORGANIZATION, slug=f"made-partner-{number}", name=words), by=operator())
    keep(Organization(party=party, form=OrganizationForm.OTHER), by=operator())
    entry = Collaborator(
        document=document or Document.objects.get(symbol="CICTE/doc.5/16"),
        group=CollaboratorGroup.NON_GOVERNMENTAL,
        number=number,
        position=500 + number,
        party=party,
        printed=printed,
    )
    return keep(entry, by=operator())


def hide_the_list() -> None:
    Document.objects.filter(symbol="CICTE/doc.5/16").update(audience=Audience.SECRETARIAT)


def panel_of(slug: str) -> str:
    return reverse("panel", args=("parties.party", Party.objects.get(slug=slug).pk, "partners"))


def test_the_register_holds_the_numbers_of_the_list(db: None) -> None:
    assert [(heading.group.value, heading.count, heading.names_class) for heading in headings(ANYONE)] == [
        ("observers", 1, True),
        ("inter_american", 1, True),
        ("principals", 5, False),
        ("organizations", 64, False),
        ("non_governmental", 17, False),
    ]


def test_each_figure_opens_into_its_entries(client: Client, db: None) -> None:
    figures = client.get(URL, {"language": "en"}).context["kpis"]
    opened = [(str(figure["value"]), len(client.get(figure["url"]).context["rows"])) for figure in figures]
    assert opened == [("all", 1), ("all", 1), ("5", 5), ("64", 64), ("17", 17)]


def test_an_entry_shows_the_name_of_today_and_what_is_printed_where_it_differs(client: Client, db: None) -> None:
    rows = client.get(URL, {"language": "en", "text": "GAFISUD"}).context["rows"]
    assert [[cell["text"] for cell in row[:3]] for row in rows] == [
        [
            "Financial Action Task Force of Latin America (GAFILAT)",
            "Financial Action Task Force of South America Against Money Laundering (GAFISUD)",
            "26",
        ]
    ]
    same = client.get(URL, {"language": "en", "text": "OPANAL"}).context["rows"]
    assert same[0][1]["text"] == ""


@pytest.mark.parametrize(
    ("printed", "differs"),
    [("World Customs Organization", False), ("world customs organization (WCO)", False), ("World Customs", True)],
)
def test_a_printed_name_differs_unless_it_is_today_s_with_or_without_acronym(
    db: None, printed: str, differs: bool
) -> None:
    entry = Collaborator(party=Party.objects.get(slug="wco"), printed=printed)
    assert differs_from_today(entry) is differs


def test_principals_are_posts_in_bodies(client: Client, db: None) -> None:
    rows = client.get(URL, {"language": "en", "group": "principals"}).context["rows"]
    assert (rows[0][0]["text"], rows[0][0]["href"]) == ("Chair, Permanent Council (CP)", "/bodies/permanent-council/")


@pytest.mark.parametrize("asked", [{"group": "nonsense"}, {"document": "nowhere"}, {"sort": "document__note"}])
def test_a_filter_that_makes_no_sense_breaks_nothing(client: Client, db: None, asked: dict[str, str]) -> None:
    assert client.get(URL, asked).status_code == 200


def test_the_page_of_a_party_tells_on_which_lists_it_stands(client: Client, db: None) -> None:
    listed = client.get(panel_of("wco"), {"language": "en"}).context["data"]["table"].rows
    assert [[cell["text"] for cell in row[:2]] for row in listed] == [
        ["CICTE/doc.5/16", "national, international, regional and sub-regional organizations"]
    ]
    assert "No document lists it" in client.get(panel_of("chile"), {"language": "en"}).content.decode()


def test_who_may_not_read_the_document_does_not_see_its_list(client: Client, viewers: dict[str, Viewer]) -> None:
    hide_the_list()
    page = client.get(URL, {"language": "en"})
    assert (len(page.context["rows"]), page.context["kpis"]) == (0, [])
    assert "CICTE/doc.5/16" not in page.content.decode()
    assert "CICTE/doc.5/16" not in client.get(panel_of("wco")).content.decode()
    seen = {name: Collaborator.objects.visible_to(viewer).exists() for name, viewer in viewers.items()}
    assert {name for name, found in seen.items() if not found} == {
        "anyone",
        "delegate",
        "second_delegate",
        "expert",
        "analyst",
        "partner",
    }


def test_what_was_invented_is_not_counted(db: None) -> None:
    entry = make_entry(1, "Made")
    assert headings(ANYONE)[-1].count == 18
    Collaborator.objects.filter(pk=entry.pk).update(is_demonstration=True)
    assert headings(ANYONE)[-1].count == 17


@pytest.mark.parametrize("name", ["anyone", "delegate", "planning_officer"])
def test_everyone_may_read_the_register(as_person: SignIn, name: str) -> None:
    assert as_person(name).get(URL).status_code == 200


def test_the_register_asks_the_database_as_often_for_thirty_rows_as_for_one(client: Client, db: None) -> None:
    make_entry(1, "Made once")
    with CaptureQueriesContext(connection) as one:
        assert len(client.get(URL, {"text": "Made"}).context["rows"]) == 1
    for number in range(2, 31):
        make_entry(number, f"Made {number}")
    with CaptureQueriesContext(connection) as thirty:
        assert len(client.get(URL, {"text": "Made"}).context["rows"]) == 30
    assert len(one) == len(thirty)

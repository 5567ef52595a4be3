from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from secretariat.parties.models import Party
from secretariat.parties.tests.factories import make_organization, make_state, take_part


def rows(client: Client, url: str, **asked: str) -> dict[str, list[str]]:
    """Return the cells of a list by the name in the first; the list fits on two pages."""
    found: dict[str, list[str]] = {}
    data = {**asked, "language": "en"}
    while url:
        page = client.get(url, data)
        found |= {row[0]["text"]: [cell["text"] for cell in row[1:]] for row in page.context["rows"]}
        url, data = page.context["pager"]["next_url"], {}
    return found


def test_the_list_of_organizations_leaves_groups_to_their_own(client: Client, db: None) -> None:
    found = rows(client, "/organizations/")
    organizations = Party.objects.organizations()
    assert len(found) == organizations.exclude(organization__form="group").count()
    assert "Member States of the OAS" not in found


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"text": "GAFISUD"}, {"Financial Action Task Force of Latin America"}),
        ({"group": "oas"}, {"European Union"}),
        ({"form": "un_entity", "text": "Tourism"}, set()),
        ({"form": "group"}, set()),
    ],
)
def test_organizations_are_found_by_name_form_and_group(
    client: Client, db: None, asked: dict[str, str], names: set[str]
) -> None:
    assert set(rows(client, "/organizations/", **asked)) == names


def test_groups_tell_how_many_states_belong_to_them_today(client: Client, db: None) -> None:
    found = rows(client, "/groups/")
    assert {
        name: found[name][-1] for name in ("Caribbean Community", "Andean Community", "Organization of American States")
    } == {
        "Caribbean Community": "14",
        "Andean Community": "4",
        "Organization of American States": "34",
    }
    assert found["Member States of the OAS"][-1] == ""


def test_an_organization_shows_the_names_it_bore_with_days_and_sources(client: Client, db: None) -> None:
    page = client.get("/organizations/caf/", {"language": "en"})
    assert [[cell["text"] for cell in row[:4]] for row in page.context["former_names"].rows] == [
        ["Andean Development Corporation", "", "not recorded", "not recorded"],
        ["Development Bank of Latin America", "CAF", "not recorded", "2023"],
    ]


def test_members_stand_with_those_of_today_first(client: Client, db: None) -> None:
    members = client.get("/organizations/can/", {"language": "en"}).context["members"].rows
    names = [(row[0]["text"], row[1]["text"], row[3]["text"]) for row in members]
    assert names[-2:] == [("Chile", "member", "1976"), ("Venezuela", "member", "2006")]
    assert len(names) == 11


def test_a_class_of_states_says_how_its_members_follow(client: Client, db: None) -> None:
    page = client.get("/organizations/member-states/", {"language": "en"})
    assert (page.context["members"], page.context["why"][:8]) == (None, "A class:")


def test_the_organization_served_leads_to_the_states(client: Client, db: None) -> None:
    page = client.get("/organizations/oas/", {"language": "en"})
    facts = {str(fact.label): [value.href for value in fact.values] for fact in page.context["facts"]}
    assert facts["Served by this secretariat"] == ["/states/"]


def test_observers_are_not_listed_among_members(client: Client, db: None) -> None:
    members = client.get("/organizations/oas/").context["members"].rows
    assert len(members) == 37  # 35 who are or were members, and twice that a State did not take part


def test_a_page_of_members_asks_the_database_as_often_for_thirty_as_for_one(client: Client, db: None) -> None:
    group = make_organization("Group of the made")
    asked = []
    for size, total in ((1, 1), (29, 30)):
        for _each in range(size):
            take_part(make_state("Made"), group)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(group.get_absolute_url())
        assert len(page.context["members"].rows) == total
        asked.append(len(queries))
    assert asked[0] == asked[1]

"""No page shows people, their addresses or their roles to those who may not see them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from secretariat.accounts.models import Person
from secretariat.accounts.services import correct_person, enter_person
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party
from secretariat.parties.queries import operator
from secretariat.parties.services import give_role
from secretariat.web.permissions import routes

SignIn = Callable[[str], Client]
OUTSIDE = ("anyone", "second_delegate", "expert", "analyst", "partner")
HELD = {
    "cuba": RoleKind.DELEGATE,
    "grenada": RoleKind.DELEGATE,
    "brazil": RoleKind.DELEGATE,
    "jamaica": RoleKind.DELEGATE,
    "chile": RoleKind.EXPERT,
    "wco": RoleKind.PARTNER,
    "s-cicte": RoleKind.CHIEF,
    "administration-section": RoleKind.ADMINISTRATOR,
}


@pytest.fixture
def canaries(db: None) -> list[Person]:
    """One person for each of several parties, with words that stand nowhere else; each was renamed, for the history."""
    by, people = operator(), []
    for slug, kind in HELD.items():
        party = Party.objects.get(slug=slug)
        person = enter_person(email=f"old-kingfisher-{slug}@example.org", full_name=f"Old Kingfisher {slug}", by=by)
        give_role(person, kind=kind, party=party, by=by, on=party.history.earliest().history_date.date())
        correct_person(
            person, full_name=f"Kingfisher {slug}", email=f"kingfisher-{slug}@example.org", by=by, reason="Renamed"
        )
        people.append(person)
    return people


def text_of(page: Any) -> str:
    """Return what a page says, in small letters; downloads are looked at as they are."""
    text: str = page.content.decode("utf-8", "replace")
    return text.lower()


def addresses(people: list[Person]) -> Iterator[str]:
    """Yield every address that needs no more than is known: pages without arguments, parties, their panels, people."""
    for route in routes():
        if (
            "<" not in route.pattern
            and "(" not in route.pattern
            and route.name not in ("account_logout", "demonstration")
        ):
            yield f"/{route.pattern}"
    for party in Party.objects.filter(slug__in=HELD):
        if url := party.get_absolute_url():
            yield url
        yield from (panel_url(party, panel) for panel in panels_for(Party))
    for person in people[:2]:
        yield person.get_absolute_url()
        yield from (panel_url(person, panel) for panel in panels_for(Person))
        yield from (reverse(name, args=(person.pk,)) for name in ("role-give", "account-end", "person-correct"))
    yield from (
        "/people/?text=kingfisher",
        "/people/?sort=name",
        "/states/?text=kingfisher",
        "/organizations/?text=kingfisher",
    )


@pytest.mark.routes
@pytest.mark.parametrize("name", OUTSIDE)
def test_no_page_shows_a_person_to_those_outside(as_person: SignIn, canaries: list[Person], name: str) -> None:
    client = as_person(name)
    seen = {
        url: code
        for url in addresses(canaries)
        for code, text in [(page.status_code, text_of(page)) for page in [client.get(url)]]
        if "kingfisher"
        in text.replace("?text=kingfisher", "").replace('value="kingfisher"', "").replace("%3ftext%3dkingfisher", "")
    }
    assert seen == {}


def test_a_delegate_sees_the_names_of_their_own_mission_and_no_address(
    as_person: SignIn, canaries: list[Person]
) -> None:
    client = as_person("delegate")
    texts = {url: text_of(client.get(url)) for url in addresses(canaries) if "text=kingfisher" not in url}
    own = {"/states/grenada/", "/changes/"}
    assert {url for url, text in texts.items() if "kingfisher" in text} == own
    named = {word for url in own for word in re.findall(r"kingfisher \w+", texts[url])}
    assert (named, "@example.org" in texts["/changes/"]) == ({"kingfisher grenada"}, False)
    assert ("kingfisher grenada" in texts["/states/grenada/"], "@example.org" in texts["/states/grenada/"]) == (
        True,
        False,
    )


def test_the_secretariat_sees_the_canaries_so_the_test_can_fail(as_person: SignIn, canaries: list[Person]) -> None:
    client = as_person("chief")
    texts = {url: client.get(url).content.decode() for url in ("/people/", "/states/cuba/")}
    assert ["Kingfisher cuba" in text for text in texts.values()] == [True, True]
    assert "kingfisher-cuba@example.org" not in "".join(texts.values())

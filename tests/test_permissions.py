"""The matrix of permissions, every cell of it: route by method by person.

What each cell answers stands in ``permissions.csv`` for people to read and for changes to be seen in review. What a
route of ours does not offer it refuses before it looks at anybody, and HEAD it answers as GET: that is shown once for
each route, not for each person. After a change that is meant, write it again:
``UPDATE_PERMISSIONS=1 make test ARGS="tests/test_permissions.py"``.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import reverse

from secretariat.accounts.models import Person
from secretariat.core.rules import anyone
from secretariat.core.viewer import Viewer
from secretariat.web.permissions import METHODS, PEOPLE, Route, cells, routes
from tests.answers import content_of
from tests.samples import Samples

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent / "permissions.csv"
NOT_OFFERED = 405
REFUSED = {302, 401, 403, 404}
AsPerson = Callable[[str], Client]


@pytest.fixture
def samples(viewers: dict[str, Viewer], cast: dict[str, Person]) -> Samples:
    return Samples(viewers["planning_officer"], cast)


def addresses(samples: Samples) -> Iterator[tuple[Route, str]]:
    """Yield every route once, with an address of it."""
    seen: set[str] = set()
    for route in routes():
        if route.name in seen:
            continue
        seen.add(route.name)
        yield route, reverse(route.name, kwargs=samples.of(route.name))


def ask(client: Client, method: str, address: str) -> int:
    """Return the status that a request gets; what it changed is undone, the count of tries and signing out included."""
    cache.clear()
    before = client.cookies.copy()
    with transaction.atomic():
        answer = client.generic(method, address, secure=False)
        content_of(answer)
        status: int = answer.status_code
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.update(before)
    return status


def asked(route: Route) -> list[str]:
    """Return the methods that every person is asked for: of ours what is offered, HEAD apart, of others' all."""
    return [each for each in route.methods if each != "HEAD" or not route.is_ours]


def answers(client: Client, samples: Samples) -> dict[tuple[str, str], int]:
    """Return what every route answers to one person, by method."""
    return {
        (route.name, method): ask(client, method, address)
        for route, address in addresses(samples)
        for method in asked(route)
    }


def recorded() -> dict[tuple[str, str], dict[str, str]]:
    """Return the table as it was reviewed, by route and method."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["route"], row["method"]): row for row in csv.DictReader(file)}


def test_every_route_declares_a_rule() -> None:
    """A page of ours without a rule does not start; a route of somebody else's must stand in web.permissions."""
    assert [str(cell) for cell in cells() if not cell.is_declared] == []


@pytest.mark.routes
@pytest.mark.parametrize("person", PEOPLE)
def test_every_cell_answers_as_reviewed(person: str, samples: Samples, as_person: AsPerson) -> None:
    found = answers(as_person(person), samples)
    if os.environ.get("UPDATE_PERMISSIONS"):
        _write(person, found)
    expected = {key: int(row[person]) for key, row in recorded().items()}
    assert {key: (status, expected.get(key)) for key, status in found.items() if expected.get(key) != status} == {}
    assert set(expected) - set(found) == set()


@pytest.mark.routes
def test_what_is_not_offered_is_refused_before_anybody_is_looked_at(samples: Samples, as_person: AsPerson) -> None:
    """Whoever is not signed in is told so, where they would be sent to sign in if the page had looked."""
    client = as_person("anyone")
    wrong: dict[tuple[str, str], int] = {}
    for route, address in addresses(samples):
        statuses = {each: ask(client, each, address) for each in METHODS if each not in route.methods}
        wrong |= {(route.name, method): status for method, status in statuses.items() if status != NOT_OFFERED}
    assert wrong == {}


@pytest.mark.routes
def test_head_is_answered_as_get_is(samples: Samples, as_person: AsPerson) -> None:
    client, expected = as_person("planning_officer"), recorded()
    ours = [(route, address) for route, address in addresses(samples) if route.is_ours and "HEAD" in route.methods]
    assert [route.name for route, _address in ours if hasattr(route.page, "head")] == []
    found = {route.name: ask(client, "HEAD", address) for route, address in ours}
    reading = {name: int(expected[name, "GET"]["planning_officer"]) for name in found if (name, "GET") in expected}
    assert {name: (found[name], status) for name, status in reading.items() if found[name] != status} == {}
    assert len(reading) > 200


def test_no_route_answers_with_an_error() -> None:
    failing = [key for key, row in recorded().items() for person in PEOPLE if int(row[person]) >= 500]
    assert failing == []


def test_who_is_not_signed_in_enters_only_what_is_open_to_anyone() -> None:
    rules = {route.name: route.rule for route in routes()}
    entered = {name for (name, _method), row in recorded().items() if int(row["anyone"]) not in {*REFUSED, NOT_OFFERED}}
    assert {name for name in entered if rules[name] is not anyone} == set()


def test_a_method_that_no_page_offers_changes_nothing() -> None:
    unsafe = {key: row for key, row in recorded().items() if key[1] in {"PUT", "PATCH", "DELETE"}}
    answered = {
        key for key, row in unsafe.items() for person in PEOPLE if int(row[person]) not in {*REFUSED, NOT_OFFERED, 400}
    }
    offered = {key for key in answered if key[0].startswith("api-") and key[1] == "PATCH"}
    assert {key for key in answered - offered if not key[0].startswith(("account_", "mfa_", "usersessions_"))} == set()


# The duty that is kept, and the receipt, are Grenada's.
OF_GRENADA = {
    "api-duties-fulfil",
    "api-duty-evidence-withdraw",
    "duty-evidence-withdraw",
    "duty-fulfil",
    "duty-evidence",
}
OF_GRENADA |= {"distribution-proof", "receipt", "receipt-resend", "receipt-bounce", "enclosure"}


def test_delegates_of_two_states_are_answered_alike_where_neither_is_concerned() -> None:
    different = {key for key, row in recorded().items() if row["delegate"] != row["second_delegate"]}
    assert {name for name, _method in different} == OF_GRENADA


def _write(person: str, found: dict[tuple[str, str], int]) -> None:
    rows = recorded() if TABLE.exists() else {}
    for (name, method), status in found.items():
        row = rows.setdefault((name, method), {"route": name, "method": method})
        row[person] = str(status)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["route", "method", *PEOPLE], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(row for key, row in rows.items() if key in found)

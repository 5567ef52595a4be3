"""State by State and unit by unit: what one may do with a record of another's, on every route that names one.

The routes are those of the URL configuration whose address differs from one State or unit to the next. What each cell
answers stands in ``tenants.csv``, for people to review. After a change that is meant, write it again:
``UPDATE_PERMISSIONS=1 make test ARGS="tests/test_tenants.py"``.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from secretariat.accounts.models import Person
from secretariat.core.resources import resources
from secretariat.web.permissions import Route, routes
from tests.answers import content_of
from tests.samples import Samples
from tests.security.canaries import Public, a_planner
from tests.tenants import Tenant, two_of_each

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent / "tenants.csv"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
# Who asks for whose record.
CELLS = {
    "State, its own": ("grenada", "grenada"),
    "State, of another State": ("grenada", "chile"),
    "State, of a unit": ("grenada", "s-cicte"),
    "unit, its own": ("s-cicte", "s-cicte"),
    "unit, of another unit": ("s-cicte", "dps"),
    "unit, of a State": ("s-cicte", "grenada"),
}
OF_ANOTHER = [cell for cell in CELLS if not cell.endswith("own")]
# Open to everyone, or to the bearer of a signed address.
OPEN = {"api-parties-one", "api-parties-history", "api-states-one", "api-states-history", "state"}
OPEN |= {"api-units-one", "api-units-history", "unit", "notices-switch-off", "distribution-open"}
OPEN |= {"certificate-check", "evaluation-answer", "follow-up"}
OPEN |= {"api-designations-one", "api-designations-history", "designation"}  # that somebody is named, not who
# Open to the whole secretariat, whichever unit one works in; to delegates only if it is about themselves.
STAFF = {
    "api-designees-one",
    "api-designees-history",
    "person",
    "api-people-one",
    "api-people-history",
    "api-roles-one",
    "api-roles-history",
}
# What belongs to all: no State and no unit has one of its own.
OF_STATES = {"designations", "designees"}  # units name nobody
SHARED = {"bodies", "former-names", "organizations", "participations", "sessions", "topics"}
SHARED |= {"questionnaires", "questionnaire-versions", "questions", "question-options", "preferred-languages"}
SHARED |= {"reports", "narratives", "report-editions", "number-series", "symbol-numbers"}  # of the whole secretariat
Row = dict[str, str]


@pytest.fixture
def tenants(cast: dict[str, Person]) -> dict[str, Tenant]:
    planner = a_planner()
    return two_of_each(Public(Samples(planner, cast), planner), cast)


def address(route: Route, tenant: Tenant) -> str:
    """Return the address of a tenant's record; "" where none of theirs lies on the route."""
    named = tenant.of(route.name) if "<" in route.pattern else {}
    return reverse(route.name, kwargs=named) if named else ""


def tenanted(tenants: dict[str, Tenant]) -> Iterator[tuple[Route, dict[str, str]]]:
    """Yield every route on which different tenants have different records, with the address of each one's."""
    for route in routes():
        found = {name: address(route, tenant) for name, tenant in tenants.items()}
        if len({each for each in found.values() if each}) > 1:
            yield route, found


def ask(client: Client, method: str, url: str) -> int:
    """Return the status that a request gets; what it changed is undone."""
    with transaction.atomic():
        answer = client.generic(method, url)
        content_of(answer)
        status: int = answer.status_code
        transaction.set_rollback(True)
    return status


def answers(tenants: dict[str, Tenant]) -> dict[tuple[str, str], Row]:
    clients = {asker: Client() for asker, _owner in CELLS.values()}
    for asker, client in clients.items():
        client.force_login(tenants[asker].person, backend=BACKEND)
    found: dict[tuple[str, str], Row] = {}
    for route, urls in tenanted(tenants):
        for method in route.methods if route.is_ours else ("GET", "POST"):
            if method == "HEAD":  # answered as GET is
                continue
            cells = {
                cell: str(ask(clients[asker], method, urls[owner])) if urls[owner] else ""
                for cell, (asker, owner) in CELLS.items()
            }
            found[route.name, method] = {"route": route.name, "method": method, **cells}
    return found


def recorded() -> dict[tuple[str, str], Row]:
    """Return the table as it was reviewed, by route and method."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {(row["route"], row["method"]): row for row in csv.DictReader(file)}


def test_every_cell_between_tenants_answers_as_reviewed(tenants: dict[str, Tenant]) -> None:
    found = answers(tenants)
    if os.environ.get("UPDATE_PERMISSIONS"):
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, ["route", "method", *CELLS], lineterminator="\n")
            writer.writeheader()
            writer.writerows(found[key] for key in sorted(found))
    expected = recorded()
    assert {key: (row, expected.get(key)) for key, row in found.items() if row != expected.get(key)} == {}
    assert set(expected) - set(found) == set()


def test_nobody_enters_what_is_anothers() -> None:
    """Whatever the table says, but for what is open to all, somebody else's record is as if it did not exist."""
    refused = {"", "403", "404"}
    entered = {(key, cell) for key, row in recorded().items() for cell in OF_ANOTHER if row[cell] not in refused}
    again = {(key, cell) for key, cell in entered if key[0].startswith("mfa_")}  # first asked to sign in once more
    staff = {(key, cell) for key, cell in entered if key[0] in STAFF and cell.startswith("unit")}
    assert {key[0] for key, _cell in entered - again - staff} == OPEN
    assert {key[0] for key, _cell in staff} == STAFF
    assert {row[cell] for key, row in recorded().items() for cell in CELLS if key[0].startswith("mfa_")} == {"302"}


def test_every_resource_has_a_record_of_each(tenants: dict[str, Tenant]) -> None:
    """Without this a resource could be missing from the table because nobody made a record of it."""
    names = {resource.name for resource in resources()} - SHARED - {"states", "units"}
    missing = {
        name: names - {*tenant.records} - (OF_STATES if tenant.unit else set()) for name, tenant in tenants.items()
    }
    assert {name: left for name, left in missing.items() if left} == {}

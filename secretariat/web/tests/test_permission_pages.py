from __future__ import annotations

import csv
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from secretariat.parties.choices import SECRETARIAT_ROLES, RoleKind
from secretariat.web.matrix import Opens, columns, lines
from secretariat.web.permissions import routes

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]


def answers(name: str) -> dict[str, Opens]:
    (line,) = [each for each in lines() if each.name == name]
    return dict(zip((role for role, _label in columns()), line.opens, strict=True))


def test_every_route_stands_in_the_matrix_once() -> None:
    assert sorted(line.name for line in lines()) == sorted({route.name for route in routes()})
    assert {len(line.opens) for line in lines()} == {1 + len(RoleKind)}


def test_the_matrix_says_what_the_rules_say() -> None:
    yes = {name: [role for role, opens in answers(name).items() if opens is Opens.YES] for name in ("people", "today")}
    assert "anyone" not in yes["today"]
    assert len(yes["today"]) == len(RoleKind)
    assert set(yes["people"]) == SECRETARIAT_ROLES
    assert {role for role, opens in answers("permissions").items() if opens is Opens.YES} == {"administrator"}


def test_the_page_is_for_administrators(as_person: AsPerson) -> None:
    for name in ("permissions", "permissions-csv"):
        asked = [as_person(who).get(reverse(name)).status_code for who in ("administrator", "chief", "anyone")]
        assert asked == [200, 403, 302]


def test_the_page_and_its_file_are_narrowed_alike(as_person: AsPerson) -> None:
    client, asked = as_person("administrator"), {"text": "/people/", "role": "delegate", "language": "en"}
    page = client.get(reverse("permissions"), asked).content.decode()
    rows = list(csv.DictReader(client.get(reverse("permissions-csv"), asked).content.decode("utf-8-sig").splitlines()))
    assert page.count("data-row") == len(rows) > 0
    assert all("people" in row["Address"] for row in rows)
    wrong = client.get(reverse("permissions"), {"role": "king"}).content.decode()
    assert wrong.count("data-row") == 0

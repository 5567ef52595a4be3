"""Callers and limits: who a token stands for, and how often one may ask."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from secretariat.accounts.models import Person, Token
from secretariat.api import limits
from secretariat.api.limits import Leases, take_lease
from secretariat.api.models import Allowance
from secretariat.api.problems import Problem
from secretariat.api.tests.callers import SignIn, program_of, send
from secretariat.core.viewer import Viewer
from secretariat.parties.models import Role
from secretariat.parties.services import close_account, withdraw_role

pytestmark = pytest.mark.django_db
NEW = {"slug": "lanterns", "label": {"en": "Lanterns"}, "kind": "threat"}
BAD = ("Bearer", "Bearer ", "Bearer x", "Basic eDp4", "bearer: x", "Token x", "Bearer " + "x" * 5000, "")


@pytest.mark.parametrize("shown", BAD)
def test_a_token_that_opens_nothing_is_refused_even_beside_a_session(as_person: SignIn, shown: str) -> None:
    answer = send(as_person("planning_officer"), "GET", "topics", Authorization=shown)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer error="invalid_token"')


def test_a_token_counts_in_the_header_alone(viewers: dict[str, Viewer]) -> None:
    secret = program_of(viewers["planning_officer"]).secret
    client = Client()
    client.cookies["sessionid"] = client.cookies["token"] = secret
    assert send(client, "POST", "topics", NEW).status_code == 401
    assert send(client, "POST", f"topics?token={secret}&access_token={secret}", NEW).status_code == 401
    assert send(client, "POST", "topics", {**NEW, "token": secret}).status_code == 401


def test_a_token_is_no_session(viewers: dict[str, Viewer]) -> None:
    program = program_of(viewers["planning_officer"])
    answer = program.client.get("/today/", headers={"Authorization": f"Bearer {program.secret}"})
    assert answer.status_code == 302
    assert "sessionid" not in program.ask("GET", "topics").cookies


def test_a_token_gives_what_its_person_may_now(viewers: dict[str, Viewer], cast: dict[str, Person]) -> None:
    program, today = program_of(viewers["planning_officer"]), timezone.localdate()
    assert program.ask("POST", "topics", NEW).status_code == 201
    for role in Role.objects.filter(person=cast["planning_officer"]):
        withdraw_role(role, by=viewers["administrator"], on=today, reason="Moved on")
    assert program.ask("POST", "topics", {**NEW, "slug": "other"}).status_code == 403
    close_account(cast["planning_officer"], by=viewers["administrator"], on=today, reason="Left")
    assert program.ask("GET", "topics").status_code == 401


def test_an_answer_for_a_program_is_kept_by_no_cache(viewers: dict[str, Viewer]) -> None:
    assert program_of(viewers["chief"]).ask("GET", "topics").headers["Cache-Control"] == "private, no-store"


@pytest.fixture
def few(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.API_LIMITS = {"token": 5, "person": 8, "network": 4, "failed": 3}
    monkeypatch.setattr(limits, "leases", Leases())
    monkeypatch.setattr("time.time", lambda: 1_800_000_030.0)


def statuses(ask: Any, times: int) -> list[int]:
    return [ask().status_code for _time in range(times)]


@pytest.mark.usefixtures("few")
def test_a_token_may_ask_so_often_and_its_person_too(viewers: dict[str, Viewer], as_person: SignIn) -> None:
    one, other = program_of(viewers["chief"]), program_of(viewers["chief"])
    assert statuses(lambda: one.ask("GET", "topics?limit=1"), 6) == [200] * 5 + [429]
    assert statuses(lambda: other.ask("GET", "topics?limit=1"), 5) == [200] * 3 + [429] * 2
    refused = send(as_person("chief"), "GET", "topics")
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "30")
    assert refused.headers["Content-Type"] == "application/problem+json"


@pytest.mark.usefixtures("few")
def test_a_network_that_nobody_signed_in_from_may_ask_so_often(as_person: SignIn, viewers: dict[str, Viewer]) -> None:
    client, elsewhere = as_person("anyone"), Client(REMOTE_ADDR="192.0.2.1")
    assert statuses(lambda: send(client, "GET", "topics"), 5) == [200] * 4 + [429]
    assert send(elsewhere, "GET", "topics").status_code == 200
    assert program_of(viewers["chief"]).ask("GET", "topics").status_code == 200


@pytest.mark.usefixtures("few")
def test_who_tries_tokens_is_stopped(as_person: SignIn) -> None:
    client = as_person("anyone")
    tried = iter(range(9))
    assert statuses(lambda: send(client, "GET", "", Authorization=f"Bearer {next(tried)}"), 5) == [401] * 3 + [429] * 2


def test_processes_share_a_limit_and_a_restart_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.time", lambda: 1_800_000_030.0)
    processes = [Leases(), Leases()]
    asked = [Leases() if number == 50 else processes[number % 2] for number in range(200)]
    served = sum(is_served(process) for process in asked)
    assert 100 - 5 * 3 <= served <= 100
    assert Allowance.objects.get(pk="token:x").taken == 100


def is_served(process: Leases) -> bool:
    with suppress(Problem):
        process.take("token:x", 100, 5)
        return True
    return False


def test_another_minute_begins_at_nothing_and_a_clock_set_back_opens_nothing() -> None:
    assert [take_lease("x", 7, 10, 6), take_lease("x", 7, 10, 6), take_lease("x", 7, 10, 6)] == [6, 4, 0]
    assert take_lease("x", 8, 10, 6) == 6
    assert [take_lease("x", 7, 10, 6), take_lease("x", 7, 10, 6)] == [4, 0]


def test_tokens_are_of_people_who_are_there(viewers: dict[str, Viewer]) -> None:
    program_of(viewers["chief"])
    assert Token.objects.visible_to(viewers["expert"]).count() == 0

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client, override_settings
from prometheus_client import REGISTRY
from prometheus_client.parser import text_string_to_metric_families

from secretariat.operations import health

PLACES = ("/health/live", "/health/ready", "/metrics")
ELSEWHERE = "203.0.113.9"
TOKEN = "a-long-random-token-of-an-operator"


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "127.4.5.6"])
def test_machine_itself_may_watch(client: Client, place: str, address: str) -> None:
    answer = client.get(place, REMOTE_ADDR=address)
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Forwarded-For": "127.0.0.1"},
        {"X-Forwarded-For": "127.0.0.1, 127.0.0.1"},
        {"X-Real-IP": "127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"Authorization": f"Bearer {TOKEN}x"},
        {"Authorization": TOKEN},
        {"Authorization": "Bearer "},
    ],
)
def test_others_find_what_they_find_where_nothing_is(client: Client, place: str, headers: dict[str, str]) -> None:
    with override_settings(METRICS_TOKEN=TOKEN):
        hidden = client.get(place, REMOTE_ADDR=ELSEWHERE, headers=headers)
        missing = client.get("/nothing-here", REMOTE_ADDR=ELSEWHERE, headers=headers)
    assert hidden.status_code == missing.status_code == 404
    assert without_place(hidden.content) == without_place(missing.content)


def without_place(page: bytes) -> str:
    """Return a page without its own address and its random marks."""
    text = re.sub(
        r"/(health/live|health/ready|metrics|nothing-here)|%2F(health%2F\w+|metrics|nothing-here)", "", page.decode()
    )
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "Via"])
def test_what_a_proxy_passes_on_is_not_the_machine_itself(client: Client, place: str, name: str) -> None:
    assert client.get(place, REMOTE_ADDR="127.0.0.1", headers={name: "127.0.0.1"}).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("place", PLACES)
def test_token_opens_from_elsewhere_and_an_unset_one_nothing(client: Client, place: str) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with override_settings(METRICS_TOKEN=TOKEN):
        assert client.get(place, REMOTE_ADDR=ELSEWHERE, headers=headers).status_code == 200
    with override_settings(METRICS_TOKEN=""):
        assert client.get(place, REMOTE_ADDR=ELSEWHERE, headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
@override_settings(ALLOWED_HOSTS=["secretariat.example"], SECURE_SSL_REDIRECT=True)
def test_health_is_asked_without_name_and_without_tls(client: Client) -> None:
    assert client.get("/health/ready", headers={"Host": "10.0.0.7"}).status_code == 200
    assert client.post("/health/ready", secure=True, headers={"Host": "secretariat.example"}).status_code in (403, 404)


@pytest.mark.django_db
def test_ready_says_what_is_well_and_nothing_else(client: Client) -> None:
    expected = {"status": "ready", "disk": "ok", "migrations": "ok", "oldest_task_seconds": 0, "database": "ok"}
    assert client.get("/health/ready").json() == expected


@pytest.mark.django_db
def test_not_ready_while_migrations_wait(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("plans", "0001_initial")
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["migrations"]) == (503, "waiting")


@contextmanager
def no_database() -> Iterator[None]:
    def refuse(*_: object) -> None:
        raise OperationalError("password of secretariat at 10.0.0.7 refused")

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.django_db
def test_not_ready_without_database_but_live(client: Client) -> None:
    with no_database():
        ready, live = client.get("/health/ready"), client.get("/health/live")
    assert (ready.status_code, ready.json()["database"]) == (503, "no answer")
    assert "10.0.0.7" not in ready.content.decode()
    assert (live.status_code, live.json()) == (200, {"status": "live"})


@pytest.mark.django_db
def test_not_ready_on_a_full_disk(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "ENOUGH_DISK", 1 << 62)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["disk"]) == (503, "nearly full")


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


def test_requests_are_counted_by_name_never_by_address(as_person: Callable[[str], Client]) -> None:
    client = as_person("planning_officer")
    labels = {"route": "mandates", "method": "GET", "status": "2xx"}
    before, missing = counted("secretariat_requests_total", **labels), counted_nowhere()
    asked = counted("secretariat_statements_total", route="mandates")
    client.get("/mandates/?q=canary")
    client.get("/canary/canary/")
    assert counted("secretariat_requests_total", **labels) == before + 1
    assert counted_nowhere() == missing + 1
    assert counted("secretariat_statements_total", route="mandates") > asked
    text = client.get("/metrics").content.decode()
    families = {family.name for family in text_string_to_metric_families(text)}
    assert {
        "secretariat_requests",
        "secretariat_request_seconds",
        "secretariat_statements",
        "secretariat_tasks",
    } <= set(families)
    assert "canary" not in text


def counted_nowhere() -> float:
    return counted("secretariat_requests_total", route="nowhere", method="GET", status="4xx")

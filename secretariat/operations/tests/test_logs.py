from __future__ import annotations

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path

from secretariat.accounts.models import Person
from secretariat.operations.logs import JsonLines, LineFormatter, described
from secretariat.operations.work import identifier

CANARY = "canary-7f3a9c"
MAIL = f"{CANARY}@example.org"


def failing(request: HttpRequest, word: str) -> HttpResponse:
    secret = f"local {CANARY}"
    logging.getLogger("elsewhere.package").warning("somebody wrote %s", MAIL)
    logging.getLogger("elsewhere.package").warning(f"somebody wrote {MAIL}")  # noqa: G004 - as others do
    if word == "database":
        with transaction.atomic():
            Person.objects.create(email=MAIL, full_name=CANARY)
            Person.objects.create(email=MAIL, full_name=CANARY)
    raise ValueError(f"{secret} {request.body!r}")


urlpatterns = [path("fails/<str:word>/", failing, name="failing")]


@pytest.fixture
def lines() -> Iterator[Callable[[], list[dict[str, Any]]]]:
    """Give the lines that production would have written, each a JSON value."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root, access = logging.getLogger(), logging.getLogger("secretariat.access")
    root.addHandler(handler)
    level = access.level
    access.setLevel(logging.INFO)

    def read() -> list[dict[str, Any]]:
        assert CANARY not in stream.getvalue()
        return [json.loads(line) for line in stream.getvalue().splitlines()]

    yield read
    root.removeHandler(handler)
    access.setLevel(level)


def test_access_line_names_route_and_person_and_nothing_they_typed(
    as_person: Callable[[str], Client], cast: dict[str, Person], lines: Callable[[], list[dict[str, Any]]]
) -> None:
    client = as_person("planning_officer")
    answer = client.get(f"/mandates/?q={CANARY}", headers={"Referer": f"/x?{MAIL}", "User-Agent": CANARY})
    (line,) = [each for each in lines() if each["logger"] == "secretariat.access"]
    assert sorted(line) == sorted(
        ("time level logger message request route method status ms statements person").split()
    )
    assert (line["route"], line["method"], line["status"]) == ("mandates", "GET", 200)
    assert line["person"] == str(cast["planning_officer"].pk)
    assert line["request"] == answer["X-Request-ID"]
    assert line["statements"] > 0


@pytest.mark.django_db
def test_no_line_bears_what_people_send(lines: Callable[[], list[dict[str, Any]]]) -> None:
    client = Client(raise_request_exception=False)
    client.get(f"/nowhere/{CANARY}/?token={CANARY}")
    client.get(f"/accounts/password/reset/key/1-{CANARY}/")
    client.get("/", headers={"Host": f"{CANARY}.example"})
    client.get("/", headers={"X-Request-ID": f"{CANARY}\r\nforged: yes"})
    client.post("/accounts/login/", {"login": MAIL, "password": CANARY})
    client.post("/accounts/password/reset/", {"email": MAIL})
    client.generic(CANARY.upper().replace("-", ""), "/")
    strict = Client(enforce_csrf_checks=True)
    strict.post(f"/accounts/login/?{CANARY}", {"login": MAIL})
    with override_settings(ROOT_URLCONF=__name__):
        client.post(f"/fails/{CANARY}/?{MAIL}", CANARY, content_type="text/plain")
    statuses = [line["status"] for line in lines() if line["logger"] == "secretariat.access"]
    assert statuses == [404, 200, 400, 200, 200, 302, 405, 403, 500]


@pytest.mark.django_db
def test_error_says_kind_and_place_without_words_or_values(lines: Callable[[], list[dict[str, Any]]]) -> None:
    client = Client(raise_request_exception=False)
    with override_settings(ROOT_URLCONF=__name__):
        answer = client.post("/fails/plainly/", CANARY, content_type="text/plain")
    (line,) = [each for each in lines() if each["level"] == "ERROR"]
    assert (answer.status_code, line["message"]) == (500, "a request could not be answered")
    (error,) = line["error"]
    assert error["type"] == "builtins.ValueError"
    assert error["in"][-1].endswith(" failing")
    said = [each["message"] for each in lines() if each["logger"] == "elsewhere.package"]
    assert said == ["somebody wrote %s", "words of another package, left out"]


@pytest.mark.django_db
def test_error_of_the_database_does_not_say_what_was_written(lines: Callable[[], list[dict[str, Any]]]) -> None:
    client = Client(raise_request_exception=False)
    with override_settings(ROOT_URLCONF=__name__):
        assert client.get("/fails/database/").status_code == 500
    (line,) = [each for each in lines() if each["level"] == "ERROR"]
    assert line["error"][0]["type"] == "django.db.utils.IntegrityError"
    if connection.vendor == "postgresql":
        assert (line["error"][0]["sqlstate"], line["error"][0]["constraint"]) == ("23505", "accounts_person_email_key")


def test_causes_are_described_once_each() -> None:
    error = IntegrityError(CANARY)
    error.__cause__ = KeyError(CANARY)
    error.__cause__.__cause__ = error
    assert [each["type"] for each in described(error)] == ["django.db.utils.IntegrityError", "builtins.KeyError"]


def test_request_is_named_by_its_proxy_where_the_name_is_plain() -> None:
    assert identifier("3f2a9c4e-0b7d") == "3f2a9c4e-0b7d"
    for given in ("", "short", "a" * 65, "with space in it", "line\nbreak-in-it", f"<{'x' * 20}>", "naïve-identifier"):
        made = identifier(given)
        assert (made != given, len(made), made.isalnum()) == (True, 32, True)


def test_words_in_a_terminal_stay_in_one_line() -> None:
    record = logging.LogRecord("secretariat", logging.WARNING, "", 1, "said %s", ("a\r\nb\u2028c",), None)
    assert LineFormatter("%(message)s").format(record) == "said a\\r\\nb\\u2028c"

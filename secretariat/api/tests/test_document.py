"""The document of the API says what is so: its examples work, and what it promises holds for what nobody thought of."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from secretariat.api.examples import NOBODY
from secretariat.api.tests.callers import SignIn, program_of, send
from secretariat.core.viewer import Viewer
from secretariat.wsgi import application

pytestmark = pytest.mark.django_db
DOCUMENT = "/api/v1/openapi.json"
CHECKS = (
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)
READING = {"get"}
ROLES = ("anyone", "delegate", "planning_officer", "administrator")
EXAMPLES = int(os.environ.get("SECRETARIAT_API_EXAMPLES", "0"))
DONE = {200, 201}


def operations(client: Client) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in client.get(DOCUMENT).json()["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def address_of(path: str, operation: dict[str, Any]) -> str:
    named = [each for each in operation["parameters"] if each["in"] == "path"]
    return path.replace("{name}", named[0]["example"]) if named else path


def test_every_example_of_reading_is_answered_as_it_says(as_person: SignIn) -> None:
    client = as_person("anyone")
    for path, method, operation in operations(client):
        if method not in READING:
            continue
        address = address_of(path, operation)
        empty = NOBODY in address
        answer = client.get(address)
        shown = operation["responses"]["200"]["content"]["application/json"].get("example")
        assert answer.status_code == (404 if empty else 200), address
        if shown and not empty and "items" not in shown:
            assert answer.json() == {**shown}


WRITERS = ("planning_officer", "administrator", "conference_officer", "chief")


def test_every_example_of_writing_is_understood(viewers: dict[str, Viewer], as_person: SignIn) -> None:
    """An example is a record that is there already: made again it may be refused, but each value is understood."""
    programs = [program_of(viewers[who]) for who in WRITERS]
    answers, of_nobody = {}, set()
    for path, method, operation in operations(as_person("anyone")):
        if method in READING:
            continue
        body = operation["requestBody"]["content"]["application/json"]["example"]
        match = [each["example"] for each in operation["parameters"] if each["name"] == "If-Match"]
        headers = {"If_Match": match[0]} if match else {}
        for program in programs:
            with transaction.atomic():
                answer = program.ask(method.upper(), address_of(path, operation), body, **headers)
                transaction.set_rollback(True)
            if answer.status_code != 403:
                break
        answers[operation["operationId"]] = answer
        if NOBODY in address_of(path, operation) or NOBODY in str(body):
            of_nobody.add(operation["operationId"])  # it is about a record that the founding data has none of
    wrong = {name: said for name, answer in answers.items() if (said := not_understood(answer.json()))}
    assert wrong == {}
    understood = {200, 201, 404, 409, 422}
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code not in understood} == {}
    done = {name for name, answer in answers.items() if answer.status_code in DONE}
    assert len(done) > len(answers.keys() - of_nobody) / 3


def not_understood(said: Any) -> list[str]:
    """Return the objections of a problem that say that a value, not the state of things, is wrong."""
    found = [each for named in said.get("errors", {}).values() for each in named]
    found += [each for item in said.get("items", []) for each in not_understood(item.get("problem", {}))]
    shape = ("no such field", "is required", "of this kind", "is not one of", "by language", "valid")
    return [each for each in found if NOBODY not in each and any(words in each for words in shape)]


def test_every_operation_says_what_it_is(as_person: SignIn) -> None:
    silent = [
        operation["operationId"]
        for _path, _method, operation in operations(as_person("anyone"))
        if not (operation["summary"] and operation["description"] and operation["tags"])
    ]
    assert silent == []


def test_the_document_speaks_the_readers_language(as_person: SignIn) -> None:
    client = as_person("anyone")
    titles = {code: client.get(DOCUMENT, headers={"Accept-Language": code}).content for code in ("en", "es")}
    assert titles["en"] != titles["es"]


@pytest.fixture
def one_connection() -> Iterator[None]:
    """Keep the connection of the test, as Django's test client does; a server would close it around a request."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("who", ROLES)
def test_no_request_that_the_document_allows_fails(who: str, viewers: dict[str, Viewer]) -> None:
    """Each role tries its share of the operations once; ``SECRETARIAT_API_EXAMPLES=50`` has each try all, so often."""
    program = program_of(viewers[who]) if who != "anyone" else None
    headers = {"Authorization": f"Bearer {program.secret}"} if program else {}
    schema = schemathesis.openapi.from_wsgi(DOCUMENT, application)

    def ask(case: Case[Any]) -> None:
        with transaction.atomic():
            response = case.call(headers=headers)
            transaction.set_rollback(True)
        case.validate_response(response, checks=[*CHECKS])

    few = settings(
        max_examples=EXAMPLES or 1,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    asked = 0
    for number, found in enumerate(schema.get_all_operations()):
        if not EXAMPLES and number % len(ROLES) != ROLES.index(who):
            continue
        operation = found.ok()  # type: ignore[union-attr]  # our own document is read
        assert operation is not None
        few(given(case=operation.as_strategy())(ask))()
        asked += 1
    assert asked > 30


def test_the_page_to_try_it_runs_no_code_of_its_own(as_person: SignIn) -> None:
    page = as_person("anyone").get("/api/v1/docs").content.decode()
    scripts = [each.partition(">")[0] for each in page.split("<script")[1:]]
    assert all("src=" in each or 'type="application/json"' in each for each in scripts)
    assert send(as_person("anyone"), "GET", "").json()["docs"] == "/api/v1/docs"

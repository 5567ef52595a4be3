"""Failures that arise before or outside the operations: a program is told each as a problem, and nothing internal."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from secretariat.accounts.models import Person
from secretariat.api.tests.callers import ROOT, SignIn, program_of, send
from secretariat.core.middleware import LanguageMiddleware
from secretariat.core.viewer import Viewer

pytestmark = pytest.mark.django_db
READING = ("api-root", "api-openapi", "api-docs")
SECRET = "the password is zqx"
NEW = {"slug": "lanterns", "label": {"en": "Lanterns"}, "kind": "threat"}


def told(answer: Any) -> tuple[int, str, int]:
    """Return the status of an answer, its type, and the status that its body says. Errors: where it is no problem."""
    assert SECRET not in answer.content.decode()
    said = answer.json()
    assert {"type", "title", "status"} <= set(said) <= {"type", "title", "status", "detail", "errors"}
    return answer.status_code, answer.headers["Content-Type"], said["status"]


def problem(status: int) -> tuple[int, str, int]:
    return status, "application/problem+json", status


@pytest.mark.parametrize("name", READING)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "NONE"])
def test_what_is_for_reading_answers_no_other_method(as_person: SignIn, name: str, method: str) -> None:
    answer = as_person("anyone").generic(method, reverse(name))
    assert (told(answer), answer.headers["Allow"]) == (problem(405), "GET, HEAD, OPTIONS")


@pytest.mark.parametrize("name", READING)
def test_what_is_for_reading_is_read(as_person: SignIn, name: str) -> None:
    client, address = as_person("anyone"), reverse(name)
    answers = [client.get(address), client.head(address), client.options(address)]
    assert [(each.status_code, bool(each.content)) for each in answers] == [(200, True), (200, False), (204, False)]
    assert answers[-1].headers["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(
    ("path", "allowed"),
    [("topics", "GET, HEAD, POST, OPTIONS"), ("topics/x", "GET, HEAD, PATCH, OPTIONS"), ("bulk/topics", "PATCH, POST")],
)
def test_every_address_says_what_it_answers(as_person: SignIn, path: str, allowed: str) -> None:
    answer = as_person("anyone").options(f"{ROOT}/{path}")
    assert answer.headers["Allow"].startswith(allowed)


@pytest.mark.parametrize("path", ["/api/", "/api/v2/topics", "/api/v1.json", "/api/v2/\0", "/api/v1/none"])
def test_an_address_outside_the_map_is_a_problem(as_person: SignIn, path: str) -> None:
    client = as_person("chief")
    answers = [getattr(client, method)(path) for method in ("get", "post", "delete")]
    assert [told(each) for each in answers] == [problem(404)] * 3


def test_an_address_outside_the_map_tells_nothing_of_the_map(as_person: SignIn) -> None:
    answers = [as_person("anyone").get(path) for path in ("/api/v2/topics", f"{ROOT}/none")]
    assert answers[0].content == answers[1].content


def test_a_host_that_is_not_ours_is_a_problem(as_person: SignIn) -> None:
    for path in (f"{ROOT}/topics", "/api/none"):
        answer = as_person("anyone").get(path, headers={"host": "evil.example"})
        assert (told(answer), b"evil" in answer.content) == (problem(400), False)


def test_too_many_fields_are_a_problem(as_person: SignIn) -> None:
    fields = {f"a{number}": "1" for number in range(2100)}
    assert told(as_person("anyone").get(f"{ROOT}/topics", fields)) == problem(400)


@pytest.mark.parametrize("size", [2 * 2**20 + 1, 4 * 2**20])
def test_a_body_that_is_too_large_is_a_problem(viewers: dict[str, Viewer], size: int) -> None:
    assert told(program_of(viewers["planning_officer"]).ask("POST", "topics", b" " * size)) == problem(413)


def test_a_body_larger_than_it_says_is_a_problem(viewers: dict[str, Viewer], settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    assert told(program_of(viewers["planning_officer"]).ask("POST", "topics", b" " * 200)) == problem(413)


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe{}", b'{"slug": "\\ud800"}', b"[" * 9000, b"NaN", b"[]", b"1" * 5000])
def test_a_body_that_cannot_be_read_is_a_problem(viewers: dict[str, Viewer], body: bytes) -> None:
    assert told(program_of(viewers["planning_officer"]).ask("POST", "topics", body)) == problem(400)


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "multipart/form-data", "text/plain", ""])
def test_a_body_that_is_no_json_is_a_problem(viewers: dict[str, Viewer], kind: str) -> None:
    program = program_of(viewers["planning_officer"])
    sent = {"Authorization": f"Bearer {program.secret}"}
    answer = program.client.generic("POST", f"{ROOT}/topics", b"--x\r\n", content_type=kind, headers=sent)
    assert told(answer) == problem(415)


@pytest.mark.parametrize("length", ["many", "1" * 5000])
def test_a_length_that_is_no_number_is_a_problem(viewers: dict[str, Viewer], length: str) -> None:
    program = program_of(viewers["planning_officer"])
    assert told(program.ask("POST", "topics", NEW, Content_Length=length)) == problem(400)


def test_a_session_without_the_token_against_forgery_is_told_a_problem(cast: dict[str, Person]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast["planning_officer"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert told(send(client, "POST", "topics", NEW)) == problem(403)
    assert told(client.post("/api/none", NEW)) == problem(404)


def test_a_session_that_needs_a_second_factor_is_told_a_problem(as_person: SignIn, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["administrator"]
    assert told(as_person("administrator").get(f"{ROOT}/topics")) == problem(403)


@pytest.mark.parametrize(
    ("error", "status"),
    [(RuntimeError(SECRET), 500), (OperationalError(SECRET), 503), (PermissionDenied(), 403)],
    ids=["fault", "database", "refusal"],
)
def test_a_failure_around_the_operations_is_a_problem(
    error: Exception, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails in the middleware never comes to a door."""

    def fail(self: object, request: object) -> HttpResponse:
        raise error

    client = Client(raise_request_exception=False)
    monkeypatch.setattr(LanguageMiddleware, "_known", fail)
    answer = client.get(f"{ROOT}/topics", headers={"Accept-Language": "es"})
    assert (told(answer), answer.headers["Content-Language"]) == (problem(status), "es")
    page = client.get("/topics/")
    assert (page.status_code, page.headers["Content-Type"]) == (
        403 if status == 403 else 500,
        "text/html; charset=utf-8",
    )
    assert SECRET not in page.content.decode()


def test_people_are_answered_with_pages(as_person: SignIn) -> None:
    client = as_person("anyone")
    answers = [client.get("/none"), client.get("/topics/", headers={"host": "evil.example"}), client.get("/apis/")]
    assert [(each.status_code, each.headers["Content-Type"][:9]) for each in answers] == [
        (404, "text/html"),
        (400, "text/html"),
        (404, "text/html"),
    ]

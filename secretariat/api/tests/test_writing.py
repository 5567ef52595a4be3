"""Writing: make, change and operate, once each, by those who may, and never on what has changed meanwhile."""

from __future__ import annotations

from typing import Any

import pytest

from secretariat.accounts.choices import Access
from secretariat.api.tests.callers import Program, SignIn, program_of, send
from secretariat.core.viewer import Viewer
from secretariat.topics.models import Topic

pytestmark = pytest.mark.django_db
NEW = {"slug": "lanterns", "label": {"en": "Lanterns"}, "kind": "threat"}


@pytest.fixture
def officer(viewers: dict[str, Viewer]) -> Program:
    return program_of(viewers["planning_officer"])


def test_a_record_is_made_with_its_reason_and_found_again(officer: Program) -> None:
    made = officer.ask("POST", "topics", {**NEW, "reason": "Asked by the Committee"})
    assert made.status_code == 201, made.content
    again = officer.ask("GET", made.headers["Location"])
    assert again.json() == made.json()
    assert again.headers["ETag"] == made.headers["ETag"]
    entry = officer.ask("GET", "topics/lanterns/history").json()["items"][0]
    assert (entry["kind"], entry["reason"]) == ("made", "Asked by the Committee")


def test_a_reason_in_the_header_counts_too(officer: Program) -> None:
    officer.ask("POST", "topics", NEW, Change_Reason="R%C3%A9solution")
    assert officer.ask("GET", "topics/lanterns/history").json()["items"][0]["reason"] == "Résolution"


def test_a_change_names_its_version(officer: Program) -> None:
    mark = officer.ask("POST", "topics", NEW).headers["ETag"]
    change = {"kind": "program", "reason": "Better so"}
    assert officer.ask("PATCH", "topics/lanterns", change).status_code == 428
    assert officer.ask("PATCH", "topics/lanterns", change, If_Match='"1"').status_code == 412
    assert officer.ask("PATCH", "topics/lanterns", change, If_Match=f"W/{mark}").status_code == 412
    assert officer.ask("PATCH", "topics/lanterns", change, If_Match="*").status_code == 428
    done = officer.ask("PATCH", "topics/lanterns", change, If_Match=mark)
    assert (done.status_code, done.json()["kind"]) == (200, "program")
    assert done.json()["label"] == NEW["label"]
    assert officer.ask("PATCH", "topics/lanterns", change, If_Match=mark).status_code == 412
    assert officer.ask("PATCH", "topics/lanterns", change, If_Match=done.headers["ETag"]).status_code == 200


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, {"slug", "label", "kind"}),
        ({**NEW, "id": "01a20064-3067-713b-bdf9-bb64e01421d3"}, {"id"}),
        ({**NEW, "is_demonstration": True}, {"is_demonstration"}),
        ({**NEW, "kind": "none"}, {"kind"}),
        ({**NEW, "label": "Lanterns"}, {"label"}),
        ({**NEW, "label": {"de": "Laternen"}}, {"label"}),
        ({**NEW, "parent": "no-such-topic"}, {"parent"}),
        ({**NEW, "parent": {"slug": "x"}}, {"parent"}),
        ({**NEW, "slug": "not a slug"}, {"slug"}),
        ({**NEW, "slug": "cyber-security"}, {"slug"}),
        ({**NEW, "reason": 5}, {"reason"}),
    ],
)
def test_values_that_are_not_accepted_are_named(officer: Program, body: dict[str, Any], wrong: set[str]) -> None:
    before = Topic.objects.count()
    answer = officer.ask("POST", "topics", body)
    assert (answer.status_code, set(answer.json()["errors"])) == (422, wrong)
    assert Topic.objects.count() == before


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b'"x"', 400),
        (b"\xff", 400),
        (b'{"a": NaN}', 400),
        (b'{"slug": "\\ud800"}', 400),
        (b'{"slug": ' + b"9" * 5000 + b"}", 400),
        (b'{"a":' * 13 + b"1" + b"}" * 13, 400),
        (b"[" * 100_000, 400),
        (b'{"slug": "' + b"x" * 3_000_000 + b'"}', 413),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem(officer: Program, body: bytes, status: int) -> None:
    answer = officer.ask("POST", "topics", body)
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")


def test_a_body_of_another_kind_is_refused(as_person: SignIn) -> None:
    answer = as_person("planning_officer").post("/api/v1/topics", {"slug": "x"})
    assert answer.status_code == 415


@pytest.mark.parametrize("who", ["delegate", "expert", "partner"])
def test_who_may_not_is_told_so_and_nothing_is_written(viewers: dict[str, Viewer], who: str) -> None:
    program, before = program_of(viewers[who]), Topic.history.count()
    assert program.ask("POST", "topics", NEW).status_code == 403
    assert program.ask("POST", "bulk/topics", {"items": [NEW]}).status_code == 403
    assert program.ask("PATCH", "topics/cyber-security", {}, If_Match='"1"').status_code == 403
    assert Topic.history.count() == before


def test_nobody_writes_without_signing_in(as_person: SignIn) -> None:
    client = as_person("anyone")
    for method, path in (("POST", "topics"), ("PATCH", "topics/cyber-security"), ("PATCH", "topics/none")):
        answer = send(client, method, path, NEW)
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_a_session_writes_with_the_token_against_forgery_alone(as_person: SignIn) -> None:
    client = as_person("planning_officer")
    client.handler.enforce_csrf_checks = True
    assert send(client, "POST", "topics", NEW).status_code == 403
    client.get("/accounts/tokens/make/")
    token = client.cookies["csrftoken"].value
    assert send(client, "POST", "topics", NEW, X_CSRFToken=token).status_code == 201


def test_the_same_delivery_is_done_once(officer: Program) -> None:
    first = officer.ask("POST", "topics", NEW, Idempotency_Key="a1")
    second = officer.ask("POST", "topics", NEW, Idempotency_Key="a1")
    assert (first.status_code, second.status_code) == (201, 201)
    assert (second.content, second.headers["ETag"]) == (first.content, first.headers["ETag"])
    assert (second.headers["Location"], second.headers["Idempotent-Replayed"]) == (first.headers["Location"], "true")
    assert Topic.objects.filter(slug="lanterns").count() == 1
    other = officer.ask("POST", "topics", {**NEW, "slug": "other"}, Idempotency_Key="a1")
    assert (other.status_code, set(other.json()["errors"])) == (422, {"Idempotency-Key"})


def test_a_refused_delivery_is_refused_again_and_leaves_nothing(officer: Program) -> None:
    wrong = {**NEW, "kind": "none"}
    answers = [officer.ask("POST", "topics", wrong, Idempotency_Key="a2") for _time in range(2)]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].content == answers[1].content
    assert officer.ask("POST", "topics", NEW, Idempotency_Key="a3").status_code == 201


def test_a_key_is_its_senders_alone(officer: Program, viewers: dict[str, Viewer]) -> None:
    officer.ask("POST", "topics", NEW, Idempotency_Key="a1")
    other = program_of(viewers["administrator"])
    assert "Idempotent-Replayed" not in other.ask("POST", "topics", NEW, Idempotency_Key="a1").headers


def many(number: int) -> list[dict[str, Any]]:
    return [{**NEW, "slug": f"lantern-{each}"} for each in range(number)]


def test_many_are_made_at_once(officer: Program) -> None:
    answer = officer.ask("POST", "bulk/topics", {"items": many(100), "reason": "A list"})
    assert answer.status_code == 200, answer.content
    items = answer.json()["items"]
    assert [item["index"] for item in items] == list(range(100))
    assert {item["status"] for item in items} == {201}
    one = officer.ask("GET", f"topics/{items[7]['id']}")
    assert (one.json()["slug"], one.headers["ETag"]) == ("lantern-7", f'"{items[7]["version"]}"')


@pytest.mark.parametrize("wrong", [{"kind": "none"}, {"slug": "lantern-0"}, {"slug": "cyber-security"}])
def test_of_many_all_or_none_are_made(officer: Program, wrong: dict[str, str]) -> None:
    rows, before = many(5), Topic.objects.count()
    rows[3] |= wrong
    answer = officer.ask("POST", "bulk/topics", {"items": rows})
    assert answer.status_code == 422
    assert [item["index"] for item in answer.json()["items"]] == [3]
    assert Topic.objects.count() == before


@pytest.mark.parametrize("wrong", [{"kind": "none"}, {"slug": "lantern-0"}, {"slug": "cyber-security"}])
def test_of_many_each_is_made_for_itself_where_that_is_asked(officer: Program, wrong: dict[str, str]) -> None:
    rows = many(5)
    rows[3] |= wrong
    answer = officer.ask("POST", "bulk/topics", {"items": rows, "atomic": False})
    assert answer.status_code == 200
    assert [item["status"] for item in answer.json()["items"]] == [201, 201, 201, 422, 201]
    assert Topic.objects.filter(slug__startswith="lantern-").count() == 4


@pytest.mark.parametrize(
    "body", [{}, {"items": []}, {"items": [5]}, {"items": many(501)}, {"items": many(1), "atomic": 1}, {"rows": []}]
)
def test_a_list_of_nothing_or_too_much_is_refused(officer: Program, body: dict[str, Any]) -> None:
    assert officer.ask("POST", "bulk/topics", body).status_code == 422


@pytest.mark.parametrize(("atomic", "kept"), [(True, "threat"), (False, "program")])
def test_many_are_changed_each_in_its_version(officer: Program, atomic: bool, kept: str) -> None:
    made = officer.ask("POST", "bulk/topics", {"items": many(3)}).json()["items"]
    items = [{"id": each["id"], "version": each["version"], "values": {"kind": "program"}} for each in made]
    items[1]["version"] = "1"
    answer = officer.ask("PATCH", "bulk/topics", {"items": items, "atomic": atomic, "reason": "Better so"})
    statuses = {item["index"]: item["status"] for item in answer.json()["items"]}
    assert statuses == ({1: 412} if atomic else {0: 200, 1: 412, 2: 200})
    assert set(Topic.objects.filter(slug__in=["lantern-0", "lantern-2"]).values_list("kind", flat=True)) == {kept}


def test_many_changes_are_done(officer: Program) -> None:
    made = officer.ask("POST", "bulk/topics", {"items": many(3)}).json()["items"]
    items = [{"id": each["id"], "version": each["version"], "values": {"kind": "program"}} for each in made]
    answer = officer.ask("PATCH", "bulk/topics", {"items": items, "reason": "Better so"})
    assert [item["status"] for item in answer.json()["items"]] == [200, 200, 200]
    again = officer.ask("PATCH", "bulk/topics", {"items": items, "reason": "Better so"})
    assert (again.status_code, [item["status"] for item in again.json()["items"]]) == (422, [412, 412, 412])


def test_a_token_for_reading_writes_nothing(viewers: dict[str, Viewer]) -> None:
    program = program_of(viewers["planning_officer"], Access.READ)
    assert program.ask("GET", "topics").status_code == 200
    assert program.ask("POST", "topics", NEW).status_code == 403


def test_a_token_for_some_records_opens_no_others(viewers: dict[str, Viewer]) -> None:
    program = program_of(viewers["planning_officer"], families=["topics"])
    statuses = {path: program.ask("GET", path).status_code for path in ("topics", "mandates", "mandates/x")}
    assert statuses == {"topics": 200, "mandates": 403, "mandates/x": 403}
    narrow = program_of(viewers["planning_officer"], families=["mandates"])
    assert narrow.ask("GET", "mandates?expand=paragraph").status_code == 403
    assert narrow.ask("GET", "mandates?limit=1").status_code == 200

"""Reading: lists, single records and their history, for everyone as far as they may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from secretariat.core.languages import LANGUAGES
from secretariat.core.resources import Resource, resources
from secretariat.core.viewer import ANYONE, Viewer

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
ROOT = "/api/v1"
EVERY = pytest.mark.parametrize("resource", resources(), ids=lambda resource: resource.name)


def ask(client: Client, path: str, **headers: str) -> Any:
    answer = client.get(f"{ROOT}/{path}", headers=headers)
    assert answer.status_code == 200, answer.content
    return answer.json()


def turn_over(client: Client, path: str) -> list[dict[str, Any]]:
    """Return the items of all pages of a list."""
    page = ask(client, path)
    items: list[dict[str, Any]] = page["items"]
    while page["next"]:
        page = client.get(page["next"]).json()
        items += page["items"]
    return items


@EVERY
@pytest.mark.parametrize("who", ["anyone", "delegate", "planning_officer"])
def test_a_list_holds_what_its_reader_may_see(
    resource: Resource, who: str, as_person: SignIn, viewers: dict[str, Viewer]
) -> None:
    items = turn_over(as_person(who), f"{resource.name}?limit=200&fields=id")
    assert {item["id"] for item in items} == {str(row.pk) for row in resource.rows(viewers[who])}
    assert len(items) == resource.rows(viewers[who]).count()


@EVERY
def test_every_order_turns_over_every_record_once(resource: Resource, as_person: SignIn) -> None:
    client, whole = as_person("anyone"), resource.rows(ANYONE).count()
    for order in {order.lstrip("-") for order in resource.orders}:
        items = turn_over(client, f"{resource.name}?limit=40&fields=id&sort={order}")
        back = turn_over(client, f"{resource.name}?limit=200&fields=id&sort=-{order}")
        assert (len(items), len({item["id"] for item in items})) == (whole, whole)
        assert back[::-1] == items


@EVERY
def test_a_record_says_what_its_declaration_offers_and_no_more(resource: Resource, as_person: SignIn) -> None:
    first = resource.rows(ANYONE).first()
    if first is not None:
        found = ask(as_person("anyone"), f"{resource.name}/{first.pk}")
        assert set(found) == {"id", *(fact.name for fact in resource.facts)}


@EVERY
def test_a_record_alone_says_the_same_as_in_the_list(resource: Resource, as_person: SignIn) -> None:
    client = as_person("delegate")
    for item in ask(client, f"{resource.name}?limit=3")["items"]:
        assert ask(client, f"{resource.name}/{item['id']}") == item


@EVERY
def test_a_list_asks_the_database_as_often_for_one_as_for_many(resource: Resource, as_person: SignIn) -> None:
    client = as_person("chief")
    expand = ",".join(resource.expandable)
    asked: dict[int, list[int]] = {40: [], 200: []}
    for limit in (40, 200, 40, 200):  # twice: what happens once a minute is not what a list asks
        with CaptureQueriesContext(connection) as statements:
            found = ask(client, f"{resource.name}?limit={limit}&expand={expand}")["items"]
        asked[limit].append(len(statements))
    assert len(found) < 5 or min(asked[200]) - min(asked[40]) <= len(resource.expandable)


@EVERY
def test_what_is_hidden_is_answered_as_what_is_missing(resource: Resource, as_person: SignIn) -> None:
    client = as_person("anyone")
    seen = set(resource.rows(ANYONE).values_list("pk", flat=True))
    hidden = resource.model._default_manager.exclude(pk__in=seen).values_list("pk", flat=True)[:3]
    missing = client.get(f"{ROOT}/{resource.name}/01a20064-3067-713b-bdf9-bb64e01421d3")
    answers = {client.get(f"{ROOT}/{resource.name}/{pk}").content for pk in hidden}
    assert missing.status_code == 404
    assert answers <= {missing.content}


@EVERY
def test_words_come_in_one_language_where_one_is_asked(resource: Resource, as_person: SignIn) -> None:
    translated = [fact.name for fact in resource.facts if fact.is_translated]
    plain = ask(as_person("anyone"), f"{resource.name}?limit=20&language=fr")["items"]
    whole = ask(as_person("anyone"), f"{resource.name}?limit=20")["items"]
    for one, all_four in zip(plain, whole, strict=True):
        for name in translated:
            words = all_four[name]
            assert words is None or set(words) <= set(LANGUAGES)
            assert one[name] == (words["fr"] if words and "fr" in words else one[name])
            assert one[name] is None or isinstance(one[name], str)


def test_a_page_leads_to_the_one_before(as_person: SignIn) -> None:
    client, name = as_person("planning_officer"), resources()[0].name
    first = ask(client, f"{name}?limit=2")
    second = client.get(first["next"]).json()
    assert client.get(second["previous"]).json()["items"] == first["items"]
    assert first["previous"] is None


def test_a_record_that_was_not_changed_is_not_sent_again(as_person: SignIn) -> None:
    client, resource = as_person("anyone"), resources()[0]
    address = f"{ROOT}/{resource.name}/{resource.rows(ANYONE)[0].pk}"
    mark = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": mark}).status_code == 304
    assert client.get(address, headers={"If-None-Match": '"0"'}).status_code == 200


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("nothing=1", "nothing"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=²", "limit"),
        ("limit=1&limit=2", "limit"),
        ("fields=password", "fields"),
        ("expand=history", "expand"),
        ("sort=id__history", "sort"),
        ("language=de", "language"),
        ("cursor=x", "cursor"),
        ("cursor=%00", "cursor"),
    ],
)
def test_a_parameter_that_is_not_understood_is_named(as_person: SignIn, query: str, name: str) -> None:
    answer = as_person("anyone").get(f"{ROOT}/{resources()[0].name}?{query}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "application/problem+json")
    assert list(answer.json()["errors"]) == [name]


@pytest.mark.parametrize("path", ["no-such-thing", "no/such/thing", "topics/../..", "%00"])
def test_an_address_of_nothing_is_a_problem(as_person: SignIn, path: str) -> None:
    answer = as_person("anyone").get(f"{ROOT}/{path}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_method_that_is_not_offered_is_a_problem(as_person: SignIn) -> None:
    answer = as_person("anyone").put(f"{ROOT}/{resources()[0].name}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (405, "application/problem+json")
    assert "GET" in answer.headers["Allow"]


def test_problems_are_told_in_the_language_that_is_accepted(as_person: SignIn) -> None:
    client = as_person("chief")
    answers = [client.get(f"{ROOT}/none", headers={"Accept-Language": code}) for code in LANGUAGES]
    assert [answer.headers["Content-Language"] for answer in answers] == list(LANGUAGES)


@EVERY
def test_a_history_tells_who_did_what_and_why(resource: Resource, as_person: SignIn) -> None:
    first = resource.rows(ANYONE).first()
    if first is not None:
        entries = ask(as_person("anyone"), f"{resource.name}/{first.pk}/history?limit=200")["items"]
        assert {tuple(entry) for entry in entries} == {("at", "kind", "who", "reason", "changes")}
        assert entries[-1]["kind"] == "made"

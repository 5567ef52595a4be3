"""Requests that no page of ours makes: places in lists, days, keys and signs that nothing understands. None fails."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client

from secretariat.core.pages import ListPage
from secretariat.web.permissions import Route, routes

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
ROW = "01a20064-3067-713b-bdf9-bb64e01421d3"
PLACES = [
    *(json.dumps([value, ROW, False]) for value in ("abc", "2016-02-30", "a\0b", "\ud800", 5, 1.5, 10**30, -1, True)),
    *(f'[{value},"{ROW}",true]' for value in ("NaN", "Infinity", "1e400", "null", '["a"]')),
    *("[" * 5000, "null", "{}", '["a","b",false]'),
]
WORDS = ("'", "a\0b", "\ud7ff\ufffe", "-1", "9" * 30, "1e999", "NaN", "../../x", ROW, "a__regex", "x" * 5000, "draft")
DAYS = ("2016-02-30", "0001-01-01", "9999-12-31", "10000-01-01", "2016-W01-1", "20160101", "-1", "\0")
PLAN = "/plans/cicte-doc-5-16/"
ASKED: dict[str, dict[str, tuple[str, ...]]] = {
    "/structure/": {"date": DAYS},
    "/structure/chart.svg": {"date": DAYS},
    "/structure/units/s-cicte/": {"date": DAYS},
    "/states/": {"on": DAYS, "which": WORDS},
    "/structure/functions/": {"order": WORDS},
    "/structure/functions/unassigned/": {"order": WORDS},
    "/structure/orders/eo-16-01-rev-1/difference/": {"against": WORDS},
    PLAN: {"version": WORDS},
    f"{PLAN}numbers/": {"version": WORDS, "by": WORDS},
    f"{PLAN}numbers.csv": {"by": WORDS},
    f"{PLAN}difference/": {"from": WORDS, "to": WORDS},
    "/plans/activities/": {"plan": WORDS, "version": WORDS, "area": WORDS},
    "/documents/find/": {"symbol": WORDS},
    "/documents/ag-res-2619-xli-o-11/": {"from": WORDS},
    "/documents/ag-res-2619-xli-o-11/4.b/": {"text": WORDS},
}


def lists() -> list[Route]:
    """Return the pages that are lists and need nothing more in their address."""
    pages = [each for each in routes() if issubclass(getattr(each.view, "view_class", object), ListPage)]
    return [each for each in pages if "<" not in each.pattern]


def who_may(as_person: SignIn, route: Route) -> Client:
    """Return somebody who opens the list: the planning officer sees most, but some are the administrator's."""
    officer = as_person("planning_officer")
    return officer if officer.get(f"/{route.pattern}").status_code == 200 else as_person("administrator")


def place(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


@pytest.mark.parametrize("route", lists(), ids=lambda route: route.name)
def test_no_place_in_a_list_fails(as_person: SignIn, route: Route) -> None:
    client, page = who_may(as_person, route), route.view.view_class
    orders = [column.name for column in page.columns if column.order]
    urls = [f"/{route.pattern}?{urlencode({'sort': name, 'place': place(text)})}" for name in orders for text in PLACES]
    urls += [f"/{route.pattern}?{urlencode({'place': word})}" for word in ("!!!", "A", "=", "ÿÿÿ")]
    assert {url for url in urls if client.get(url).status_code not in (200, 400)} == set()


@pytest.mark.parametrize("route", lists(), ids=lambda route: route.name)
def test_no_sort_and_no_filter_fails(as_person: SignIn, route: Route) -> None:
    client, page = who_may(as_person, route), route.view.view_class
    names = [*(page.filters.base_filters if page.filters else ()), "sort", "audience", "text__regex"]
    urls = [f"/{route.pattern}?{urlencode({name: word})}" for name in names for word in (*WORDS[:5], "id")]
    assert {url for url in urls if client.get(url).status_code not in (200, 400, 404)} == set()


@pytest.mark.parametrize("path", ASKED)
def test_no_question_fails(client: Client, path: str) -> None:
    urls = [f"{path}?{urlencode({name: word})}" for name, words in ASKED[path].items() for word in words]
    assert {url for url in urls if client.get(url).status_code not in (200, 302, 400, 404)} == set()


@pytest.mark.parametrize(
    "path",
    [
        "/documents/a%00b/",
        "/documents/eo-16-01-rev-1/II%00/",
        "/structure/orders/eo-16-01-rev-1/functions/%00/change/",
        f"/panels/documents.paragraph%00/{ROW}/history/",
        f"/panels/accounts.person/{ROW}/password/",
        f"/panels/sessions.session/{ROW}/history/",
        "/panels/documents.paragraph/not-a-uuid/history/",
        f"/bodies/cicte/regular/{'9' * 5000}/",
        f"/bodies/cicte/regular/{'9' * 40}/",
        f"/topics/{'x' * 5000}/",
    ],
)
def test_an_address_of_nothing_is_not_found(as_person: SignIn, path: str) -> None:
    assert as_person("planning_officer").get(path).status_code in (400, 404)


def test_a_nul_in_a_form_chooses_nothing(as_person: SignIn) -> None:
    sent = {"nature": "x", "addressee": "a\0b", "reason": "x"}
    url = "/mandates/ag-res-2619-xli-o-11/4.b/describe/"
    assert as_person("planning_officer").post(url, sent).status_code in (400, 422)


def test_too_many_fields_are_not_understood_on_a_page_with_all_its_headers(client: Client) -> None:
    answer = client.get("/topics/", {f"a{number}": "1" for number in range(2100)})
    said = answer.headers
    assert (answer.status_code, said["X-Frame-Options"]) == (400, "DENY")
    assert "default-src 'none'" in said["Content-Security-Policy"]

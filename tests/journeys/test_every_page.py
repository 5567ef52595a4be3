"""Every page that links lead to: it answers, keeps the content policy, fits its width, and axe finds nothing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

import pytest
from axe_core_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Page, expect

from tests.journeys.conftest import enter_as

EACH_ROUTE = 1  # how many addresses of one route are opened
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
EVERY_RULE: dict[str, object] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
RULES_OF_COLORS: dict[str, object] = {
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
    "resultTypes": ["violations"],
}


def route_of(address: str) -> str:
    """Return the name of an address's route, or nothing where it is not one of ours."""
    try:
        return resolve(urlsplit(address).path).url_name or ""
    except Resolver404:
        return ""


def reachable(page: Page) -> dict[str, str]:
    """Follow links from the first page; return the first address of each route that is a page."""
    waiting, seen, opened = ["/", "/today/"], set[str](), Counter[str]()
    first: dict[str, str] = {}
    broken: list[str] = []
    while waiting:
        address = waiting.pop(0).replace("&amp;", "&")
        name = route_of(address)
        if address in seen or not name or opened[name] >= EACH_ROUTE or "language=" in address:
            continue
        seen.add(address)
        opened[name] += 1
        answer = page.request.get(address)
        if answer.status >= 400:
            broken.append(f"{answer.status} {address}")
            continue
        if "text/html" in answer.headers["content-type"]:  # else a file or a picture
            first.setdefault(name, address)
            waiting += LINK.findall(answer.text())
    assert broken == []
    return first


@pytest.mark.parametrize("name", ["Beatriz Nogueira", "Cecile Bartholomew"])
def test_no_link_is_broken_and_every_page_can_be_used(name: str, page: Page) -> None:
    """Wide and light, axe asks all; narrow and dark, the page must fit and axe asks what colors change."""
    enter_as(page, name)
    found = reachable(page)
    assert len(found) > 40
    faults = {
        address: said
        for form in (Form("light", 1360, EVERY_RULE), Form("dark", 360, RULES_OF_COLORS))
        for address, said in looked_at(page, found.values(), form)
    }
    assert faults == {}


@dataclass(frozen=True)
class Form:
    """In what colors and how wide a page is looked at, and what axe asks of it."""

    scheme: Literal["light", "dark"]
    width: int
    asked: dict[str, object]


def looked_at(page: Page, addresses: Iterable[str], form: Form) -> Iterator[tuple[str, list[str]]]:
    """Open each page in a form; yield the address and the faults of those that have any."""
    page.emulate_media(color_scheme=form.scheme)
    page.set_viewport_size({"width": form.width, "height": 900})
    for address in addresses:
        page.goto(address)
        expect(page.locator(".panel-body > a[href^='/panels/']")).to_have_count(0)  # every part of the page has come
        violations = Axe().run(page, options=form.asked)["violations"]
        said = [f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in violations]
        if page.evaluate("document.documentElement.scrollWidth") > form.width:
            said.append(f"wider than {form.width}")
        if said:
            yield f"{address} ({form.scheme})", said

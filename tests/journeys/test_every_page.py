"""Every page that links lead to: it answers, keeps the content policy, fits its width, and axe finds nothing."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from axe_core_python.sync_playwright import Axe
from django.urls import Resolver404, resolve
from playwright.sync_api import Page, expect

from tests.journeys.conftest import enter_as

EACH_ROUTE = 1  # how many addresses of one route are opened
LINK = re.compile(r'(?:href|hx-get)="(/[^"#]*)')
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


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
def test_no_link_is_broken_and_no_page_leaves_its_width(name: str, page: Page) -> None:
    enter_as(page, name)
    found = reachable(page)
    page.set_viewport_size({"width": 360, "height": 780})
    wide = []
    for address in found.values():
        page.goto(address)
        if page.evaluate("document.documentElement.scrollWidth") > 360:
            wide.append(address)
    assert wide == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1360), ("dark", 390)])
def test_axe_finds_nothing(scheme: str, width: int, page: Page) -> None:
    enter_as(page, "Beatriz Nogueira")
    found = reachable(page)
    assert len(found) > 40
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    faults = {}
    for address in found.values():
        page.goto(address)
        expect(page.locator(".panel-body > a[href^='/panels/']")).to_have_count(0)  # every part of the page has come
        violations = Axe().run(page, options=RULES)["violations"]
        if violations:
            faults[address] = [(each["id"], each["nodes"][0]["html"][:120]) for each in violations]
    assert faults == {}

"""At the door of an event: marks are made on a phone without a connection, and are recorded once it is back."""

from __future__ import annotations

import re

from axe_core_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import enter_as

PEOPLE = (("Ana", "Abarca"), ("Bruno", "Bastidas"), ("Clara", "Cedeño"))


def plan_event(page: Page) -> str:
    """Plan a workshop today from a line of the plan; return its address."""
    page.goto("/plans/activities/?plan=cicte-doc-5-16&address=1.A.3.1&language=en")
    page.get_by_role("link", name="1.A.3.1").first.click()
    page.get_by_role("link", name="Plan a deliverable").click()
    page.locator("[name=title_en]").fill("A drill at the door")
    page.locator("[name=level]").select_option("subregional")
    page.locator("[name=starts_on]").fill("2026-11-20")
    page.locator("[name=ends_on]").fill("2026-11-21")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(re.compile(r"/work/[0-9a-f-]{36}/"))
    return page.url.split("?")[0]


def accept(page: Page, event: str, given: str, family: str) -> None:
    """Name somebody of Grenada on a note, and accept them."""
    page.goto(event.replace("/work/", "/participation/events/") + "nominate/?party=grenada")
    page.locator("[name=given_names]").fill(given)
    page.locator("[name=family_names]").fill(family)
    page.locator("[name=institution_kind]").select_option("port_authority")
    page.locator("[name=note]").fill("Note 1")
    page.get_by_role("button", name="Nominate").click()
    page.get_by_role("link", name="Accept", exact=True).click()
    page.locator("[name=reason]").fill("Fits")
    page.get_by_role("button", name="Accept").click()


def test_attendance_is_recorded_once_the_connection_is_back(page: Page) -> None:
    enter_as(page, "Beatriz Nogueira")
    event = plan_event(page)
    for given, family in PEOPLE:
        accept(page, event, given, family)
    page.goto(event.replace("/work/", "/participation/events/") + "session/")
    page.get_by_role("button", name="Save").click()
    page.goto(event)
    page.get_by_role("link", name="November 20, 2026").click()
    page.set_viewport_size({"width": 390, "height": 800})
    sheet = page.url
    found = Axe().run(page)
    assert [each["id"] for each in found["violations"]] == []

    first, second = page.locator("[data-person]").nth(0), page.locator("[data-person]").nth(1)
    first.locator("input[value=here]").check()
    expect(page.locator("[data-state]")).to_have_text("All is recorded.")
    page.context.set_offline(True)
    first.locator("input[value=away]").check()
    second.locator("input[value=here]").check()
    expect(page.locator("[data-state]")).to_have_text("2 marks wait on this device")
    kept = page.evaluate("Object.values(localStorage).join(' ')")
    assert [name for name in ("Abarca", "Bastidas") if name in kept] == []
    page.context.set_offline(False)
    expect(page.locator("[data-state]")).to_have_text("All is recorded.", timeout=20_000)
    page.goto(sheet)
    checked = [page.locator("[data-person]").nth(number).locator("input:checked") for number in range(3)]
    assert [each.get_attribute("value") if each.count() else "" for each in checked] == ["away", "here", ""]
    expect(page.locator("[data-here]")).to_have_text("1")

"""What people come to do, in a real browser."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import enter_as


def test_a_reader_follows_a_paragraph_to_a_plan_line_and_back(page: Page) -> None:
    page.goto("/?language=en")
    page.get_by_label("Symbol of a document or paragraph").fill("2619 4b")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Paragraph 4.b")
    thread = page.get_by_role("list", name="From paragraph to result")
    expect(thread.get_by_role("listitem")).to_have_count(7)
    page.get_by_role("link", name="1.A.1.1").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Training needs assessments in ports")
    page.get_by_role("link", name="AG/RES. 2619 (XLI-O/11) · 4.b").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Paragraph 4.b")


@pytest.mark.parametrize(
    ("language", "heading"), [("es", "Párrafo 4.b"), ("pt", "Parágrafo 4.b"), ("fr", "Paragraphe 4.b")]
)
def test_a_page_keeps_its_place_when_the_language_changes(language: str, heading: str, page: Page) -> None:
    page.goto("/documents/find/?symbol=2619+4b&language=en")
    before = page.url
    page.get_by_role("navigation", name="Language", exact=True).locator(f"[lang={language}]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert page.url.split("?")[0] == before.split("?")[0]
    assert page.locator("html").get_attribute("lang") == language


def test_a_planning_officer_confirms_a_suggestion_and_the_coverage_follows(page: Page) -> None:
    enter_as(page, "Beatriz Nogueira")
    page.goto("/coverage/?language=en")
    lines = page.get_by_role("heading", name=re.compile("Plan lines without a mandate"))
    before = int(lines.locator(".chip").inner_text())
    page.goto("/coverage/activities-without-mandate/")
    page.get_by_role("link", name="1.C.1.1").click()
    page.locator(".suggestion").first.get_by_text("Confirm").click()
    page.get_by_label("Reason").fill("The course teaches what the paragraph asks for.")
    page.get_by_role("button", name=re.compile("Confirm")).click()
    page.goto("/coverage/?language=en")
    assert int(lines.locator(".chip").inner_text()) == before - 1


def test_a_new_order_comes_into_force_and_the_past_stays(page: Page) -> None:
    enter_as(page, "Beatriz Nogueira")
    page.goto("/structure/?date=2016-12-01&language=en")
    before = page.locator("main").inner_text()
    page.goto("/structure/draft/")
    page.get_by_label("Symbol", exact=True).fill("EO 26-07")
    page.get_by_label("English").first.fill("A structure for the demonstration")
    page.get_by_label("Why").fill("The body asked for it.")
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("EO 26-07")
    page.goto("/structure/?date=2016-12-01&language=en")
    assert page.locator("main").inner_text() == before


def test_a_delegate_finds_no_draft(page: Page) -> None:
    enter_as(page, "Cecile Bartholomew")
    page.goto("/structure/orders/?language=en")
    expect(page.get_by_text("draft", exact=True)).to_have_count(0)


def test_the_main_way_goes_by_keyboard_alone(page: Page) -> None:
    page.goto("/mandates/?language=en")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/documents/**")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Paragraph")


def test_pages_stand_without_scripts(browser: object, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto("/documents/find/?symbol=2619+4b&language=en")
    page.get_by_role("link", name=re.compile("Show this part")).first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()

"""A workshop from the plan line to the report: planned once, and nothing is typed twice.

An officer plans it, two States nominate, documents go out in two languages, it is held, answered and concluded; the
line, the mandate, the duties and the report show it; the delegate of a third State sees nothing that is not theirs.
"""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import Command, enter_as

DAY, LAST = datetime.date(2016, 11, 30), datetime.date(2016, 12, 31)  # in the half-year that the plan covers
TITLE = "Workshop on the security of small ports"
TODAY = datetime.datetime.now(tz=datetime.UTC).date()
TOMORROW = TODAY + datetime.timedelta(days=1)
PASSWORD = "harbor-lantern-tide-41"


def save(page: Page, button: str) -> None:
    page.locator("main form").get_by_role("button", name=button).last.click()


def open_panel(page: Page, event: str, key: str) -> None:
    """Open the page of the workshop at one of its panels, which is fetched when it is seen."""
    page.goto(event + "?language=en")
    page.locator(f"#panel-{key}").scroll_into_view_if_needed()


def held_on_line(page: Page) -> int:
    """Return how many deliverables of the line count as held today."""
    page.goto(f"/work/progress/?by=line&on={LAST}&language=en")
    row = page.get_by_role("row", name=re.compile(r"1\.A\.3\.1\b"))
    return int(row.get_by_role("cell").nth(3).inner_text())


def plan(page: Page) -> str:
    """Plan the workshop from its line; return its address."""
    page.goto("/plans/activities/?plan=cicte-doc-5-16&address=1.A.3.1&language=en")
    page.get_by_role("link", name="1.A.3.1").first.click()
    page.get_by_role("link", name="Plan a deliverable").click()
    page.locator("[name=title_en]").fill(TITLE)
    page.locator("[name=level]").select_option("subregional")
    page.locator("[name=starts_on]").fill(DAY.isoformat())
    page.locator("[name=place]").fill("St. George's")
    save(page, "Save")
    page.wait_for_url(re.compile(r"/work/[0-9a-f-]{36}/"))
    return page.url.split("?")[0]


def invite(page: Page, event: str) -> None:
    page.goto(event.replace("/work/", "/participation/events/") + "invite/")
    page.locator("[name=parties]").select_option(label=["Chile", "Grenada"])
    page.locator("[name=places]").fill("2")
    save(page, "Draft the invitations")
    page.goto(event.replace("/work/", "/participation/events/") + "send/")
    save(page, "Send")


def nominate(page: Page, person: str, given: str, family: str) -> None:
    """Let a delegate find the invitation under Today and name somebody."""
    enter_as(page, person)
    page.goto("/today/?language=en")
    page.get_by_role("link", name=TITLE).first.click()
    page.get_by_role("link", name="Nominate").first.click()
    page.locator("[name=given_names]").fill(given)
    page.locator("[name=family_names]").fill(family)
    page.locator("[name=sex]").select_option("female")
    page.locator("[name=institution_kind]").select_option("port_authority")
    save(page, "Nominate")
    expect(page.locator("main")).to_contain_text(family)


def accept_all(page: Page, event: str, *families: str) -> None:
    for family in families:
        open_panel(page, event, "nominations")
        page.get_by_role("link", name=re.compile(family)).first.click()
        page.get_by_role("link", name="Accept", exact=True).click()
        page.locator("[name=reason]").fill("Fits")
        save(page, "Accept")


def enter_document(page: Page, event: str, part: str, kind: str, title: str) -> None:
    page.goto(event + "documents/enter/")
    page.locator("[name=title_en]").fill(title)
    page.locator("[name=title_es]").fill(f"{title} (es)")
    page.locator("[name=kind]").select_option(kind)
    page.locator("[name=part]").select_option(part)
    page.locator("[name=audience]").select_option("1")
    for language in ("en", "es"):
        words = f"{title} in {language}".encode()
        page.set_input_files(
            f"[name=file_{language}]", {"name": f"{language}.txt", "mimeType": "text/plain", "buffer": words}
        )
    save(page, "Enter")
    page.wait_for_url(re.compile(re.escape(event)))


def send(page: Page, event: str, link: str) -> None:
    page.goto(event + "?language=en")
    page.get_by_role("link", name=link).click()
    save(page, "Send")
    expect(page.locator("main")).to_contain_text(re.compile("Grenada|gone out|sent"))


def hold(page: Page, event: str) -> None:
    """Record who was there, and that it was held."""
    page.goto(event.replace("/work/", "/participation/events/") + "session/")
    save(page, "Save")
    open_panel(page, event, "attendance")
    page.locator("main a[href*='/participation/sessions/']").first.click()
    for number in range(2):
        page.locator("[data-person]").nth(number).locator("input[value=here]").check()
    expect(page.locator("[data-state]")).to_have_text("All is recorded.", timeout=20_000)
    for verb, button in (("confirm", "Confirm"), ("hold", "Record as held")):
        page.goto(f"{event}{verb}/")
        page.locator("[name=reason]").fill("It took place.")
        save(page, button)


def ask(page: Page, event: str) -> str:
    """Ask the participants; return the address for their answers."""
    page.goto(event.replace("/work/", "/evaluations/of/"))
    page.locator("[name=opens_on]").fill(TODAY.isoformat())
    page.locator("[name=closes_on]").fill(TOMORROW.isoformat())
    page.locator("[name=link]").select_option("shared")
    save(page, "Save")
    found = re.search(r"/evaluations/answer/[\w:.-]+/|/answer/[\w:.-]+/", page.locator("main").inner_text())
    assert found is not None, page.locator("main").inner_text()
    return found[0]


def answer(browser: Browser, site: str, address: str, *, times: int) -> None:
    """Fill in the form as participants do, who are not signed in."""
    for _time in range(times):
        context = browser.new_context(base_url=site, viewport={"width": 390, "height": 800}, locale="en-US")
        form = context.new_page()
        form.goto(address)
        for name in {each.get_attribute("name") for each in form.locator("main input[type=radio]").all()}:
            form.locator(f"input[name='{name}'][value='4']").or_(form.locator(f"input[name='{name}']")).last.check()
        form.locator("main form button").last.click()
        form.wait_for_url("**/thanks/**")
        context.close()


def wait_for_duties(page: Page, event: str) -> None:
    """Wait until the worker has sent both, and the duties to send them count as kept."""
    for _try in range(30):
        open_panel(page, event, "duties")
        kept = page.locator("#panel-duties").get_by_text(re.compile("^kept"))
        page.wait_for_timeout(3000)
        if kept.count() == 2:
            return
    raise AssertionError(page.locator("#panel-duties").inner_text())


def hidden_addresses(page: Page, event: str) -> list[str]:
    """Return the addresses of who was named, invited and sent to, as the page of the workshop leads to them."""
    open_panel(page, event, "nominations")
    page.locator("#panel-nominations a[href*='/participation/']").first.wait_for()
    found = page.locator("main a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    ways = ("/participation/invitations/", "/participation/20", "/participation/nominations/", "/distributions/")
    return sorted({each for each in found if each.startswith(ways) and each.count("/") == 4})


def report_on_half_year(command: Command, folder: Path, language: str) -> str:
    """Return the six-monthly report on the second half of 2016, as a page."""
    file, period = folder / f"{language}.html", ("--from", "2016-07-01", "--to", LAST.isoformat())
    shape = ("--language", language, "--format", "html", "--output", str(file))
    command.run("report", "six-monthly", "--body", "CICTE", *period, *shape)
    return file.read_text(encoding="utf-8")


def enter_as_another_delegate(page: Page, command: Command) -> None:
    """Sign in with a password as a delegate whom nobody invited."""
    words = ("--name", "Third Delegate", "--role", "delegate", "--party", "barbados", "--password-stdin")
    command.run("user", "add", "third@example.org", *words, typed=f"{PASSWORD}\n")
    page.context.clear_cookies()
    page.goto("/accounts/login/?language=en")
    page.locator("[name=login]").fill("third@example.org")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form button").last.click()
    page.wait_for_url("**/today/**")


def test_a_workshop_is_planned_once_and_shows_wherever_it_counts(
    page: Page, browser: Browser, site: str, command: Command, tmp_path: Path
) -> None:
    before = held_on_line(page)
    enter_as(page, "Marcus Adderley")
    event = plan(page)
    invite(page, event)
    nominate(page, "Cecile Bartholomew", "Marva", "Belgrave")
    nominate(page, "Rodrigo Arancibia", "Ximena", "Urrutia")
    enter_as(page, "Marcus Adderley")
    accept_all(page, event, "Belgrave", "Urrutia")
    enter_document(page, event, "in_advance", "agenda", "Agenda of the workshop")
    send(page, event, "Send documents in advance")
    hold(page, event)
    address = ask(page, event)
    answer(browser, site, address, times=3)
    enter_document(page, event, "afterwards", "conclusions", "Conclusions of the workshop")
    send(page, event, "Send the conclusions")

    # The line counts it, the mandate is told, the duties are kept, the report has it; nobody typed a figure.
    wait_for_duties(page, event)
    refused = hidden_addresses(page, event)
    assert held_on_line(page) - before == 1
    for language, words in (("en", "Member States"), ("es", "Estados Miembros")):
        report = report_on_half_year(command, tmp_path, language)
        assert (TITLE in report, words in report) == (True, True)

    # Who was named and who received what is not for a State that was not invited.
    enter_as_another_delegate(page, command)
    page.goto(event + "?language=en")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    for panel in page.locator("section[id^=panel-]").all():
        panel.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    shown = page.content()
    assert [word for word in ("Belgrave", "Urrutia", "Marva", "Ximena") if word in shown] == []
    assert [page.goto(hidden).status for hidden in refused] == [404] * len(refused)  # type: ignore[union-attr]

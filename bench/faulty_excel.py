"""An Excel file of 5,000 rows with 40 planted faults, brought in a browser: what is seen, what is kept, how long.

    python -m bench.faulty_excel --folder var/bench/faulty [--rows 5000] [--faults 40] [--pictures]

One line of JSON on standard output for each figure. A demonstration of its own is prepared in the folder.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import xlsxwriter
from playwright.sync_api import Page, sync_playwright

HEAD = ["Key", "Label (English)", "Label (Español)", "Label (Português)", "Label (Français)", "Kind", "Part of"]
FAULTS: tuple[tuple[int, Any], ...] = (  # column, what is planted in it
    (5, "no such kind"),
    (6, "no such topic"),
    (0, "not a key!"),
    (0, ""),
    (5, ""),
    (0, "row-1"),
    (0, "x" * 200),
    (6, "row-4999"),  # made below, and a row may refer only to what is made above it
)
PATIENCE = 600  # seconds


def rows(count: int, faults: int) -> tuple[list[list[Any]], list[int]]:
    """Return rows of new topics, and in which rows of the sheet a fault is planted."""
    made = [[f"row-{number}", *(f"Row {number} {code}" for code in "espf"), "threat", ""] for number in range(count)]
    planted = []
    for number in range(faults):
        place = (number + 1) * count // (faults + 1)
        column, cell = FAULTS[number % len(FAULTS)]
        made[place][column] = cell
        planted.append(place + 2)
    return made, planted


def workbook(made: list[list[Any]]) -> bytes:
    into = io.BytesIO()
    book = xlsxwriter.Workbook(into, {"constant_memory": True})
    page = book.add_worksheet("Topics")
    for number, row in enumerate([HEAD, *made]):
        page.write_row(number, 0, row)
    book.close()
    return into.getvalue()


class Person:
    """A person of the cast at a browser."""

    def __init__(self, page: Page, address: str, pictures: Path | None) -> None:
        self.page, self.address, self.pictures = page, address, pictures

    def enter(self, name: str) -> None:
        self.page.goto(f"{self.address}/demonstration/?language=en")
        self.page.locator("button", has_text=name).first.click()

    def bring(self, file: Path) -> None:
        """Bring a file, take the guessed columns, and wait for the preview."""
        self.page.goto(f"{self.address}/exchange/imports/new/")
        self.page.select_option("select[name=register]", "topics")
        self.page.set_input_files("input[type=file]", str(file))
        self.page.get_by_role("button", name="Read the file").click()
        self.page.wait_for_url("**/map/", timeout=PATIENCE * 1000)
        self.take_picture("map")
        self.page.get_by_role("button", name="Check the rows").click()
        self.wait()

    def wait(self) -> None:
        """Wait until the worker is done, asking for the page anew as it does itself."""
        ends = time.monotonic() + PATIENCE
        address, pictured = self.page.url, False
        while self.page.goto(address) and self.page.locator("progress").count():
            if not pictured and self.page.locator("progress").first.get_attribute("value") not in {"0", None}:
                self.take_picture("working")
                pictured = True
            if time.monotonic() > ends:
                raise SystemExit("the worker was not done in time")
            time.sleep(1)

    def apply(self) -> None:
        self.page.get_by_role("link", name="Take the rows in").click()
        self.page.get_by_label("Reason").fill("The list of the year")
        self.page.get_by_role("button", name="Take them in").click()
        self.wait()

    def take_picture(self, name: str) -> None:
        if self.pictures is None:
            return
        for wide in (1360, 390):
            self.page.set_viewport_size({"width": wide, "height": 900})
            self.page.screenshot(path=str(self.pictures / f"{name}-{wide}.png"))
        self.page.set_viewport_size({"width": 1360, "height": 900})


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Prepare and serve a demonstration of its own, with a worker beside; give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ,
        "SECRETARIAT_VAR": str(folder),
        "DJANGO_SETTINGS_MODULE": "secretariat.settings.demonstration",
        "DATABASE_URL": f"sqlite:///{folder / 'own.sqlite3'}",
    }
    subprocess.run([sys.executable, "-m", "secretariat", "prepare"], env=environment, check=True, stdout=sys.stderr)
    command = [sys.executable, "-m", "secretariat", "serve", "--port", str(port), "--processes", "1"]
    server = subprocess.Popen(command, env=environment, stdout=sys.stderr)
    try:
        _await(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)


def _await(address: str) -> None:
    ends = time.monotonic() + 60
    while True:
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 - our own server
        except (urllib.error.URLError, OSError):
            if time.monotonic() > ends:
                raise
            time.sleep(0.3)
        else:
            return


def kept(folder: Path) -> int:
    """Return how many of the rows are in the register."""
    with sqlite3.connect(folder / "own.sqlite3") as database:
        return int(database.execute("select count(*) from topics_topic where slug like 'row-%'").fetchone()[0])


def say(what: str, value: object) -> None:
    print(json.dumps({"case": "faulty_excel", "what": what, "value": value}), flush=True)


def main() -> None:
    """Bring the faulty file, then the mended one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("var/bench/faulty"))
    parser.add_argument("--rows", type=int, default=5000)
    parser.add_argument("--faults", type=int, default=40)
    parser.add_argument("--pictures", action="store_true", help="keep pictures of what the person sees in the folder")
    parser.add_argument("--person", default="Beatriz Nogueira", help="who of the cast brings the file")
    asked = parser.parse_args()
    shutil.rmtree(asked.folder, ignore_errors=True)
    asked.folder.mkdir(parents=True)
    folder = asked.folder.resolve()
    faulty, planted = rows(asked.rows, asked.faults)
    right, _none = rows(asked.rows, 0)
    files = {"faulty": folder / "faulty.xlsx", "right": folder / "right.xlsx"}
    files["faulty"].write_bytes(workbook(faulty))
    files["right"].write_bytes(workbook(right))
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    with served(folder) as address, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        person = Person(browser.new_page(), address, folder if asked.pictures else None)
        person.page.set_default_timeout(PATIENCE * 1000)
        person.enter(asked.person)
        _measure(person, files, planted, folder)
        browser.close()


def _measure(person: Person, files: dict[str, Path], planted: list[int], folder: Path) -> None:
    began = time.monotonic()
    person.bring(files["faulty"])
    say("faulty file: seconds from choosing it to the preview", round(time.monotonic() - began, 1))
    person.take_picture("preview")
    found = [int(cell) for cell in person.page.locator("table.rows tbody tr td:first-child").all_inner_texts()]
    say("faulty file: faults planted", len(planted))
    say("faulty file: rows with objections shown", len(set(found)))
    say("faulty file: the same rows as planted", sorted(set(found)) == planted)
    say("faulty file: rows kept", kept(folder))
    began = time.monotonic()
    person.bring(files["right"])
    say("mended file: seconds to the preview", round(time.monotonic() - began, 1))
    person.take_picture("right")
    began = time.monotonic()
    person.apply()
    say("mended file: seconds to apply", round(time.monotonic() - began, 1))
    person.take_picture("applied")
    say("mended file: rows kept", kept(folder))


if __name__ == "__main__":
    main()

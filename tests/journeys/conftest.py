"""A real server with a database of its own, and a real browser that tells of every fault it meets."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PROGRAM = (sys.executable, "-m", "secretariat")
MEANT = ("status of 4", "ERR_INTERNET_DISCONNECTED")  # refusals, and a connection that a test cuts


@dataclass(frozen=True)
class Command:
    """The program, run beside the site that the browser sees."""

    environment: Mapping[str, str]

    def run(self, *words: str, typed: str = "") -> str:
        """Run a command to its end; return what it says."""
        done = subprocess.run(
            [*PROGRAM, *words],
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
            timeout=600,
            check=True,
        )
        return done.stdout


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture(scope="package")
def command(tmp_path_factory: pytest.TempPathFactory) -> Command:
    """Return what runs the program on a demonstration of its own."""
    folder: Path = tmp_path_factory.mktemp("site")
    return Command(
        {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "secretariat.settings.demonstration",
            "SECRETARIAT_VAR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'secretariat.sqlite3'}",
        }
    )


@pytest.fixture(scope="package")
def site(command: Command) -> Iterator[str]:
    """Serve the demonstration, as ``make run`` does; return its address."""
    command.run("prepare")
    port = _free_port()
    words = [*PROGRAM, "serve", "--port", str(port)]
    server = subprocess.Popen(words, env=command.environment, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=20)


def _wait_for(address: str) -> None:
    for _attempt in range(150):
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"nothing answers at {address}")


@pytest.fixture(scope="package")
def browser(browser_path: str) -> Iterator[Browser]:
    """Return a browser for all journeys; it ends with them: beside its loop Django refuses the database."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=browser_path, args=[*FLAGS])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """Return a page that fails its test when the browser reports an error or a violation of the content policy."""
    context = browser.new_context(base_url=site, viewport={"width": 1360, "height": 900}, locale="en-US")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert [fault for fault in faults if not any(each in fault for each in MEANT)] == []


def enter_as(page: Page, name: str) -> None:
    """Sign in from the demonstration's page as one of the cast, by the name shown there."""
    page.goto("/demonstration/?language=en")
    page.get_by_role("button", name=name).click()
    page.wait_for_url("**/today/**")

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
from collections.abc import Iterator
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("journeys"))


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a demonstration of its own, as ``make run`` does; return its address."""
    folder: Path = tmp_path_factory.mktemp("site")
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "secretariat.settings.demonstration",
        "SECRETARIAT_VAR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'secretariat.sqlite3'}",
    }
    program = [sys.executable, "-m", "secretariat"]
    subprocess.run([*program, "prepare"], env=environment, check=True, capture_output=True, timeout=300)
    port = _free_port()
    server = subprocess.Popen([*program, "serve", "--port", str(port)], env=environment, stderr=subprocess.DEVNULL)
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


@pytest.fixture(scope="session")
def browser(browser_path: str) -> Iterator[Browser]:
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
    assert [fault for fault in faults if "status of 4" not in fault] == []


def enter_as(page: Page, name: str) -> None:
    """Sign in from the demonstration's page as one of the cast, by the name shown there."""
    page.goto("/demonstration/?language=en")
    page.get_by_role("button", name=name).click()
    page.wait_for_url("**/today/**")

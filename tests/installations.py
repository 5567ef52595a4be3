"""Installations beside the one that the tests run in: another package, another database, real processes."""

from __future__ import annotations

import fcntl
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
LANTERNS = ROOT / "tests" / "packages" / "lantern_commission"
PATIENCE = 180  # seconds: a machine may be busy


@dataclass(frozen=True)
class Installation:
    """A folder with a database of its own, and the package it is founded on."""

    folder: Path
    package: Path = LANTERNS
    settings: str = "demonstration"
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **kept,
            "DJANGO_SETTINGS_MODULE": f"secretariat.settings.{self.settings}",
            "SECRETARIAT_VAR": str(self.folder),
            "SECRETARIAT_FOUNDING": str(self.package),
            "DATABASE_URL": f"sqlite:///{self.folder / 'own.sqlite3'}",
            **self.extra,
        }

    def run(self, *words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """Run one command to its end."""
        return subprocess.run(
            [sys.executable, "-m", "secretariat", *words],
            cwd=ROOT,
            env=self.environment,
            input=stdin,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )

    def start(self, *words: str) -> subprocess.Popen[str]:
        """Start a command that goes on, in a group of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "secretariat", *words],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )


def prepared(folder: Path) -> Installation:
    """Return the installation in ``folder``, prepared once, whoever of several processes comes first."""
    folder.mkdir(parents=True, exist_ok=True)
    installation = Installation(folder)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = installation.run("prepare")
    assert done.returncode == 0, done.stderr
    return installation


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
    return port


class Reader:
    """A browser without pictures: asks for pages of a server, keeps cookies."""

    def __init__(self, port: int) -> None:
        self.base = f"http://127.0.0.1:{port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str, language: str = "en", **headers: str) -> tuple[int, str]:
        """Return status and text of a page."""
        return self._ask(urllib.request.Request(self.base + path, headers={"Accept-Language": language, **headers}))

    def enter_as(self, person: str) -> int:
        """Sign in as one of the cast and return the status of the page that follows."""
        return self.send("/demonstration/", person=person)[0]

    def send(self, path: str, **fields: str) -> tuple[int, str]:
        """Send the form of a page and return status and text of the page that follows."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path)[1])
        sent = urlencode({"csrfmiddlewaretoken": token[1] if token else "", **fields}).encode()
        return self._ask(urllib.request.Request(self.base + path, data=sent, headers={"Accept-Language": "en"}))

    def _ask(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return answer.status, answer.read().decode(errors="replace")
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode(errors="replace")


@contextmanager
def serving(installation: Installation, *words: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Serve an installation and wait until it answers; give the process and its port."""
    port = free_port()
    server = installation.start("serve", "--port", str(port), "--processes", "1", *words)
    said: list[str] = []
    assert server.stdout is not None
    reader = threading.Thread(target=said.extend, args=(server.stdout,), daemon=True)
    reader.start()  # a server whose words nobody reads stops when the pipe is full
    try:
        _wait_for(server, port, said)
        yield server, port
    except TimeoutError as error:
        error.add_note("".join(said))
        raise
    finally:
        if server.poll() is None:
            server.terminate()
        server.wait(timeout=PATIENCE)
        reader.join(timeout=PATIENCE)
        server.stdout.close()


def _wait_for(server: subprocess.Popen[str], port: int, said: Sequence[str]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        assert server.poll() is None, "".join(said)
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("the server did not answer")

"""The harness: starts the real server, signs in, asks, and reads from the kernel what each answer cost."""

from __future__ import annotations

import datetime
import http.client
import json
import os
import platform
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.utils import timezone

from secretariat.documents.models import Paragraph

PROC = Path("/proc")
PATIENCE = 60  # seconds until the server answers


@dataclass(frozen=True)
class Figure:
    """One measured figure: what, how much, of which unit, beside the limit of docs/understand/performance.md."""

    case: str
    what: str
    value: float
    unit: str
    limit: float | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    body: bytes
    headers: Mapping[str, str]

    @property
    def text(self) -> str:
        return self.body.decode()


class Client:
    """A reader over one connection that stays open, with cookies."""

    def __init__(self, port: int) -> None:
        self.link = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Answer:
        """Send a request; redirects are not followed."""
        sent = {"Host": "localhost", "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        self.link.request(method, path, body, {**sent, **(headers or {})})
        answer = self.link.getresponse()
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return Answer(answer.status, answer.read(), dict(answer.headers))

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, headers=headers)

    def post(self, path: str, values: Mapping[str, str]) -> Answer:
        """Send a form, with the token that the last page set."""
        token = {"X-CSRFToken": self.cookies.get("csrftoken", ""), "Content-Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(values), token)


@dataclass
class Bench:
    """A running installation and what is asked of it. ``processes`` is the number of web processes."""

    port: int
    server: int
    processes: int
    requests: int

    def reader(self, person: str = "", language: str = "en") -> Client:
        """Return a reader: one of the cast, by key, or nobody."""
        client = Client(self.port)
        client.cookies["django_language"] = language
        if person:
            client.get("/demonstration/")
            entered = client.post("/demonstration/", {"person": person})
            if entered.status != 302:
                raise RuntimeError(f"{person} cannot enter: {entered.status}")
        return client

    def cost(self, client: Client, paths: Sequence[str], **headers: str) -> dict[str, Any]:
        """Return CPU-milliseconds per request of asking ``paths`` in turn: of the web processes and of PostgreSQL.

        Errors: RuntimeError where an answer is not 200.
        """
        return self.cost_of(lambda number: client.get(paths[number % len(paths)], **headers))

    def cost_of(self, ask: Any, requests: int = 0) -> dict[str, Any]:
        """Return CPU-milliseconds of calling ``ask`` with 0, 1, 2 …; a tenth is asked before, to warm up."""
        number = requests or self.requests
        for each in range(max(number // 10, self.processes * 8)):
            _check(ask(each))
        web, database = cpu_of(tree(self.server)), cpu_of(backends())
        size = sum(len(_check(ask(each)).body) for each in range(number))
        web, database = cpu_of(tree(self.server)) - web, cpu_of(backends()) - database
        return {
            "web_ms": round(web / number, 2),
            "database_ms": round(database / number, 2),
            "total": round((web + database) / number, 2),
            "bytes": size // number,
            "requests": number,
        }

    def memory(self) -> float:
        """Return the proportional share of memory (PSS), in MB, of the server with all its processes."""
        return sum(pss_of(process) for process in tree(self.server)) / 1024


def _check(answer: Answer) -> Answer:
    if answer.status not in {200, 201}:
        raise RuntimeError(f"answered {answer.status}: {answer.text[:300]}")
    return answer


# What the kernel knows --------------------------------------------------------------------------------------------


def tree(process: int) -> list[int]:
    """Return a process and all below it."""
    children: dict[int, list[int]] = {}
    for path in PROC.glob("[0-9]*/stat"):
        try:
            above = int(path.read_text().rpartition(")")[2].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue  # ended meanwhile
        children.setdefault(above, []).append(int(path.parent.name))
    found = [process]
    for each in found:
        found += children.get(each, [])
    return found


def backends() -> list[int]:
    """Return the processes of PostgreSQL that serve this database; none for SQLite, which runs in the web process."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return [each for (each,) in cursor.fetchall()]


def cpu_of(processes: Sequence[int]) -> float:
    """Return the CPU time that processes have used so far, in milliseconds."""
    tasks = (path for each in processes for path in PROC.glob(f"{each}/task/*/schedstat"))
    return sum(int(path.read_text().split()[0]) for path in tasks) / 1e6


def pss_of(process: int) -> int:
    """Return the proportional share of memory of a process, in kB."""
    found = re.search(r"^Pss:\s+(\d+) kB", (PROC / str(process) / "smaps_rollup").read_text(), re.MULTILINE)
    if found is None:
        raise RuntimeError("this kernel does not tell the proportional share of memory")
    return int(found.group(1))


# The server -------------------------------------------------------------------------------------------------------


@contextmanager
def serving(*, processes: int, requests: int) -> Iterator[Bench]:
    """Run the installation's own server while measuring; its worker stays out."""
    port = _free_port()
    command = [sys.executable, "-m", "secretariat", "serve", "--no-worker"]
    command += ["--port", str(port), "--processes", str(processes)]
    # A limit on programs would be measured instead of the work.
    many = {"SECRETARIAT_API_LIMITS": "token=100000000 person=100000000 network=100000000"}
    settings = {**os.environ, **many}
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=settings)
    try:
        _wait(port, server)
        yield Bench(port, server.pid, processes, requests)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(30)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _wait(port: int, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and server.poll() is None:
        try:
            Client(port).get("/")
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError("the server did not start: `secretariat serve` says why")


# The report -------------------------------------------------------------------------------------------------------


def machine() -> dict[str, Any]:
    """Return what a figure must be read with: machine, date, database, how much it holds."""
    return {
        "on": timezone.now().astimezone(datetime.UTC).strftime("%Y-%m-%d %H:%M"),
        "machine": f"{os.cpu_count()} × {_processor()}, load {os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        "database": connection.vendor,
        "paragraphs": Paragraph.objects.count(),
        "loop_ms": round(loop(), 1),
    }


def loop() -> float:
    """Return the CPU-milliseconds of a fixed loop: how fast this machine is while others use it."""
    began = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number * number % 7
    return (time.process_time() - began) * 1000


def _processor() -> str:
    found = re.search(r"^model name\s*: (.+)$", (PROC / "cpuinfo").read_text(), re.MULTILINE)
    return found.group(1) if found else platform.machine()


def tell(figure: Figure, facts: Mapping[str, Any]) -> None:
    """Print a figure as one line of JSON."""
    line = {**asdict(figure), **facts}
    line.update(line.pop("more"))
    print(json.dumps({name: value for name, value in line.items() if value is not None}, ensure_ascii=False))
    sys.stdout.flush()

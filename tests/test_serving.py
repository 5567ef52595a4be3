"""The server as it is started: where it listens, what it answers, and that it ends whole."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.installations import PATIENCE, Installation, Reader, free_port, serving

LOOPBACK = "0100007F"  # 127.0.0.1 as the system's table of doors writes it
LISTENING = "0A"
DOORS = Path("/proc/net/tcp")
ENDED_WITHIN = 30  # seconds: worker and web process have eight each before they are killed, and a machine may be busy
BREAKS_THE_WEB = "import sys\nsys.modules['secretariat.wsgi'] = None\n"  # it can be imported no more
on_linux = pytest.mark.skipif(not DOORS.exists(), reason="only Linux tells which doors are open in /proc")


def addresses_of(port: int) -> set[str]:
    """Return the addresses on which somebody listens at a port."""
    rows = [line.split() for line in DOORS.read_text(encoding="ascii").splitlines()[1:]]
    local = [row[1].split(":") for row in rows if row[3] == LISTENING]
    return {address for address, door in local if int(door, 16) == port}


def processes_in(group: int) -> list[str]:
    """Return what runs in a group of processes, without those that have ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _sign, rest = stat.read_text(encoding="utf-8").rpartition(")")
        except (FileNotFoundError, ProcessLookupError):
            continue
        state, _parent, its_group = rest.split()[:3]
        if int(its_group) == group and state != "Z":
            found.append(name)
    return found


@on_linux
def test_demonstration_listens_on_this_machine_alone_whatever_is_asked(lanterns: Installation) -> None:
    with serving(lanterns, "--host", "0.0.0.0", "--no-worker") as (_server, port):  # noqa: S104 - it must not obey
        assert addresses_of(port) == {LOOPBACK}


def test_demonstration_lets_its_cast_in(lanterns: Installation) -> None:
    with serving(lanterns, "--no-worker") as (_server, port):
        reader = Reader(port)
        assert reader.get("/")[0] == 200
        assert reader.get("/today/")[0] == 200  # after the way to the page of sign-in
        assert "Odile Varga" in reader.get("/demonstration/")[1]
        assert reader.enter_as("planning_officer") == 200
        assert "Odile Varga" in reader.get("/today/")[1]
        assert reader.enter_as("nobody") == 404


def test_demonstration_lets_nobody_in_from_elsewhere(lanterns: Installation) -> None:
    with serving(lanterns, "--no-worker") as (_server, port):
        reader = Reader(port)
        assert reader.get("/demonstration/", **{"X-Forwarded-For": "203.0.113.9"})[0] == 404
        assert reader.get("/", Host="secretariat.example")[0] == 400


@on_linux
@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_server_and_worker_end_together_and_leave_nothing(lanterns: Installation, sign: signal.Signals) -> None:
    with serving(lanterns) as (server, port):
        wait_for_worker(server)
        started = time.monotonic()
        server.send_signal(sign)
        server.wait(ENDED_WITHIN)
        assert time.monotonic() - started < ENDED_WITHIN
        assert processes_in(server.pid) == []
        assert addresses_of(port) == set()


@on_linux
def test_server_stopped_while_it_begins_leaves_nothing(lanterns: Installation) -> None:
    server = lanterns.start("serve", "--port", str(free_port()))
    time.sleep(1)
    server.terminate()
    server.communicate(timeout=ENDED_WITHIN)
    assert processes_in(server.pid) == []


@on_linux
def test_everything_ends_with_a_server_that_is_killed(lanterns: Installation) -> None:
    with serving(lanterns, "--workers", "2") as (server, port):
        wait_for_worker(server, count=2)
        server.kill()
        until = time.monotonic() + ENDED_WITHIN
        while processes_in(server.pid) and time.monotonic() < until:
            time.sleep(0.05)
        assert processes_in(server.pid) == []
        assert addresses_of(port) == set()


@on_linux
def test_worker_that_is_killed_is_started_again(lanterns: Installation) -> None:
    with serving(lanterns) as (server, _port):
        (first,) = wait_for_worker(server)
        os.kill(first, signal.SIGKILL)
        (second,) = wait_for_worker(server, but=first)
        assert second != first


@on_linux
def test_web_process_that_is_killed_is_started_again(lanterns: Installation) -> None:
    with serving(lanterns, "--no-worker") as (server, port):
        assert Reader(port).get("/")[0] == 200
        (web,) = children_of(server)
        os.kill(web, signal.SIGKILL)
        until = time.monotonic() + PATIENCE
        while children_of(server) in ([], [web]) and time.monotonic() < until:
            time.sleep(0.05)
        while not addresses_of(port) and time.monotonic() < until:
            time.sleep(0.05)
        assert Reader(port).get("/")[0] == 200


@on_linux
def test_web_process_that_is_killed_again_and_again_is_started_again(lanterns: Installation) -> None:
    with serving(lanterns, "--no-worker") as (server, port):
        seen: set[int] = set()
        for _ in range(5):  # far quicker than every five seconds
            (web,) = wait_for_other(server, seen)
            seen.add(web)
            os.kill(web, signal.SIGKILL)
        wait_for_other(server, seen)
        until = time.monotonic() + PATIENCE
        while not addresses_of(port) and time.monotonic() < until:
            time.sleep(0.05)
        assert (Reader(port).get("/")[0], server.poll()) == (200, None)


@on_linux
def test_server_whose_web_processes_cannot_load_waits_longer_each_time_and_ends_when_asked(
    lanterns: Installation, tmp_path: Path
) -> None:
    (tmp_path / "sitecustomize.py").write_text(BREAKS_THE_WEB)
    broken = Installation(lanterns.folder, extra={"PYTHONPATH": str(tmp_path)})
    server = broken.start("serve", "--port", str(free_port()), "--processes", "1", "--no-worker")
    seen: set[int] = set()
    began = time.monotonic()
    for _ in range(3):
        seen.update(wait_for_other(server, seen))
    assert time.monotonic() - began > 1 + 2
    server.terminate()
    server.communicate(timeout=ENDED_WITHIN)
    assert processes_in(server.pid) == []


def test_taken_port_is_refused(lanterns: Installation) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        port = door.getsockname()[1]
        done = lanterns.run("serve", "--port", str(port), "--no-worker")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"Port {port} of 127.0.0.1 is taken: name another with --port.\n"


def test_production_has_no_way_in_without_a_password(lanterns: Installation) -> None:
    given = {"SECRETARIAT_SECRET_KEY": "k" * 60, "SECRETARIAT_HOSTS": "127.0.0.1"}
    production = Installation(lanterns.folder, settings="production", extra=given)
    with serving(production, "--no-worker") as (_server, port):
        reader = Reader(port)
        secure = {"X-Forwarded-Proto": "https"}
        assert reader.get("/", **secure)[0] == 200
        assert reader.get("/demonstration/", **secure)[0] == 404
        assert "Odile Varga" not in reader.get("/accounts/login/", **secure)[1]


def test_worker_runs_by_itself_and_ends_when_asked(lanterns: Installation) -> None:
    worker = lanterns.start("worker", "--batch")
    said = worker.communicate(timeout=PATIENCE)[0]
    assert (worker.returncode, "Traceback" in said) == (0, False)


def test_help_and_version_need_no_settings(tmp_path: Path) -> None:
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    for words in (("--help",), ("--version",)):
        done = subprocess.run(
            [sys.executable, "-m", "secretariat", *words], env=environment, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")


def children_of(server: subprocess.Popen[str]) -> list[int]:
    """Return what a process has started and what still runs, whichever of its threads did."""
    lists = [path.read_text(encoding="ascii") for path in Path(f"/proc/{server.pid}/task").glob("*/children")]
    found = [int(child) for each in lists for child in each.split()]
    return sorted(child for child in found if Path(f"/proc/{child}/cmdline").read_bytes())  # a dead one has none


def wait_for_other(server: subprocess.Popen[str], seen: set[int]) -> list[int]:
    """Wait until a process runs that was not seen before."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if found := [child for child in children_of(server) if child not in seen]:
            return found
        time.sleep(0.02)
    raise TimeoutError("no process was started")


def wait_for_worker(server: subprocess.Popen[str], *, count: int = 1, but: int = 0) -> list[int]:
    """Wait until workers run beside the server: they hold the program's own command line. Return their numbers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        lines = {child: Path(f"/proc/{child}/cmdline").read_bytes() for child in children_of(server) if child != but}
        found = [child for child, line in lines.items() if line.endswith(b"-m\0secretariat\0worker\0")]
        if len(found) == count:
            return found
        time.sleep(0.05)
    raise TimeoutError("no worker was started")

"""Kill parts of a running installation: ``python -m bench.faults web --rounds 20``.

Writers send forms all the while and keep a journal of what was acknowledged. At the end the journal is held against the
database, or against the mail that went out: lost, doubled, torn, and how long nothing was acknowledged after a kill.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from bench.faults import distribution, postgres
from bench.faults.clients import Writer

ROOT = Path(__file__).resolve().parents[2]
WRITERS = 3
LEAST = 1.0  # seconds between two kills
PATIENCE = 90  # seconds
# Counts what is there of what the writers sent, and rows without their history.
COUNT = """
import json
from collections import Counter
from secretariat.documents.models import Document
symbols = Counter(Document.objects.filter(symbol__endswith="/99").values_list("symbol", flat=True))
made = Counter(Document.history.filter(symbol__endswith="/99", history_type="+").values_list("symbol", flat=True))
print(json.dumps([symbols, made]))
"""


def main() -> None:
    """Run one case and print its figures as one line of JSON."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults", description=__doc__)
    parser.add_argument("case", choices=("web", "worker", "postgres", "distribution"))
    parser.add_argument("--rounds", type=int, default=20)
    chosen = parser.parse_args()
    folder = ROOT / "var" / "bench" / f"faults-{chosen.case}-{os.getpid()}"
    folder.mkdir(parents=True)
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "secretariat.settings.demonstration",
        "SECRETARIAT_VAR": str(folder),
    }
    if chosen.case == "distribution":
        figures = _distribute(chosen.rounds, environment)
    elif chosen.case == "postgres":
        with postgres.cluster() as cluster:
            figures = _run(chosen.case, chosen.rounds, {**environment, "DATABASE_URL": cluster.address}, cluster)
    else:
        figures = _run(chosen.case, chosen.rounds, environment, None)
    sys.stdout.write(json.dumps(figures) + "\n")


def _run(case: str, rounds: int, environment: dict[str, str], cluster: postgres.Cluster | None) -> dict[str, Any]:
    _command(environment, "prepare")
    with _serving(environment) as (server, port):
        writers = [_writer(case, port, which) for which in range(WRITERS)]
        for writer in writers:
            writer.start()
        _wait(lambda: all(writer.journal.acknowledged for writer in writers), "the writers to begin")
        pauses = [pause for _ in range(rounds) if (pause := _round(case, server, writers, cluster)) is not None]
        alive = server.poll() is None
        for writer in writers:
            writer.stopping.set()
        for writer in writers:
            writer.join(PATIENCE)
        kept = _mail(environment, writers) if case == "worker" else _rows(environment)
    return _figures(case, rounds, writers, kept, pauses, alive=alive)


def _distribute(rounds: int, environment: dict[str, str]) -> dict[str, Any]:
    _command(environment, "prepare")
    drafts = json.loads(_command(environment, "shell", "-v", "0", "-c", distribution.PREPARE.format(rounds=rounds)))
    with _serving(environment) as (server, port):

        def victim(kind: str) -> int:
            return _victim(kind, server)

        command = partial(_command, environment)
        return distribution.measure(distribution.Installation(environment, port, command, victim), drafts)


def _round(case: str, server: subprocess.Popen[bytes], writers: list[Writer], cluster: Any) -> float | None:
    """Kill once; return after how many seconds something was acknowledged again."""
    time.sleep(LEAST + random.random() * 2)  # noqa: S311 - when to kill is no secret
    killed = time.monotonic()
    if cluster is not None:
        cluster.kill()
        cluster.start()
        killed = time.monotonic()  # recovery is counted from when the database is there again
    else:
        os.kill(_victim(case, server), signal.SIGKILL)
    again = [_first(writer, killed) for writer in writers]
    return max(again) - killed if None not in again else None  # type: ignore[type-var,operator]


def _first(writer: Writer, moment: float) -> float | None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        found = writer.journal.first_after(moment)
        if found is not None:
            return found
        time.sleep(0.01)
    return None


def _victim(case: str, server: subprocess.Popen[bytes]) -> int:
    """Choose a process of the kind by chance: workers hold the program's command line for themselves."""
    until = time.monotonic() + PATIENCE
    while not (found := _running(case, server)):  # one that was killed starts again after a pause
        if time.monotonic() > until:
            raise TimeoutError(f"no {case} process came back")
        time.sleep(0.1)
    return random.choice(found)  # noqa: S311 - whom to kill is no secret


def _running(case: str, server: subprocess.Popen[bytes]) -> list[int]:
    lists = [path.read_text() for path in Path(f"/proc/{server.pid}/task").glob("*/children")]
    children = [int(child) for each in lists for child in each.split()]
    lines = {child: Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
    workers = [child for child, line in lines.items() if line.endswith(b"\0worker\0")]
    return workers if case == "worker" else [child for child in children if lines[child] and child not in workers]


def _writer(case: str, port: int, which: int) -> Writer:
    def document(number: int) -> tuple[str, dict[str, str]]:
        symbol = f"CICTE/doc.{which * 100_000 + number}/99"
        words = {"title_en": f"Invented {symbol}", "kind": "report", "state": "issued", "audience": "1"}
        return symbol, {"symbol": symbol, "doubts_seen": "on", **words}

    def person(number: int) -> tuple[str, dict[str, str]]:
        address = f"invented-{which}-{number}@example.org"
        words = {"full_name": f"Invented {number}", "language": "en", "time_zone": "UTC"}
        return address, {"email": address, **words}

    if case == "worker":
        return Writer(port, "administrator", "/people/new/", person)
    return Writer(port, "planning_officer", "/documents/enter/", document)


def _rows(environment: dict[str, str]) -> tuple[Counter[str], int]:
    """Return how often each document is there, and how many of them are torn: not made once in history too."""
    said = json.loads(_command(environment, "shell", "-v", "0", "-c", COUNT))
    symbols, made = Counter(said[0]), Counter(said[1])
    return symbols, sum(1 for symbol in {*symbols, *made} if symbols[symbol] != 1 or made[symbol] != 1)


def _mail(environment: dict[str, str], writers: list[Writer]) -> tuple[Counter[str], int]:
    """Wait until every mail has gone out; return how often each person got theirs, and how often one again."""
    wanted = {name for writer in writers for name in writer.journal.acknowledged}
    found: Counter[str] = Counter()
    letters: list[str] = []
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and not wanted <= found.keys():
        time.sleep(1)
        files = (path.read_text(errors="replace") for path in (Path(environment["SECRETARIAT_VAR"]) / "mail").glob("*"))
        letters = [letter for text in files for letter in re.split(r"^-{70,}$", text, flags=re.MULTILINE)]
        found = Counter(name for letter in letters for name in re.findall(r"^To: (\S+)", letter, re.MULTILINE))
    named = Counter(name for letter in letters for name in re.findall(r"^Message-ID: (\S+)", letter, re.MULTILINE))
    return found, sum(count - 1 for count in named.values())


def _figures(
    case: str, rounds: int, writers: list[Writer], kept: tuple[Counter[str], int], pauses: list[float], *, alive: bool
) -> dict[str, Any]:
    acknowledged = [name for writer in writers for name in writer.journal.acknowledged]
    counts, torn = kept
    pauses = sorted(pauses)
    return {
        "case": case,
        "rounds": rounds,
        "acknowledged": len(acknowledged),
        "lost": sum(1 for name in acknowledged if not counts[name]),
        "doubled": sum(1 for count in counts.values() if count > 1),
        ("sent again under its identifier" if case == "worker" else "torn"): torn,
        "without answer": sum(writer.journal.in_doubt for writer in writers),
        "refused": [each for writer in writers for each in writer.journal.refused][:5],
        "recovery median s": round(pauses[len(pauses) // 2], 2) if pauses else None,
        "recovery longest s": round(pauses[-1], 2) if pauses else None,
        "rounds recovered": len(pauses),
        "server alive": alive,
        "load": round(os.getloadavg()[0], 1),
    }


@contextmanager
def _serving(environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port: int = door.getsockname()[1]
    log = (Path(environment["SECRETARIAT_VAR"]) / "serve.log").open("wb")
    command = [sys.executable, "-m", "secretariat", "serve", "--port", str(port), "--processes", "2"]
    with log, subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) as server:
        try:
            yield server, port
        finally:
            server.terminate()


def _command(environment: dict[str, str], *words: str) -> str:
    command = [sys.executable, "-m", "secretariat", *words]
    return subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.PIPE, text=True).stdout


def _wait(until: Any, what: str) -> None:
    limit = time.monotonic() + PATIENCE
    while not until():
        if time.monotonic() > limit:
            raise TimeoutError(f"waited in vain for {what}")
        time.sleep(0.1)


if __name__ == "__main__":
    main()

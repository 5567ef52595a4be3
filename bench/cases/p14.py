"""P14: from nothing to a loaded installation, and the same again when nothing has changed."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator

from bench.harness import Bench, Figure

LIMIT = 10.0  # seconds of CPU for the tables
TABLES = (
    "import django; django.setup();"
    "from secretariat.founding.installation import bring_tables_up_to_date; bring_tables_up_to_date()"
)


def measure(bench: Bench) -> Iterator[Figure]:
    """Prepare an installation in an empty folder, on SQLite whatever the benchmark's database is."""
    steps = (
        ("tables of an empty database", ("-c", TABLES), LIMIT),
        ("prepare: founding data and files of the interface", ("-m", "secretariat", "prepare"), None),
        ("prepare again, nothing changed", ("-m", "secretariat", "prepare"), None),
    )
    with tempfile.TemporaryDirectory() as folder:
        for what, command, limit in steps:
            yield Figure("p14", what, _seconds(folder, command), "CPU-s", limit)


def _seconds(folder: str, command: tuple[str, ...]) -> float:
    """Return the CPU time of a program in seconds."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, *command], env={**environment, "SECRETARIAT_VAR": folder}, check=True, capture_output=True
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 1)

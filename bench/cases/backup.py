"""A back-up and its restore: seconds, and the size of the file."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bench.harness import Bench, Figure

ROOT = Path(__file__).resolve().parents[2]


def measure(_bench: Bench) -> Iterator[Figure]:
    """Back up the installation that serves, verify, and restore into an empty one on SQLite."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.tar"
        yield Figure("backup", "back up", _seconds("backup", str(path)), "s")
        yield Figure("backup", "size", round(path.stat().st_size / 1e6, 1), "MB")
        yield Figure("backup", "verify", _seconds("backup", "--verify", str(path)), "s")
        there = {"SECRETARIAT_VAR": f"{folder}/there", "DATABASE_URL": f"sqlite:///{folder}/there/own.sqlite3"}
        Path(there["SECRETARIAT_VAR"]).mkdir()
        yield Figure("backup", "restore to SQLite", _seconds("restore", str(path), **there), "s", limit=60)


def _seconds(*words: str, **other: str) -> float:
    began = time.monotonic()
    command = [sys.executable, "-m", "secretariat", *words]
    subprocess.run(command, cwd=ROOT, env={**os.environ, **other}, check=True, stdout=sys.stderr)
    return round(time.monotonic() - began, 1)

"""Databases of both kinds for installations beside the tests' own."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

from tests.installations import LANTERNS, Installation

NUMBERS = count()
SERVER = os.environ.get("DATABASE_URL", "").rpartition("/")[0]
KINDS = ("postgres",) if SERVER.startswith("postgres") else ("sqlite",)  # of this run; the other run takes the other
# What an installation writes by itself: people's sessions, and the queue.
OWN = ("sessions", "contenttypes", "auth.permission")


@contextmanager
def installation(folder: Path, kind: str, **extra: str) -> Iterator[Installation]:
    """Give an empty installation on a database of a kind, gone at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "sqlite":
        yield Installation(folder, LANTERNS, extra=extra)
        return
    name = f"installation_{os.getpid()}_{next(NUMBERS)}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as door:
        door.execute(f'create database "{name}"')
        try:
            yield Installation(folder, LANTERNS, extra={"DATABASE_URL": f"{SERVER}/{name}", **extra})
        finally:
            door.execute(f'drop database "{name}" with (force)')


def all_rows(given: Installation, *but: str) -> dict[str, Any]:
    """Return every row of an installation, by model and key, as Django itself writes them out; ``but`` names apps."""
    left_out = [f"--exclude={name}" for name in (*OWN, *but)]
    done = given.run("dumpdata", *left_out)
    assert done.returncode == 0, done.stderr
    return {f"{row['model']} {row['pk']}": row["fields"] for row in json.loads(done.stdout)}


def all_files(given: Installation) -> dict[str, bytes]:
    """Return every uploaded file of an installation by its name."""
    root = given.folder / "files"
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}

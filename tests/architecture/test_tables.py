"""Both ways to the tables lead to the same: from the records as they are, and by the migrations one after another."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
import pytest
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.installations import Installation

OTHER = "other"


@pytest.fixture
def two_addresses(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Give the addresses of two empty databases of the kind that the tests run on."""
    given = os.environ.get("DATABASE_URL", "")
    names = [f"tables_{os.getpid()}_{which}" for which in ("made", "migrated")]
    if not given.startswith("postgres"):
        yield f"sqlite:///{tmp_path / names[0]}", f"sqlite:///{tmp_path / names[1]}"
        return
    server = given.rpartition("/")[0]
    with psycopg.connect(f"{server}/postgres", autocommit=True) as door:
        for name in names:
            door.execute(f'create database "{name}"')
        yield f"{server}/{names[0]}", f"{server}/{names[1]}"
        for name in names:
            door.execute(f'drop database "{name}" with (force)')


@contextmanager
def opened(address: str) -> Iterator[BaseDatabaseWrapper]:
    connections.settings[OTHER] = connections["default"].settings_dict | dj_database_url.parse(address)
    try:
        yield connections[OTHER]
    finally:
        connections[OTHER].close()
        del connections[OTHER], connections.settings[OTHER]


def described(column: Any) -> str:
    """Return what a column is; of a key that the database counts, not its width: Django's own link tables differ."""
    if getattr(column, "is_autofield", False):  # SQLite does not say, nor does it know widths
        column = column._replace(type_code=None, display_size=None, internal_size=None)
    return repr(column)


def tables_in(address: str) -> dict[str, Any]:
    """Return columns and constraints of every table, by name, whatever the order they were made in."""
    with opened(address) as connection, connection.cursor() as cursor:
        look = connection.introspection
        return {
            table: {
                "columns": sorted(map(described, look.get_table_description(cursor, table))),
                "constraints": sorted(map(repr, look.get_constraints(cursor, table).values())),  # SQLite numbers them
            }
            for table in look.table_names(cursor)
        }


def test_tables_are_the_same_either_way(two_addresses: tuple[str, str], tmp_path: Path, django_db_blocker: Any) -> None:
    made, migrated = (Installation(tmp_path, extra={"DATABASE_URL": address}) for address in two_addresses)
    for installation, command in ((made, "prepare"), (migrated, "migrate")):
        done = installation.run(command)
        assert done.returncode == 0, done.stderr
    with django_db_blocker.unblock():
        left, right = map(tables_in, two_addresses)
    assert left.keys() == right.keys()
    for name, table in left.items():
        assert table == right[name], name


def test_every_migration_counts_as_done_in_an_empty_database_that_was_prepared(tmp_path: Path) -> None:
    installation = Installation(tmp_path)
    assert installation.run("prepare").returncode == 0
    planned = installation.run("migrate", "--plan")
    assert (planned.returncode, planned.stdout.strip()) == (
        0,
        "Planned operations:\n  No planned migration operations.",
    )

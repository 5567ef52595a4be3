"""SQLite: read all tables at one moment, and put other tables in their place at one moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection

from secretariat.operations.tables import Migration, Table, applied_migrations
from secretariat.operations.values import changed, from_sqlite, to_sqlite

PATIENCE = 30  # seconds


class Snapshot:
    """The database as it was at one moment, while others go on writing."""

    def __init__(self, door: sqlite3.Connection, migrations: list[Migration]) -> None:
        self.door, self.migrations = door, migrations

    def rows(self, table: Table) -> Iterator[list[Any]]:
        """Yield the rows of a table by its key, as a back-up holds them."""
        changes = [(place, change) for place, field in enumerate(table.fields) if (change := from_sqlite(field))]
        columns = ", ".join(connection.ops.quote_name(column) for column, _kind in table.columns)
        quoted = map(connection.ops.quote_name, (table.name, table.key))
        found = self.door.execute("SELECT {} FROM {} ORDER BY {}".format(columns, *quoted))  # noqa: S608 - our own names
        return changed(found, changes)


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Open the database for reading at this moment.

    A transaction that reads sees one state while others write, because the write-ahead log keeps what it needs until
    the end. SQLite's own copying would give the same state, but would lay all personal data in a second file.
    """
    migrations = applied_migrations()
    connection.close()
    with closing(sqlite3.connect(_place(), timeout=PATIENCE, isolation_level=None)) as door:
        door.execute("PRAGMA query_only = ON")
        door.execute("BEGIN")
        door.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the moment: the first row read
        yield Snapshot(door, migrations)


@contextmanager
def replacing() -> Iterator[None]:
    """Let the connection of the program lead to a new database; put that in place of the old at the end.

    The old one stays what it is until the whole of the new one is copied over it, in one transaction of SQLite: who
    reads meanwhile sees the one or the other.
    """
    place = _place()
    new = place.with_name(f".{place.name}.restoring")
    _remove(new)
    connection.close()
    connection.settings_dict["NAME"] = str(new)
    try:
        yield
        connection.close()
        with closing(sqlite3.connect(new)) as source, closing(sqlite3.connect(place, timeout=PATIENCE)) as target:
            target.execute("PRAGMA synchronous = FULL")
            source.backup(target)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = str(place)
        _remove(new)


def clear() -> None:
    """Remove what stands in the way of new tables: in a new file, nothing."""


def load(name: str, columns: Sequence[tuple[str, str]], rows: Iterator[list[Any]], *, from_vendor: str) -> int:
    """Put rows of a back-up into an empty table; return how many."""
    changes = [
        (place, change)
        for place, (_column, kind) in enumerate(columns)
        if (change := to_sqlite(kind, from_vendor=from_vendor))
    ]
    quoted = ", ".join(connection.ops.quote_name(column) for column, _kind in columns)
    marks = ", ".join("?" * len(columns))
    statement = f"INSERT INTO {connection.ops.quote_name(name)} ({quoted}) VALUES ({marks})"  # noqa: S608 - our own names
    connection.ensure_connection()
    done = connection.connection.executemany(statement, changed(rows, changes))
    return max(int(done.rowcount), 0)


def _place() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _remove(path: Path) -> None:
    for each in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        each.unlink(missing_ok=True)


def restart_counters(models: Sequence[Any]) -> None:
    """Nothing is to be done: SQLite counts on from the highest key of each table."""

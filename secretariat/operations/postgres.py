"""PostgreSQL: read all tables at one moment, and put other tables in their place in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from secretariat.operations.tables import Migration, Table, applied_migrations
from secretariat.operations.values import changed, from_postgres, to_postgres

PATIENCE = "30s"  # for the locks of those who still use the tables


class Snapshot:
    """The database as it was at one moment, while others go on writing."""

    def __init__(self, door: BaseDatabaseWrapper, migrations: list[Migration]) -> None:
        self.door, self.migrations = door, migrations

    def rows(self, table: Table) -> Iterator[list[Any]]:
        """Yield the rows of a table by its key, as a back-up holds them."""
        changes = [
            (place, change) for place, (_name, kind) in enumerate(table.columns) if (change := from_postgres(kind))
        ]
        columns = ", ".join(_asked(column, kind) for column, kind in table.columns)
        quoted = map(connection.ops.quote_name, (table.name, table.key))
        question = "COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT".format(columns, *quoted)  # noqa: S608 - our own names
        with self.door.connection.cursor() as cursor, cursor.copy(question) as copy:
            yield from changed(copy.rows(), changes)


def _asked(column: str, kind: str) -> str:
    quoted = connection.ops.quote_name(column)
    return f"(extract(epoch from {quoted}) * 1000000)::bigint" if kind == "span" else quoted


@contextmanager
def snapshot() -> Iterator[Snapshot]:
    """Open a connection of its own whose one transaction sees the database as it is at this moment."""
    door = connection.copy()
    door.ensure_connection()
    try:
        with door.connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            cursor.execute("SELECT 1")  # the moment: the first statement
        yield Snapshot(door, applied_migrations())
    finally:
        door.close()


@contextmanager
def replacing() -> Iterator[None]:
    """Do everything in one transaction: others see the old tables until the new ones are whole."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('lock_timeout', %s, true)", [PATIENCE])
            cursor.execute("SET LOCAL statement_timeout = 0")
        yield


def clear() -> None:
    """Drop every table of the program."""
    names = connection.introspection.table_names()
    if names:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {', '.join(map(connection.ops.quote_name, names))} CASCADE")


def load(name: str, columns: Sequence[tuple[str, str]], rows: Iterator[list[Any]], *, from_vendor: str) -> int:
    """Put rows of a back-up into an empty table; return how many. PostgreSQL takes values in either spelling."""
    changes = [(place, change) for place, (_column, kind) in enumerate(columns) if (change := to_postgres(kind))]
    quoted = ", ".join(connection.ops.quote_name(column) for column, _kind in columns)
    count = 0
    statement = f"COPY {connection.ops.quote_name(name)} ({quoted}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in changed(rows, changes):
            copy.write_row(row)
            count += 1
    return count


def restart_counters(models: Sequence[Any]) -> None:
    """Let the keys that the database counts go on after the highest that was loaded."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)

"""Back up an installation into one file, while it goes on working."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection
from django.utils import timezone

from secretariat.core.errors import Refused
from secretariat.operations import postgres, sqlite
from secretariat.operations.archive import Archive, FileFacts, Manifest, TableFacts, Writer, written
from secretariat.operations.files import FOLDER, keep_files
from secretariat.operations.keys import mark_of, present_keys
from secretariat.operations.progress import Progress
from secretariat.operations.tables import Table, models_at, tables_of, unknown_tables

ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgres}
AS_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def back_up(path: Path, *, with_keys: bool, progress: Progress) -> Manifest:
    """Write database, files and, where wanted, keys into ``path``; return what it holds.

    Errors: Refused where the file exists, where there is nothing to back up, where a table is unknown to the program,
    or where a row names a file that is not there.
    """
    with ENGINES[connection.vendor].snapshot() as snapshot:
        if not snapshot.migrations:
            raise Refused("There is nothing to back up: the database has no tables. `secretariat prepare` makes them.")
        described = models_at(snapshot.migrations)
        if strangers := unknown_tables(described):
            raise Refused(f"No model describes these tables, and a back-up would lose them: {', '.join(strangers)}.")
        keys = present_keys()
        manifest = Manifest(
            program=version("secretariat"),
            made_at=timezone.now().isoformat(timespec="seconds"),
            database=connection.vendor,
            migrations=snapshot.migrations,
            keys={name: mark_of(key) for name, key in keys.items()},
        )
        with written(path, manifest) as writer:
            named = _keep_tables(writer, snapshot, tables_of(described), progress)
            _keep_files(writer, named, progress)
            for name, key in keys.items() if with_keys else ():
                writer.add(f"keys/{name}", io.BytesIO(key.encode()))
    return manifest


def _keep_tables(writer: Writer, snapshot: Any, tables: list[Table], progress: Progress) -> set[str]:
    """Write every table; return the names of the files that rows speak of."""
    named: set[str] = set()
    for place, table in enumerate(tables, start=1):
        progress.at(f"tables: {place} of {len(tables)}, {table.name}")
        member = f"tables/{table.name}.jsonl.gz"
        rows = writer.add_lines(member, map(AS_JSON, _noting(snapshot.rows(table), table.file_columns, named)))
        writer.manifest.tables[table.name] = TableFacts(member, rows, table.columns)
    progress.done(f"tables: {len(tables)}, rows: {writer.manifest.rows}")
    return named


def _noting(rows: Iterator[list[Any]], places: list[int], named: set[str]) -> Iterator[list[Any]]:
    for row in rows:
        named.update(row[place] for place in places if row[place])
        yield row


def _keep_files(writer: Writer, named: set[str], progress: Progress) -> None:
    """Write every file. Errors: Refused where a row names one that the storage does not have."""
    keep_files(writer, progress)
    inside = (name.removeprefix(f"{FOLDER}/") for name in writer.manifest.members if name.startswith(f"{FOLDER}/"))
    writer.manifest.files.update({name: FileFacts(f"{FOLDER}/{name}") for name in inside})
    missing = sorted(name for name in named - set(writer.manifest.files) if not default_storage.exists(name))
    if missing:
        raise Refused(f"Records name {len(missing)} files that are not in the storage, the first is {missing[0]}.")
    progress.done(f"files: {len(writer.manifest.files)}")


def verify(path: Path, progress: Progress) -> Manifest:
    """Read a back-up from end to end; return what it holds. Errors: Refused, with all that is wrong."""
    with Archive(path) as archive:
        faults = archive.faults(progress.at)
    if faults:
        raise Refused("\n".join([f"{path} is damaged:", *(f"  {fault}" for fault in faults)]))
    return archive.manifest

"""Restore an installation from a back-up, whole or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder

from secretariat.core.errors import Refused
from secretariat.operations.archive import Archive, Manifest
from secretariat.operations.files import bring_files, settle_files, stored_files
from secretariat.operations.keys import mark_of, present_keys, put_key
from secretariat.operations.progress import Progress
from secretariat.operations.services.backup import ENGINES, verify
from secretariat.operations.tables import (
    LEFT_OUT,
    MADE_BY_ITSELF,
    applied_migrations,
    models_at,
    present_tables,
    tables_of,
)


def restore(path: Path, *, over: bool, progress: Progress) -> list[str]:
    """Put what a back-up holds in the place of what is here; return what is left for the operator to do.

    Every sum is checked before anything changes. Files that are missing are stored first, which takes nothing from the
    old state; then the tables change in one transaction, and are brought forward where the back-up is older; then
    files that the new tables do not know are taken away. Stopped anywhere, the installation is whole, as it was or as
    it is to be; the same command again finishes the work.

    Errors: Refused where the back-up is damaged or newer than the program, or where this installation is not empty.
    """
    verify(path, progress)
    progress.done("sums: right")
    if not over and (inside := what_is_inside()):
        raise Refused(
            f"This installation is not empty: {inside}. Nothing was changed; --over puts the back-up over it."
        )
    with Archive(path) as archive:
        described = models_at(archive.manifest.migrations)
        differing = bring_files(archive, progress)
        _replace_tables(archive, described, progress)
        settle_files(archive, differing)
        shutil.rmtree(settings.SEARCH_INDEX, ignore_errors=True)  # the worker makes it anew from the records
        progress.done(f"files: {len(archive.manifest.files)}")
        return _keys(archive)


def what_is_inside() -> str:
    """Say what an installation holds that a back-up would replace; empty where it holds nothing."""
    present = present_tables() - MADE_BY_ITSELF - LEFT_OUT
    with connection.cursor() as cursor:
        for name in sorted(present):
            cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(name)} LIMIT 1")  # noqa: S608 - a name of our own
            if cursor.fetchone():
                return f"the table {name} has rows"
    return next((f"the file {name} is stored" for name in stored_files()), "")


def _replace_tables(archive: Archive, described: list[type[models.Model]], progress: Progress) -> None:
    engine = ENGINES[connection.vendor]
    with engine.replacing():
        engine.clear()
        with connection.schema_editor() as editor:
            for model in described:
                editor.create_model(model)
            _load(archive, described, engine, progress)
        _note_migrations(archive.manifest)
        engine.restart_counters([table.model for table in tables_of(described)])
        progress.done(f"tables: {len(archive.manifest.tables)}, rows: {archive.manifest.rows}")
        _bring_forward(progress)


def _load(archive: Archive, described: list[type[models.Model]], engine: ModuleType, progress: Progress) -> None:
    manifest = archive.manifest
    expected = {table.name: sorted(map(tuple, table.columns)) for table in tables_of(described)}
    given = {name: sorted(map(tuple, facts.columns)) for name, facts in manifest.tables.items()}
    if expected != given:
        differing = sorted(name for name in {*expected, *given} if expected.get(name) != given.get(name))
        raise Refused(f"The back-up does not fit its own migrations, in {', '.join(differing)}. Nothing was changed.")
    for place, (name, facts) in enumerate(manifest.tables.items(), start=1):
        progress.at(f"tables: {place} of {len(manifest.tables)}, {name}")
        loaded = engine.load(name, facts.columns, _rows(archive, facts.member), from_vendor=manifest.database)
        if loaded != facts.rows:
            raise Refused(f"{name}: {loaded} rows were loaded, {facts.rows} expected. Nothing was changed.")


def _rows(archive: Archive, member: str) -> Iterator[list[Any]]:
    return map(json.loads, archive.lines(member))


def _note_migrations(manifest: Manifest) -> None:
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for label, name in manifest.migrations:
        recorder.record_applied(label, name)


def _bring_forward(progress: Progress) -> None:
    """Migrate where the back-up is of an older program."""
    before = len(applied_migrations())
    call_command("migrate", verbosity=0, interactive=False)
    if more := len(applied_migrations()) - before:
        progress.done(f"migrations since: {more}")


def _keys(archive: Archive) -> list[str]:
    """Put the keys that the back-up has in their place, and name those that differ and that it has not."""
    left, present = [], present_keys()
    for name, mark in archive.manifest.keys.items():
        if mark == mark_of(present.get(name, "")):
            continue
        if f"keys/{name}" not in archive.manifest.members:
            left.append(f"{name} is not the key that was used when the back-up was made, and the back-up has no keys.")
            continue
        with archive.open(f"keys/{name}") as content:
            left.append(put_key(name, content.read().decode()))
    return [each for each in left if each]

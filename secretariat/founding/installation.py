"""What this installation has been given, and what it still lacks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from secretariat.parties.models import Organization

IGNORED = ["CVS", ".*", "*~"]  # what collectstatic leaves out


def waiting_migrations() -> list[str]:
    """Return the migrations that the database has not seen, as ``app.name``; none of them is imported for it."""
    applied = set(MigrationRecorder(connection).applied_migrations())
    return sorted(f"{label}.{name}" for label, name in _migrations() if (label, name) not in applied)


def _migrations() -> Iterator[tuple[str, str]]:
    for app in apps.get_app_configs():
        for path in Path(app.path, "migrations").glob("[!_]*.py"):
            yield app.label, path.stem


def bring_tables_up_to_date() -> None:
    """Make the tables of an empty database from the records as they are; bring another forward by its migrations.

    Django's migrations render all records anew for each that they make, a cost that grows with the square of their
    number; both ways lead to the same tables, which a test holds.
    """
    if not connection.introspection.table_names():
        _make_tables()
        call_command("migrate", fake=True, verbosity=0, interactive=False)
    call_command("migrate", verbosity=0, interactive=False)


def _make_tables() -> None:
    """Make every table, with its keys and constraints, or none."""
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)


def has_founding_data() -> bool:
    """Tell whether it is known whose secretariat this is."""
    return Organization.objects.filter(is_served=True).exists()


def static_files() -> dict[str, Path]:
    """Return the files of the interface, of all apps, by the name under which they are served."""
    found: dict[str, Path] = {}
    for finder in get_finders():
        for name, storage in finder.list(IGNORED):
            found.setdefault(str(Path(getattr(storage, "prefix", None) or "", name)), Path(storage.path(name)))
    return found


def mark_of_static_files() -> str:
    """Sum up the files of the interface by name, size and time of change, so that a change shows."""
    facts = ((name, path.stat()) for name, path in sorted(static_files().items()))
    return _sum(f"{name} {fact.st_size} {fact.st_mtime_ns}".encode() for name, fact in facts)


def mark_of_founding_data() -> str:
    """Sum up what a load depends on: the package, the code, the database, and whether a cast comes too."""
    package: Path = settings.FOUNDING_PACKAGE
    code: Path = settings.PROJECT / "founding"
    files = [*sorted(package.rglob("*.yaml")), *sorted(code.rglob("*.py"))]
    database = [str(connection.settings_dict[part]) for part in ("ENGINE", "HOST", "PORT", "NAME")]
    return _sum([str([package, database, settings.DEMONSTRATION]).encode(), *(file.read_bytes() for file in files)])


def _sum(parts: Iterable[bytes]) -> str:
    mark = hashlib.sha256()
    for part in parts:
        mark.update(hashlib.sha256(part).digest())
    return mark.hexdigest()

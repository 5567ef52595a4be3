"""Which tables an installation has, at any state of its migrations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from secretariat.core.errors import Refused
from secretariat.operations.values import kind_of

Migration = tuple[str, str]  # label of the app, name

# SECURITY: a session in a back-up would let its reader in; people sign in again. Tallies of tries are over in minutes.
LEFT_OUT = frozenset({"django_session", "accounts_tally"})
# What Django makes by itself in an empty installation.
MADE_BY_ITSELF = frozenset({"django_content_type", "auth_permission", "django_migrations"})


@dataclass(frozen=True)
class Table:
    """One table of the database, with the model that describes it."""

    model: type[models.Model]

    @property
    def name(self) -> str:
        return self.model._meta.db_table

    @cached_property
    def fields(self) -> tuple[models.Field[Any, Any], ...]:
        return tuple(field for field in self.model._meta.local_concrete_fields if not field.generated)

    @property
    def columns(self) -> list[tuple[str, str]]:
        """Name and kind of each column."""
        return [(str(field.column), kind_of(field)) for field in self.fields]

    @property
    def key(self) -> str:
        return str(self.model._meta.pk.column)

    @property
    def file_columns(self) -> list[int]:
        """Return the places of the columns that name files."""
        return [place for place, field in enumerate(self.fields) if isinstance(field, models.FileField)]


def applied_migrations() -> list[Migration]:
    """Return the migrations that the database has seen, sorted."""
    return sorted(MigrationRecorder(connection).applied_migrations())


def models_at(migrations: Iterable[Migration]) -> list[type[models.Model]]:
    """Return the models as they were when just these migrations had been applied; those of today where all were.

    Errors: Refused where one is unknown: a newer program made it.
    """
    loader = MigrationLoader(None)
    wanted = set(migrations)
    unknown = sorted(wanted - set(loader.disk_migrations))
    if unknown:
        raise Refused(
            f"A newer program made these tables: {len(unknown)} of their migrations are unknown here, "
            f"the first is {'.'.join(unknown[0])}. Nothing was changed."
        )
    known = apps if wanted == set(loader.disk_migrations) else loader.project_state(sorted(wanted)).apps
    return [model for model in known.get_models() if model._meta.can_migrate(connection)]


def tables_of(described: Iterable[type[models.Model]]) -> list[Table]:
    """Return the tables that a back-up holds, by name: those of the models, and those of their links."""
    found: dict[str, Table] = {}
    for model in described:
        links = [field.remote_field.through for field in model._meta.local_many_to_many]
        for each in (model, *(link for link in links if link and link._meta.auto_created)):
            found[each._meta.db_table] = Table(each)
    return [found[name] for name in sorted(found) if name not in LEFT_OUT]


def unknown_tables(described: Iterable[type[models.Model]]) -> list[str]:
    """Return the tables in the database that no model describes, which a back-up cannot hold."""
    known = {table.name for table in tables_of(described)} | LEFT_OUT | MADE_BY_ITSELF
    return sorted(present_tables() - known)


def present_tables() -> set[str]:
    """Return the tables in the database, without those that SQLite keeps for itself, such as what ANALYZE found."""
    return {name for name in connection.introspection.table_names() if not name.startswith("sqlite_")}

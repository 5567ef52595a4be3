"""Ledgers: technical rows that are appended and never changed, such as who read what. They are no records.

The only code besides ``core.history`` that writes or drops many rows at once; it refuses records, whose changes must
leave a history.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from django.db import models

from secretariat.core.errors import UnattributedWrite

Row = TypeVar("Row", bound=models.Model)


def append(rows: Sequence[Row]) -> None:
    """Append rows; one that is there already, by a constraint, is left as it stands."""
    if rows:
        _refuse_records(type(rows[0]))
        type(rows[0])._default_manager.bulk_create(rows, ignore_conflicts=True)


def drop(rows: models.QuerySet[Row]) -> int:
    """Drop rows whose time of keeping is over; return how many."""
    _refuse_records(rows.model)
    return rows.delete()[0]


def renew(rows: models.QuerySet[Row], **values: object) -> int:
    """Set values of technical rows in one statement; return how many rows had what was asked."""
    _refuse_records(rows.model)
    return rows.update(**values)


def _refuse_records(model: type[models.Model]) -> None:
    if hasattr(model, "history"):
        raise UnattributedWrite(f"{model.__name__} is a record: write it through core.history")

"""The outbox: which records were written since the index was last told.

An index keeps its own position here, so that every server may have one. Nothing is lost to a slow transaction: a row
counts as behind the position only when every transaction that might still show an older one has ended.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from django.db import connection, models
from django.db.models import Q
from django.utils import timezone

from secretariat.core.ledgers import append, drop
from secretariat.core.search_registry import watched_models
from secretariat.search.models import Change, CurrentTransaction

KEPT = datetime.timedelta(days=7)
_watched: set[type[models.Model]] = set()


@dataclass(frozen=True, order=True)
class Position:
    """How far an index has read; ``mark`` is the record of that row, by which another database is noticed."""

    transaction: int = 0
    id: int = 0
    mark: str = ""


def note_written(model: type[models.Model], identifiers: Sequence[uuid.UUID]) -> None:
    """Note that records were written, in the transaction that writes them, if anything found is made from them."""
    if not _watched:
        _watched.update(watched_models())
    if model not in _watched:
        return
    label = model._meta.label_lower
    append([Change(label=label, record=each, transaction=CurrentTransaction()) for each in identifiers])


def after(position: Position, *, without: set[int], most: int) -> list[Change]:
    """Return the first ``most`` changes behind ``position`` whose numbers are not in ``without``."""
    beyond = Q(transaction__gt=position.transaction) | Q(transaction=position.transaction, id__gt=position.id)
    rows: Iterator[Change] = Change.objects.filter(beyond).order_by("transaction", "id").iterator(chunk_size=most)
    return list(islice((row for row in rows if row.pk not in without), most))


def horizon() -> int | None:
    """Return the oldest transaction that may still write; None where one writes at a time."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmin(pg_current_snapshot())::text::bigint")
        return int(cursor.fetchone()[0])


def position_of(change: Change) -> Position:
    return Position(change.transaction, change.pk, str(change.record))


def safe_end() -> Position:
    """Return the last position before which nothing new can show; ask before reading the records themselves."""
    before = horizon()
    rows = Change.objects.all() if before is None else Change.objects.filter(transaction__lt=before)
    last = rows.order_by("-transaction", "-id").first()
    return position_of(last) if last else Position()


def knows(position: Position) -> bool:
    """Tell whether this database gave out ``position``: one restored from a copy, or another one, did not."""
    rows = Change.objects.filter(pk=position.id, transaction=position.transaction)
    return not position.id or [str(each) for each in rows.values_list("record", flat=True)] == [position.mark]


def clear_old() -> int:
    """Clear away what every index has had a week to read, except the newest, where one may stand; return how many."""
    newest = Change.objects.order_by("-transaction", "-id").values("pk")[:1]
    rows = Change.objects.filter(at__lt=timezone.now() - KEPT).exclude(pk__in=list(newest.values_list("pk", flat=True)))
    return drop(rows)

"""What is made from records and costs much: kept in the process until one of those records is written."""

from __future__ import annotations

import re
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import connection

Made = TypeVar("Made")
Mark = tuple[Any, ...]
LONGEST = 300  # seconds, after which it is made anew in any case
NAME = re.compile(r'"(\w+)"')


@dataclass(frozen=True)
class Entry(Generic[Made]):
    """Something made, the tables that were read for it, and how they stood."""

    made: Made
    tables: tuple[str, ...]
    mark: Mark
    at: float


class Kept(Generic[Made]):
    """Things by key, each kept while the newest version of every record it was made from stays the newest.

    Which tables were read is seen while a thing is made; every write of a record leaves a version in its history, so
    one statement tells whether anything is new, whichever process wrote it. PostgreSQL may show a version after one
    with a higher number: for that, nothing is kept longer than five minutes. The key must name all else that the
    thing depends on: for whom, in which language, on which day.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._entries: OrderedDict[Hashable, Entry[Made]] = OrderedDict()
        self._lock = Lock()
        _all.append(self)

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what is kept under ``key`` if it is still fresh, else make it."""
        entry = self._entries.get(key)
        if entry is None or entry.at + LONGEST < time.monotonic() or _mark_of(entry.tables) != entry.mark:
            entry = self._make(make)
            with self._lock:
                self._entries[key] = entry
                self._entries.move_to_end(key)
                if len(self._entries) > self.size:
                    self._entries.popitem(last=False)
        return entry.made

    def _make(self, make: Callable[[], Made]) -> Entry[Made]:
        """Make a thing; the mark is read before, so that what is written meanwhile makes it old."""
        before = _mark_of(_histories())
        read: set[str] = set()

        def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's call
            read.update(NAME.findall(sql))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(watch):
            made = make()
        tables = tuple(name for name in _histories() if name in read)
        newest = dict(zip(_histories(), before, strict=True))
        return Entry(made, tables, tuple(newest[name] for name in tables), time.monotonic())

    def clear(self) -> None:
        self._entries.clear()


_all: list[Kept[Any]] = []


def forget_all() -> None:
    """Forget everything kept: for tests, which take back what they wrote."""
    for each in _all:
        each.clear()


@cache
def _histories() -> dict[str, str]:
    """Return the table of each record with the table of its history."""
    models = [model for model in apps.get_models() if hasattr(model, "history")]
    return {model._meta.db_table: model.history.model._meta.db_table for model in models}


def _mark_of(tables: Any) -> Mark:
    """Return the number of the newest version in the history of each of these tables, in one statement."""
    if not tables:
        return ()
    newest = ", ".join(f'(SELECT MAX(history_id) FROM "{_histories()[name]}")' for name in tables)  # noqa: S608 - names of our own tables
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {newest}")
        return tuple(cursor.fetchone())

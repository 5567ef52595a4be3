"""Personal data: which fields say who somebody is, and how they are forgotten when the person asks for it.

A closed registry: an app says in its ``receivers.py`` what it keeps of a person. Erasure blanks these fields, in
the histories too; the seals of the audit leave them out, so that an erasure does not look like tampering.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast

from secretariat.core.history import blank
from secretariat.core.records import Suggestible

REASON = "history_change_reason"  # may name the person whom it is about
ERASED = "(erased)"


@dataclass(frozen=True)
class Who:
    """A person as the rows know them: the identifier, and every name and address they ever had here."""

    id: uuid.UUID
    names: frozenset[str]
    addresses: frozenset[str]

    @property
    def words(self) -> list[str]:
        return sorted({*self.names, *self.addresses})


@dataclass(frozen=True)
class Personal:
    """What the rows of a record say of a person: which rows they are, and what stands in a field once it is blanked.

    ``rows`` is asked of the record and of its history alike; ``blanks`` maps a field to a value, or to what makes one
    of the person, where it must be unique.
    """

    model: type[models.Model]
    rows: Callable[[Who], Q]
    blanks: Mapping[str, Any] = field(default_factory=dict)

    def values(self, who: Who) -> dict[str, Any]:
        return {name: value(who) if callable(value) else value for name, value in self.blanks.items()}


@dataclass(frozen=True)
class Trace:
    """Where a name or an address still stands: the table's and the column's names, and in how many rows."""

    table: str
    column: str
    rows: int

    def __str__(self) -> str:
        return f"{self.table}.{self.column} ({self.rows})"


Forgetting = Callable[[Who], int]
_personal: list[Personal] = []
_forgetting: list[Forgetting] = []


def add_personal(personal: Personal) -> None:
    """Say what a record keeps of a person."""
    _personal.append(personal)


def forget_by(forgetting: Forgetting) -> None:
    """Say how rows that are no records are dropped: sessions, tokens, mails; it returns how many there were."""
    _forgetting.append(forgetting)


def personal_fields(model: type[models.Model]) -> frozenset[str]:
    """Return the columns of a record's history that an erasure may blank."""
    own = {name for each in _all_personal() if each.model is model for name in each.blanks}
    return frozenset({*own, REASON}) if own else frozenset()


def forget(who: Who) -> int:
    """Blank what the records and their histories say of a person, and drop the other rows; return how many."""
    blanked = sum(blank(each.model, each.rows(who), each.values(who)) for each in _all_personal())
    return blanked + sum(each(who) for each in _forgetting)


def forget_only(models_: Collection[type[models.Model]], who: Who) -> int:
    """Blank what these records and their histories say of somebody who has no account here; return how many rows."""
    named = [each for each in _all_personal() if each.model in models_]
    return sum(blank(each.model, each.rows(who), each.values(who)) for each in named)


def traces_of(words: list[str]) -> list[Trace]:
    """Return where any of ``words`` stands in the database, in whatever table and column, also those of libraries.

    Reads every text there is: for an erasure, not for a page that people open often.
    """
    return [trace for model in apps.get_models() if model._meta.managed for trace in _traces_in(model, words)]


def _traces_in(model: type[models.Model], words: list[str]) -> Iterator[Trace]:
    for column in model._meta.local_concrete_fields:
        if isinstance(column, models.CharField | models.TextField | models.JSONField):
            rows = model._base_manager.annotate(as_text=Cast(column.attname, models.TextField()))
            found = rows.filter(_holds(column, words)).count()
            if found:
                yield Trace(model._meta.db_table, str(column.column), found)


def _holds(column: Any, words: list[str]) -> Q:
    """Return the condition that a column holds one of ``words``; JSON may keep letters outside ASCII as escapes."""
    asked = Q()
    for word in words:
        for spelled in spellings(word) if isinstance(column, models.JSONField) else [word]:
            asked |= Q(as_text__icontains=spelled)
    return asked


def spellings(word: str) -> set[str]:
    """Return how a word may be spelled inside JSON: as it is, or with escapes."""
    return {word, json.dumps(word)[1:-1]}


def _all_personal() -> list[Personal]:
    """Return what the apps said, and who proposed suggestions: every link keeps the name of its proposer."""
    links = [model for model in apps.get_models() if issubclass(model, Suggestible) and hasattr(model, "history")]
    return [*_personal, *(Personal(model, _proposed, {"proposed_by": ERASED}) for model in links)]


def _proposed(who: Who) -> Q:
    return Q(proposed_by__in=[name[:60] for name in who.names])

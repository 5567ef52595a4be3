"""Bring the rows of one model in line with a package: make what is missing, change what the package changed.

What a person has changed since is theirs: it is kept as it is, and counted. What a package no longer names stays.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, NamedTuple, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from secretariat.core.history import change_all, keep_all, written_by_others
from secretariat.core.viewer import Viewer

AnyModel = TypeVar("AnyModel", bound=models.Model)
Placed = Sequence[tuple[str, Any]]  # rows with where the package speaks of them
FAR = 1_000_000  # beyond every place in a document


class Row(NamedTuple):
    """The values that a package wants for one row, and where it says so (file and line).

    A value may be a function of the rows known so far by key, for a row that leads to another of its model.
    """

    at: str
    values: Mapping[str, Any]


@dataclass
class Count:
    """What became of one model's rows."""

    made: int = 0
    changed: int = 0
    same: int = 0
    kept: int = 0  # changed here by people, so left alone


@dataclass
class Report:
    """What a load did, by model, in the order of loading."""

    counts: dict[str, Count] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """Return a line a model: what was made, changed, left the same, kept because people changed it."""
        return [
            f"{name}: {each.made} made, {each.changed} changed, {each.same} the same,"
            f" {each.kept} kept as people changed them"
            for name, each in self.counts.items()
        ]

    @property
    def total(self) -> Count:
        every = self.counts.values()
        return Count(*(sum(getattr(each, name) for each in every) for name in ("made", "changed", "same", "kept")))


@dataclass
class _Shelf:
    """One model's rows while they are brought in line."""

    known: dict[Hashable, Any]
    theirs: set[Any]
    count: Count
    with_state: Sequence[str]
    place: str
    new: list[tuple[str, Any]] = field(default_factory=list)
    changed: dict[tuple[str, ...], list[tuple[str, Any]]] = field(default_factory=dict)


class Sync:
    """Writes a package's rows, as one viewer and with one reason; reports what it did and collects faults."""

    def __init__(self, by: Viewer, reason: str, faults: list[str]) -> None:
        self.by = by
        self.reason = reason
        self.faults = faults
        self.report = Report()
        self._seen: dict[tuple[type[models.Model], Hashable], str] = {}
        self._known: dict[type[models.Model], dict[Hashable, Any]] = {}

    def rows(
        self,
        model: type[AnyModel],
        wanted: Iterable[Row],
        key: Callable[[Any], Hashable],
        *,
        with_state: Sequence[str] = (),
        place: str = "",
    ) -> dict[Hashable, AnyModel]:
        """Bring ``model`` in line with ``wanted``; return all its rows by key.

        ``key`` names a row by what never changes, in every call for a model the same. Fields in ``with_state`` are set
        when a row is made and when its state changes. ``place`` is the field that says where a row stands among others:
        it follows the package always.
        """
        if model not in self._known:
            self._known[model] = {key(row): row for row in model._default_manager.all()}
        shelf = _Shelf(
            known=self._known[model],
            theirs=written_by_others(model, self.by),
            count=self.report.counts.setdefault(str(model._meta.verbose_name_plural), Count()),
            with_state=with_state,
            place=place,
        )
        for at, given in wanted:
            values = {name: value(shelf.known) if callable(value) else value for name, value in given.items()}
            if not _leads_nowhere(model, values):  # else told as a fault where it was looked up
                row = model(**values)
                if self._is_first(row, key(row), at):
                    self._place(row, values, at, shelf, key(row))
        self._write_all(model, shelf)
        return shelf.known

    def _is_first(self, row: models.Model, name: Hashable, at: str) -> bool:
        first = self._seen.get((type(row), name))
        if first is not None:
            self.faults.append(f"{at}: this {row._meta.verbose_name} stands twice, first at {first}")
        self._seen[type(row), name] = first or at
        return first is None

    def _place(self, row: Any, values: Mapping[str, Any], at: str, shelf: _Shelf, name: Hashable) -> None:
        found = shelf.known.setdefault(name, row)
        if found is row:
            shelf.new.append((at, row))
            shelf.count.made += 1
            self._check(row, at)
            return
        differing = _differing(found, values, shelf.with_state)
        is_theirs = found.pk in shelf.theirs
        if is_theirs:
            differing = tuple(each for each in differing if each == shelf.place)
        if differing:
            for each in differing:
                setattr(found, each, values[each])
            shelf.changed.setdefault(differing, []).append((at, found))
            self._check(found, at)
        shelf.count.kept += is_theirs
        shelf.count.changed += bool(differing) and not is_theirs
        shelf.count.same += not differing and not is_theirs

    def _check(self, row: models.Model, at: str) -> None:
        if any(fault.startswith(f"{at}: ") for fault in self.faults):
            return  # what is wrong there has been told in better words
        try:
            row.clean_fields(exclude=_keys_to_others(type(row)))
        except ValidationError as error:
            self.faults += [f"{at}: {name}: {' '.join(said)}" for name, said in error.message_dict.items()]

    def _write_all(self, model: type[models.Model], shelf: _Shelf) -> None:
        if self.faults:
            return  # nothing is kept of a package with a fault
        if shelf.place:
            moving = [row for names, rows in shelf.changed.items() if shelf.place in names for _at, row in rows]
            _make_room(model, shelf.place, moving)
        self._write(shelf.new, partial(keep_all, by=self.by, reason=self.reason))
        for names, rows in shelf.changed.items():
            self._write(rows, partial(change_all, fields=names, by=self.by, reason=self.reason))

    def _write(self, rows: Placed, write: Callable[[list[Any]], Any]) -> None:
        """Write many rows at once; where the database refuses, find the rows that it refuses and tell their places."""
        try:
            with transaction.atomic():
                write([row for _at, row in rows])
        except IntegrityError as error:
            for at, row in rows:
                self._write_one(at, row, write)
            if not self.faults:
                self.faults.append(f"{rows[0][0]}: the database refused {rows[0][1]} or what follows: {error}")

    def _write_one(self, at: str, row: models.Model, write: Callable[[list[Any]], Any]) -> None:
        try:
            row.validate_unique()
            row.validate_constraints()
            with transaction.atomic():
                write([row])
        except ValidationError as error:
            self.faults.append(f"{at}: {row}: {' '.join(error.messages)}")
        except IntegrityError as error:
            self.faults.append(f"{at}: {row}: {error}")


def _leads_nowhere(model: type[models.Model], values: Mapping[str, Any]) -> bool:
    """Tell whether a row lacks another one that it needs."""
    needed = (each for each in model._meta.concrete_fields if isinstance(each, models.ForeignKey) and not each.null)
    return any(each.name in values and values[each.name] is None for each in needed)


def _make_room(model: type[models.Model], place: str, moving: Sequence[models.Model]) -> None:
    """Set rows aside so that two can change places: no two may stand in one, not even for a moment.

    History needs no entry of this: each of the rows is written, with one, before the transaction ends.
    """
    aside = model._default_manager.filter(pk__in=[row.pk for row in moving])
    aside.update(**{place: models.F(place) + FAR})


def _keys_to_others(model: type[models.Model]) -> set[str]:
    """Return the fields that lead to other rows: the database itself checks those."""
    return {each.name for each in model._meta.get_fields() if isinstance(each, models.ForeignKey)}


def _differing(row: models.Model, values: Mapping[str, Any], with_state: Sequence[str]) -> tuple[str, ...]:
    """Return the fields whose values differ; those in ``with_state`` only together with the state."""
    names = tuple(name for name in values if name not in with_state and _differs(row, name, values[name]))
    return (*names, *with_state) if "state" in names else names


def _differs(row: models.Model, name: str, value: Any) -> bool:
    """Compare without fetching the other row where the field leads to one."""
    column = row._meta.get_field(name)
    if isinstance(column, models.ForeignKey):
        return bool(getattr(row, column.attname) != (value.pk if value is not None else None))
    return bool(getattr(row, name) != value)

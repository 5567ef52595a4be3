"""Records made of the rows that a statement returns, each related one once.

Fifty paragraphs of one resolution bring that resolution fifty times; Django makes fifty records of it, and reads every
column fifty times. Most of the time of a list went there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.query import ModelIterable

Converters = Sequence[tuple[int, Sequence[Callable[..., Any]], Any]]  # place in a record, what to do, the column


@dataclass(frozen=True)
class Part:
    """The columns of a statement that make one record, and the parts that make what it leads to.

    ``link`` and ``back`` tell the record that leads here of this one, and this one of it.
    """

    model: type[models.Model]
    start: int
    end: int
    names: Sequence[str]
    key: int
    converters: Converters
    related: Sequence[Part]
    link: Callable[..., None] = field(repr=False)
    back: Callable[..., None] = field(repr=False)

    def make(self, row: Sequence[Any], connection: BaseDatabaseWrapper) -> models.Model:
        values = list(row[self.start : self.end])
        for place, converters, column in self.converters:
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        return self.model.from_db(connection.alias, self.names, values)


@dataclass(frozen=True)
class Parts:
    """How a statement's rows become records: the record of each row, and what was computed beside it."""

    record: Part
    computed: Sequence[tuple[str, int, Sequence[Callable[..., Any]], Any]]

    @classmethod
    def of(cls, compiler: Any) -> Parts:
        """Read a compiler that has written its statement."""
        converters = compiler.get_converters([each[0] for each in compiler.select])
        computed = [
            (name, place, *converters.get(place, ((), None))) for name, place in compiler.annotation_col_map.items()
        ]
        return cls(_part(compiler.klass_info, compiler.select, converters), computed)


def _part(info: Any, select: Sequence[Any], converters: Any) -> Part:
    start, end = info["select_fields"][0], info["select_fields"][-1] + 1
    names = [each[0].target.attname for each in select[start:end]]
    model = info["model"]
    return Part(
        model=model,
        start=start,
        end=end,
        names=names,
        key=start + names.index(model._meta.pk.attname),
        converters=[(place - start, *converters[place]) for place in range(start, end) if place in converters],
        related=[_part(each, select, converters) for each in info.get("related_klass_infos", ())],
        link=info.get("local_setter", _nothing),
        back=info.get("remote_setter", _nothing),
    )


def _nothing(*_records: Any) -> None:
    """Tell nobody: the record of a row is led to by none."""


class RecordIterable(ModelIterable):  # type: ignore[type-arg]
    """What Django's own yields, but that rows which lead to the same record share it."""

    def __iter__(self) -> Iterator[Any]:
        # Django's own keeps nothing of a read in chunks, which may be long, and knows what a row was asked through.
        asked_through = self.queryset._known_related_objects  # type: ignore[attr-defined] # noqa: SLF001 - as Django's own
        if self.chunked_fetch or asked_through:
            yield from super().__iter__()
            return
        connection = connections[self.queryset.db]
        compiler = self.queryset.query.get_compiler(connection=connection)
        results = compiler.execute_sql(chunked_fetch=False)
        parts = getattr(compiler, "parts", None) or Parts.of(compiler)
        made: dict[tuple[int, Any], Any] = {}
        for rows in results:
            for row in rows:
                record = parts.record.make(row, connection)
                _fill(record, parts.record, row, connection, made)
                for name, place, converters, column in parts.computed:
                    value = row[place]
                    for convert in converters:
                        value = convert(value, column, connection)
                    setattr(record, name, value)
                yield record


def _fill(
    record: Any, part: Part, row: Sequence[Any], connection: BaseDatabaseWrapper, made: dict[tuple[int, Any], Any]
) -> None:
    """Give a record what it leads to."""
    for each in part.related:
        key = row[each.key]
        other = None if key is None else made.get((each.start, key))
        if other is None and key is not None:
            other = made[each.start, key] = each.make(row, connection)
            _fill(other, each, row, connection, made)
        each.link(record, other)
        if other is not None:
            each.back(other, record)

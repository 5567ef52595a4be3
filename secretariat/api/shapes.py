"""Shapes: records as plain values for JSON, read by one statement and without making records of them."""

from __future__ import annotations

import datetime
import decimal
import json
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models import F
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from secretariat.core.history import version_column
from secretariat.core.languages import current_language, folded, label_in
from secretariat.core.prepared import prepared_for_person
from secretariat.core.resources import Fact, Resource, find_resource, resource_of, told, visible
from secretariat.core.values import plain
from secretariat.core.viewer import Viewer

Row = dict[str, Any]

# What stands for "not known" when sorting: after everything that is known.
LAST: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
    (models.DateTimeField, datetime.datetime.max.replace(tzinfo=datetime.UTC)),
    (models.DateField, datetime.date.max),
    (models.DecimalField, decimal.Decimal(10**12)),
    (models.IntegerField, 2**31 - 1),
    (models.ForeignKey, uuid.UUID(int=2**128 - 1)),
    (models.UUIDField, uuid.UUID(int=2**128 - 1)),
)


def as_json(value: object) -> str:
    """Return a value with days, moments, identifiers, words and amounts in it as JSON."""
    return json.dumps(value, default=_written, ensure_ascii=False, separators=(",", ":"))


def _written(value: Any) -> Any:
    if isinstance(value, decimal.Decimal):
        return str(value)  # exact: a number of JSON would not be
    written = plain(value)
    if written is value:
        raise TypeError(f"{type(value).__name__} is nothing that the API writes")
    return written


def column_of(fact: Fact) -> str:
    """Return the column that tells a fact, in rows of ``Resource.rows``."""
    return told(fact) if fact.is_guarded else fact.lookup


def steps_of(fact: Fact) -> list[str]:
    """Return the ways to the records that a fact is read through: "paragraph", then "paragraph__document"."""
    steps = fact.path.split(".")[:-1]
    return ["__".join(steps[: number + 1]) for number in range(len(steps))]


def order_of(resource: Resource, name: str, language: str) -> Combinable:
    """Return what a list is sorted by; never null, and nothing that the viewer may not know."""
    if name == "id":
        return F("id")
    fact = resource.fact(name)
    if fact.is_translated:
        return folded(label_in(column_of(fact), language or current_language()))
    if _is_always_known(resource.model, fact):
        return F(fact.lookup)  # bare, so that an index can have the order ready
    last = next((value for kind, value in LAST if isinstance(fact.field, kind)), "")
    return Coalesce(F(column_of(fact)), models.Value(last, output_field=_output(fact.field)))


def _is_always_known(model: type[models.Model], fact: Fact) -> bool:
    """Tell whether no record leaves a fact open, neither itself nor a relation on the way to it."""
    at, steps = model, fact.lookup.split("__")
    for step in steps:
        kept: Any = at._meta.get_field(step)
        if kept.null:
            return False
        at = kept.related_model
    return not fact.is_guarded


def _output(field: models.Field[Any, Any]) -> models.Field[Any, Any]:
    return models.UUIDField() if isinstance(field, models.ForeignKey) else field


class Shape:
    """How records of a resource are read for one viewer: which columns, which other records, which language.

    All facts are read, whichever ``fields`` asks to be told, so that one statement serves for all.
    SECURITY: the columns are those of ``Fact.column``: null where the viewer may not know.
    """

    def __init__(
        self,
        resource: Resource,
        viewer: Viewer,
        *,
        fields: Sequence[str] = (),
        expand: Sequence[str] = (),
        language: str = "",
    ) -> None:
        self.resource, self.viewer, self.language = resource, viewer, language
        facts = [fact for fact in resource.facts if fact.name != "id"]
        told_facts = [fact for fact in facts if not fields or fact.name in fields]
        self.expand = [fact for fact in told_facts if fact.name in expand]
        self.translated = [fact.name for fact in told_facts if fact.is_translated] if language else []
        self.has_version = "version" in fields
        self.columns = [column_of(fact) for fact in facts] + (["version_mark"] if self.has_version else [])
        names = [fact.name for fact in facts] + (["version"] if self.has_version else [])
        self.places = [(name, place) for place, name in enumerate(names) if not fields or name in fields]

    def prepared(self, rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return rows of the resource from which ``columns`` can be read."""
        return with_version(self.resource, rows, self.viewer) if self.has_version else rows

    def written(self, tuples: Iterable[Sequence[Any]]) -> list[Row]:
        """Return tuples of ``columns``, each with the identifier at its end, as JSON holds them."""
        rows = [{"id": str(each[-1]), **{name: each[place] for name, place in self.places}} for each in tuples]
        for name in self.translated:
            for row in rows:
                row[name] = row[name].in_language(self.language) if row[name] is not None else None
        for fact in self.expand:
            self._open(fact, rows)
        return rows

    def _open(self, fact: Fact, rows: list[Row]) -> None:
        """Put the records referred to in place of their identifiers."""
        other = resource_of(fact.to) if fact.to else None
        if other is None:
            raise ImproperlyConfigured(f"{self.resource.name}.{fact.name} leads to what is not offered")
        named = sorted({row[fact.name] for row in rows} - {None})
        shape = Shape(other, self.viewer, language=self.language)
        found = {row["id"]: row for row in shape.written(_by_identifiers(self.viewer, named, resource=other.name))}
        for row in rows:
            row[fact.name] = found.get(str(row[fact.name]))


@prepared_for_person
def _by_identifiers(viewer: Viewer, identifiers: list[uuid.UUID], *, resource: str) -> models.QuerySet[Any, Any]:
    shape = Shape(offered(resource), viewer)
    rows = shape.prepared(shape.resource.rows(viewer)).filter(pk__in=identifiers)
    return rows.values_list(*shape.columns, "id")


def offered(name: str) -> Resource:
    """Return the resource of a name that is known to be one: statements are remembered by names."""
    found = find_resource(name)
    assert found is not None
    return found


def _end_of(model: type[models.Model], way: str) -> type[models.Model]:
    at: Any = model
    for step in way.split("__") if way else ():
        at = at._meta.get_field(step).related_model
    assert isinstance(at, type)
    return at


def with_version(resource: Resource, rows: models.QuerySet[Any], viewer: Viewer) -> models.QuerySet[Any]:
    """Add to rows the mark of their present version as ``version_mark``.

    A record's own version and that of each record its facts are read through: the mark changes with whatever of them
    does, and is ``core.history.version_of`` where all facts are its own and nothing happens inside the house.
    SECURITY: it moves with what the viewer may know of, and with nothing else.
    """
    ways = dict.fromkeys(step for fact in resource.facts for step in steps_of(fact))
    marks: list[Any] = [models.functions.Cast(version_column(resource.model, "pk", viewer), models.CharField())]
    for way in ways:
        other = _end_of(resource.model, way)
        if hasattr(other, "history"):
            mark = models.functions.Cast(version_column(other, way, viewer), models.CharField())
            marks += [models.Value("-"), _if_seen(resource, way, mark, viewer)]
    for fact in resource.facts:
        if fact.is_guarded and fact.lookup in getattr(resource.model, "changed_inside", ()):
            marks += [models.Value("-"), models.functions.Cast(fact.column(viewer), models.CharField())]
    marked: models.QuerySet[Any] = rows.annotate(version_mark=_joined(marks))
    return marked


def _joined(marks: Sequence[Any]) -> Any:
    """Return marks one after the other, joined half by half: one by one they nest deeper than SQLite can read."""
    if len(marks) == 1:
        return marks[0]
    half = len(marks) // 2
    return models.functions.Concat(_joined(marks[:half]), _joined(marks[half:]), output_field=models.CharField())


def _if_seen(resource: Resource, way: str, mark: Combinable, viewer: Viewer) -> Combinable:
    """Return the mark of a record on the way to a fact, empty where the viewer may not see the way."""
    hidden = {
        step: model for fact in resource.facts for step, model in fact.steps if f"{way}__".startswith(f"{step}__")
    }
    if not hidden:
        return mark
    seen = models.Q()
    for step, model in hidden.items():
        seen &= models.Q(models.Exists(visible(model, viewer).filter(pk=models.OuterRef(step))))
    return models.Case(models.When(seen, then=mark), default=models.Value(""))

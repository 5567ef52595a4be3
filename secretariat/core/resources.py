"""Resources: what a record offers to programs and spreadsheets, declared once in its app's ``resources.py``.

The API, the imports and exports of registers, and the reference are made from these declarations. A closed registry:
resources are added when the program starts. What a declaration does not name can be neither read nor written.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol

from django.db import models
from django.db.models.expressions import Combinable
from django.utils.functional import Promise
from rules.predicates import Predicate

from secretariat.core.languages import TranslatedField
from secretariat.core.records import PublicQuerySet
from secretariat.core.rules import in_secretariat
from secretariat.core.viewer import Viewer

Words = str | Promise
Values = Mapping[str, Any]  # by the name of a fact, as Python holds them: dates, Labels, records, choices
ALL, NONE = ~models.Q(pk__in=[]), models.Q(pk__in=[])  # an empty condition would vanish beside an “or”
Condition = Callable[[Viewer], models.Q]  # under which a viewer may know a fact of a record that they may see


@dataclass(frozen=True)
class Fact:
    """One thing that may be said of a record: its name and the model field that gives kind, label, help and choices.

    ``path`` leads to a fact that only reads, such as the symbol of a paragraph's document ("document.symbol").
    ``many``: a list of such values. ``known_to`` narrows who is told; ``steps`` are the relations on the way whose
    record may be hidden from some who see this one, as lookups. Who is not told reads null, as if nothing were there.
    """

    name: str
    field: models.Field[Any, Any]
    required: bool = False
    path: str = ""
    many: bool = False
    known_to: Condition | None = None
    steps: tuple[tuple[str, type[models.Model]], ...] = ()

    @property
    def to(self) -> type[models.Model] | None:
        """The record that it refers to, where it does."""
        other = self.field.related_model
        return other if isinstance(other, type) and _says_who_sees(other) else None

    @property
    def is_translated(self) -> bool:
        """Whether it is in four languages; a spreadsheet then has a column for each."""
        return isinstance(self.field, TranslatedField)

    @property
    def is_list(self) -> bool:
        """Whether it holds several values: of records, or of texts such as spellings."""
        return self.many or (isinstance(self.field, models.JSONField) and not self.is_translated)

    @property
    def lookup(self) -> str:
        """The way to it in a query: "document__symbol"; a record referred to by its identifier."""
        return self.path.replace(".", "__") if self.path else self.field.attname

    @property
    def is_guarded(self) -> bool:
        """Whether some who see the record are not told this: read it by ``column``, never by its path alone."""
        return self.known_to is not None or bool(self.steps)

    def column(self, viewer: Viewer) -> Combinable:
        """Return what a query selects to tell it to a viewer.

        SECURITY: null where they may not know it; every reader of facts selects this or asks ``values.written``.
        """
        if not self.is_guarded:
            return models.F(self.lookup)
        told = self.known_to(viewer) if self.known_to else ALL
        for way, model in self.steps:
            seen = visible(model, viewer).filter(pk=models.OuterRef(way))
            told &= models.Q(models.Exists(seen))
        # A bare column loses its kind inside a case, and with it the words by language.
        return models.Case(models.When(told, then=models.F(self.lookup)), default=None, output_field=self._kept)

    @property
    def _kept(self) -> models.Field[Any, Any]:
        """The kind of value a column holds: of a key, that of the identifier it keeps."""
        kept: models.Field[Any, Any] = getattr(self.field, "target_field", self.field)
        return kept


class Create(Protocol):
    """A service that makes a record from values."""

    def __call__(self, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> models.Model: ...


class CreateAll(Protocol):
    """A service that makes many records in one transaction, all or none, in the order given."""

    def __call__(
        self, rows: Sequence[Values], *, by: Viewer, on: datetime.date, reason: str
    ) -> Sequence[models.Model]: ...


class Change(Protocol):
    """A service that changes what ``values`` names of a record and leaves the rest; also a named operation on it."""

    def __call__(self, record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> models.Model: ...


@dataclass(frozen=True)
class Creating:
    """How a record is made: from which facts, by which service, asked by which rule (the service asks it again)."""

    facts: tuple[Fact, ...]
    rule: Predicate
    service: Create
    service_for_many: CreateAll | None = None


@dataclass(frozen=True)
class Changing:
    """How a record is changed."""

    facts: tuple[Fact, ...]
    rule: Predicate
    service: Change


@dataclass(frozen=True)
class Operation:
    """A verb of the domain on one record: put in force, confirm, retire. ``facts`` are what it must be told."""

    verb: str
    label: Words
    rule: Predicate
    service: Change
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Resource:
    """What a record offers.

    ``name`` is its plural in addresses and on sheets. ``key`` is the lookup by which people name one record in a file
    ("slug"), besides its identifier; one of several parts is parted by "/", as what it names is
    ("document__slug/number": ag-res-2619-xli-o-11/4.b). ``other_keys`` name it too, where one record alone fits.
    ``filters`` maps what one may ask by to lookups; ``orders`` names the facts one may sort by, the first is the usual
    one; every order ends with the identifier. ``related`` is what a list of them fetches along besides what its facts
    lead through, so that the number of statements does not grow.
    """

    model: type[models.Model]
    name: str
    facts: tuple[Fact, ...]
    key: str = "id"
    other_keys: tuple[str, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    orders: tuple[str, ...] = ("id",)
    expandable: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    create: Creating | None = None
    change: Changing | None = None
    operations: tuple[Operation, ...] = ()

    def rows(self, viewer: Viewer) -> models.QuerySet[Any]:
        """Return the records that a viewer may see, with what they need for ``values.written``."""
        rows: models.QuerySet[Any] = visible(self.model, viewer).annotate(
            **{told(fact): fact.column(viewer) for fact in self.facts if fact.is_guarded}
        )
        return rows.select_related(*self.along) if self.along else rows

    def fact(self, name: str) -> Fact:
        """Return the fact of a name that is declared."""
        return next(each for each in self.facts if each.name == name)

    @cached_property
    def along(self) -> tuple[str, ...]:
        """The relations fetched along: those that facts lead through, and ``related``."""
        ways = {fact.lookup.rpartition("__")[0] for fact in self.facts if fact.path and not fact.is_guarded}
        return tuple(sorted({*self.related, *ways} - {""}))

    def find_one(self, viewer: Viewer, name: str) -> Any | None:
        """Return the record that a viewer may see under ``name``, its identifier or its key; None otherwise."""
        for wanted in self.named(name):
            found = list(self.rows(viewer).filter(wanted)[:2])
            if len(found) == 1:
                return found[0]
        return None

    def named(self, name: str) -> list[models.Q]:
        """Return the conditions under which a record may be meant by ``name``, to be tried one after another."""
        identifier = as_identifier(name)
        if identifier or "\0" in name:
            return [models.Q(pk=identifier)] if identifier else []
        conditions = [_named(self.model, key, name) for key in (self.key, *self.other_keys) if key != "id"]
        return [each for each in conditions if each is not None]

    def find_many(self, viewer: Viewer, names: Collection[str]) -> dict[str, Any]:
        """Return the records that a viewer may see by the names given, in one statement by key."""
        by_id = {name: identifier for name in names if (identifier := as_identifier(name))}
        rows = {row.pk: row for row in self.rows(viewer).filter(pk__in=by_id.values())} if by_id else {}
        found = {name: rows[identifier] for name, identifier in by_id.items() if identifier in rows}
        left = [name for name in names if name not in by_id]
        if left and self.key != "id":
            found |= self._keyed(viewer, left)
        for name in left:
            if name not in found and (one := self.find_one(viewer, name)) is not None:
                found[name] = one
        return found

    def _keyed(self, viewer: Viewer, names: Collection[str]) -> dict[str, Any]:
        """Return the records by their keys; each part of a key is sought by itself, and the parts compared here."""
        lookups = self.key.split("/")
        parts = [tuple(name.rsplit("/", len(lookups) - 1)) for name in names]
        fitting = (each for each in parts if len(each) == len(lookups))
        whole = [each for each in fitting if all(map(_fits, [self.model] * len(lookups), lookups, each))]
        wanted = {f"{lookup}__in": {each[at] for each in whole} for at, lookup in enumerate(lookups)}
        rows = self.rows(viewer).filter(**wanted)
        said = {f"named_by_{at}": models.F(lookup) for at, lookup in enumerate(lookups)}
        keyed = {tuple(str(getattr(row, each)) for each in said): row for row in rows.annotate(**said)}
        return {"/".join(each): keyed[each] for each in whole if each in keyed}

    def names_of(self, viewer: Viewer, identifiers: Collection[uuid.UUID]) -> dict[uuid.UUID, str]:
        """Return the keys of the records that a viewer may see, by identifier, in one statement."""
        parts = self.key.split("/")
        rows = visible(self.model, viewer).filter(pk__in=identifiers).values_list("pk", *parts)
        return {identifier: "/".join(str(part) for part in key) for identifier, *key in rows}


def visible(model: type[models.Model], viewer: Viewer) -> models.QuerySet[Any]:
    """Return the records of a model that a viewer may see."""
    manager: Any = model._default_manager
    rows: models.QuerySet[Any] = manager.all().visible_to(viewer)
    return rows


def told(fact: Fact) -> str:
    """Return under which name a record read through ``Resource.rows`` keeps a guarded fact."""
    return f"told_{fact.name}"


def _says_who_sees(model: type[models.Model]) -> bool:
    return hasattr(model._default_manager, "visible_to")


def _named(model: type[models.Model], key: str, name: str) -> models.Q | None:
    """Return the condition that a key is ``name``; None where the name has other parts than the key."""
    lookups = key.split("/")
    parts = name.rsplit("/", len(lookups) - 1)
    if len(parts) != len(lookups) or not all(map(_fits, [model] * len(lookups), lookups, parts)):
        return None
    return models.Q(**dict(zip(lookups, parts, strict=True)))


def _fits(model: type[models.Model], lookup: str, part: str) -> bool:
    """Tell whether a part of a name can be a value of that part of the key: letters are no number."""
    at: Any = model
    for step in lookup.split("__"):
        kept: Any = at._meta.get_field(step)
        at = kept.related_model
    try:
        kept.get_prep_value(part)
    except (ValueError, TypeError):
        return False
    return bool(part)


def as_identifier(text: str) -> uuid.UUID | None:
    """Return the identifier that a text is, if it is one."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def secretariat_only(viewer: Viewer) -> models.Q:
    """Return the condition for what stays inside, such as the names of those who propose."""
    return ALL if in_secretariat.test(viewer) else NONE


_resources: dict[str, Resource] = {}
_by_model: dict[type[models.Model], Resource] = {}


def add_resource(resource: Resource) -> None:
    """Offer a record's facts and verbs to programs and spreadsheets."""
    if resource.name in _resources or resource.model in _by_model:
        raise ValueError(f"{resource.name} is offered already")
    _resources[resource.name] = _by_model[resource.model] = resource


def resources() -> list[Resource]:
    """Return what is offered, by name."""
    return [_resources[name] for name in sorted(_resources)]


def find_resource(name: str) -> Resource | None:
    """Return the resource of that name."""
    return _resources.get(name)


def resource_of(model: type[models.Model]) -> Resource | None:
    """Return the resource of a record's model."""
    return _by_model.get(model)


def facts_of(
    model: type[models.Model],
    *names: str,
    required: Sequence[str] = (),
    implied: Sequence[str] = (),
    known_to: Mapping[str, Condition] | None = None,
) -> tuple[Fact, ...]:
    """Return facts by the names of a model's fields.

    A name with dots reads through keys ("document.symbol") and is called after them ("document_symbol"). What they
    refer to or read through is told only to who may see it, unless everybody may, or ``implied`` says of the relation
    ("paragraph", "paragraph.document") that who sees the record sees it too.
    """
    conditions = known_to or {}
    return tuple(
        _fact(model, name, required=name in required, implied=implied, known_to=conditions.get(name)) for name in names
    )


def _fact(
    model: type[models.Model],
    name: str,
    *,
    required: bool,
    implied: Sequence[str] = (),
    known_to: Condition | None = None,
) -> Fact:
    *way, last = name.split(".")
    at: Any = model
    steps: list[tuple[str, type[models.Model]]] = []
    for number, step in enumerate((*way, last), 1):
        kept = at._meta.get_field(step)
        at = kept.related_model
        if at is not None and ".".join((*way, last)[:number]) not in implied and not is_public(at):
            steps.append(("__".join((*way, last)[:number]), at))
    path = name if way else ""
    if way and at is not None:
        path = ".".join((*way, kept.attname))
    return Fact(name.replace(".", "_"), kept, required, path, known_to=known_to, steps=tuple(steps))


def is_public(model: type[models.Model]) -> bool:
    """Tell whether everybody sees every record of a model."""
    rows = model._default_manager.none()
    return isinstance(rows, PublicQuerySet) and type(rows).visible_to is PublicQuerySet.visible_to


def asked_of(
    model: type[models.Model], *names: str, optional: Sequence[str] = (), required: Sequence[str] = ()
) -> tuple[Fact, ...]:
    """Return the facts that a service is told, by the names of a model's fields.

    What it cannot do without is required.
    """
    found = []
    for name in names:
        kept: Any = model._meta.get_field(name)
        without = kept.blank or (kept.has_default() and not isinstance(kept, TranslatedField))
        found.append(Fact(name, kept, required=name in required or (not without and name not in optional)))
    return tuple(found)


def asked_for(name: str, kept: models.Field[Any, Any], *, required: bool = False, many: bool = False) -> Fact:
    """Return a fact that a service is told and that no column of the record holds, such as the day of an operation."""
    kept.set_attributes_from_name(name)
    return Fact(name, kept, required=required, many=many)


def day_asked(label: Any, help_text: Any, *, required: bool = False) -> Fact:
    """Return the day of an operation, as ``on``; where it may be left out, it is the day of the call."""
    day = models.DateField(label, null=not required, blank=not required, help_text=help_text)
    return asked_for("on", day, required=required)

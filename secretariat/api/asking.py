"""What a caller asks of a list or a record, read from the address: nothing that is not declared is understood."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.db.models.lookups import In, IsNull, Range
from django.http import QueryDict
from django.utils.translation import gettext as _

from secretariat.api.problems import Problem
from secretariat.core.languages import LANGUAGES
from secretariat.core.resources import Resource, as_identifier, resource_of
from secretariat.core.viewer import Viewer

SIZE, LARGEST = 50, 200
OF_RECORD = ("fields", "expand", "language")
OF_LIST = (*OF_RECORD, "sort", "limit", "cursor")  # not "order": that is a word of the domain


@dataclass(frozen=True)
class Asked:
    """What is asked: which facts, which records along with them, in which language; of a list also order and place."""

    fields: tuple[str, ...]  # empty: all
    expand: tuple[str, ...]
    language: str  # empty: all four
    order: str
    descending: bool
    limit: int
    cursor: str


@dataclass(frozen=True)
class Condition:
    """What a filter asks: a lookup and what it compares with."""

    lookup: str
    value: Any


NOTHING = Condition("pk__in", ())


def read_asked(resource: Resource, query: QueryDict, *, filters: bool = True) -> Asked:
    """Return what is asked of a list or, without ``filters``, of one record. Errors: Problem, naming the parameter."""
    _refuse_unknown(query, (*OF_LIST, *resource.filters) if filters else OF_RECORD)
    order = query.get("sort", "")
    return Asked(
        fields=_names(query, "fields", {"id", "version", *(fact.name for fact in resource.facts)}),
        expand=_names(query, "expand", resource.expandable),
        language=_one_of(query, "language", LANGUAGES),
        order=_one_of(query, "sort", orders_of(resource)).lstrip("-"),
        descending=order.startswith("-"),
        limit=read_limit(query),
        cursor=query.get("cursor", ""),
    )


def orders_of(resource: Resource) -> list[str]:
    """Return the words for the order of a list: the facts one may sort by, each also descending."""
    return [sign + name.lstrip("-") for name in resource.orders for sign in ("", "-")]


def read_filters(resource: Resource, query: QueryDict, viewer: Viewer) -> list[Condition]:
    """Return what must hold of every record. Errors: Problem that names the parameter."""
    found = []
    for name, lookup in resource.filters.items():
        if name in query:
            try:
                value = _value_for(resource.model, lookup, query.get(name, ""), viewer)
            except (ValidationError, ValueError, TypeError, OverflowError) as error:
                raise bad_parameter(name, _said(error)) from error
            found.append(NOTHING if value is None else Condition(lookup, value))
    return found


def is_key(resource: Resource, condition: Condition) -> bool:
    """Tell whether a value reaches a statement as it is: a text or an identifier that a field is equal to."""
    what = sought(resource.model, condition.lookup)
    kinds = (models.CharField, models.TextField, models.UUIDField, models.ForeignKey)
    return what.lookup == "exact" and isinstance(what.field, kinds) and isinstance(condition.value, str | uuid.UUID)


def bad_parameter(name: str, said: str) -> Problem:
    """Return the refusal of one parameter."""
    name = name[:60]
    detail = _("The parameter “%(name)s” is not understood.") % {"name": name}
    return Problem("not-understood", detail, errors={name: [said]})


def _said(error: Exception) -> str:
    return " ".join(error.messages) if isinstance(error, ValidationError) else _("This is not a value of this kind.")


def _refuse_unknown(query: QueryDict, known: Iterable[str]) -> None:
    for name in query:
        if name not in known:
            raise bad_parameter(name, _("There is no such parameter here."))
        if len(query.getlist(name)) > 1:
            raise bad_parameter(name, _("Give it once."))
        if "\0" in query[name]:
            raise bad_parameter(name, _("This is not a value of this kind."))


def _names(query: QueryDict, parameter: str, known: Iterable[str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(each for each in query.get(parameter, "").split(",") if each))
    unknown = [name for name in names if name not in known]
    if unknown:
        raise bad_parameter(parameter, _no_such(unknown[0], known))
    return names


def _one_of(query: QueryDict, parameter: str, known: Iterable[str]) -> str:
    given = query.get(parameter, "")
    if given and given not in known:
        raise bad_parameter(parameter, _no_such(given, known))
    return given


def _no_such(given: str, known: Iterable[str]) -> str:
    return _("“%(value)s” is not one of: %(choices)s.") % {"value": given[:60], "choices": ", ".join(sorted(known))}


def read_limit(query: QueryDict) -> int:
    """Return how many items are asked for. Errors: Problem."""
    given = query.get("limit", "")
    if not given:
        return SIZE
    if not (given.isascii() and given.isdigit() and len(given) < 5 and 1 <= int(given) <= LARGEST):
        raise bad_parameter("limit", _("Give a number from 1 to %(largest)s.") % {"largest": LARGEST})
    return int(given)


@dataclass(frozen=True)
class Sought:
    """What a filter compares: the field at the end of its way, and how."""

    field: models.Field[Any, Any]
    lookup: str  # "exact", "gte", "isnull" …


def sought(model: type[models.Model], way: str) -> Sought:
    """Return what a lookup such as "document__issued_on__gte" compares."""
    at, field, steps = model, model._meta.pk, way.split("__")
    for number, step in enumerate(steps):
        try:
            field = at._meta.pk if step == "pk" else at._meta.get_field(step)  # type: ignore[assignment]
        except FieldDoesNotExist:
            return Sought(field, "__".join(steps[number:]))
        at = field.related_model or at
    return Sought(field, "exact")


def _value_for(model: type[models.Model], way: str, given: str, viewer: Viewer) -> Any:
    """Return what a filter compares with; None where nothing can be equal to it."""
    what = sought(model, way)
    comparison = what.field.get_lookup(what.lookup)
    if comparison is not None and issubclass(comparison, IsNull):
        return _truth(given)
    if comparison is not None and issubclass(comparison, In | Range):
        found = [_plain_value(what.field, each, viewer) for each in given.split(",")[:LARGEST]]
        return [each for each in found if each is not None] or None
    return _plain_value(what.field, given, viewer)


def _plain_value(field: models.Field[Any, Any], given: str, viewer: Viewer) -> Any:
    other = field.related_model
    if isinstance(other, type):
        return _identifier_of(other, given, viewer)
    if isinstance(field, models.BooleanField):
        return _truth(given)
    if isinstance(field, models.UUIDField):
        return as_identifier(given)
    if field.choices and str(given) not in {str(key) for key, _label in field.flatchoices}:
        raise ValidationError(_no_such(given, [str(key) for key, _label in field.flatchoices]))
    if isinstance(field, models.JSONField):
        return given
    value = field.to_python(given)
    if isinstance(field, models.IntegerField):
        field.run_validators(value)
    if isinstance(value, datetime.datetime) and value.tzinfo is None:
        return value.replace(tzinfo=datetime.UTC)
    return value


def _truth(given: str) -> bool:
    if given not in ("true", "false"):
        raise ValidationError(_no_such(given, ("true", "false")))
    return given == "true"


def _identifier_of(other: type[models.Model], given: str, viewer: Viewer) -> Any:
    """Return the identifier of the record that is named. SECURITY: nothing is found by what the viewer may not see."""
    resource = resource_of(other)
    if resource is None:
        return None
    found = resource.find_one(viewer, given)
    return found.pk if found else None

"""Call services with the values of a resource: what programs and spreadsheets say, in the words of the verbs."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from inspect import signature
from typing import Any

from django.db import models

from secretariat.core.languages import current_language, reworded
from secretariat.core.resources import Change, Create, CreateAll, Fact, Values
from secretariat.core.values import nothing
from secretariat.core.viewer import Viewer

Service = Callable[..., models.Model]


def made_by(service: Service, facts: Sequence[Fact] = ()) -> Create:
    """Return how a service that takes each fact by its name makes a record.

    ``facts`` are given where the service has no word for leaving out one that may be left out.
    """
    passing = _passing(service, facts)

    def create(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> models.Model:
        return service(**passing(values, by, on, reason))

    return create


def all_made_by(service: Callable[..., Sequence[models.Model]]) -> CreateAll:
    """Return how a service that takes rows of facts makes many records."""
    takes_day = "on" in signature(service).parameters

    def create_all(rows: Sequence[Values], *, by: Viewer, on: datetime.date, reason: str) -> Sequence[models.Model]:
        day = {"on": on} if takes_day else {}
        return service(rows, by=by, reason=reason, **day)

    return create_all


def changed_by(service: Service, facts: Sequence[Fact]) -> Change:
    """Return how a service that takes all facts changes those that are named and leaves the others as they are."""
    passing = _passing(service)

    def change(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> models.Model:
        now = {fact.name: getattr(record, fact.name) for fact in facts}
        said = {name: reworded(now.get(name), value) for name, value in values.items()}
        return service(record, **passing({**now, **said}, by, on, reason))

    return change


def done_by(service: Service, facts: Sequence[Fact] = ()) -> Change:
    """Return how a service does something with a record, told what the operation must be told; ``facts`` as above."""
    passing = _passing(service, facts)

    def do(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> models.Model:
        return service(record, **passing(values, by, on, reason))

    return do


def decided_by(service: Callable[..., models.Model], verb: str) -> Change:
    """Return how a service that takes the verb of a decision decides on a link."""

    def decide(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> models.Model:
        return service(record, verb, by=by, on=on, reason=reason)

    return decide


def _passing(
    service: Callable[..., Any], facts: Sequence[Fact] = ()
) -> Callable[[Values, Viewer, datetime.date, str], dict[str, Any]]:
    """Return what makes the arguments of a service: the values, and what it takes of who, when, why and language.

    A day among the values goes before the day of the call.
    """
    taken = set(signature(service).parameters)
    empty = {fact.name: fact for fact in facts if not fact.required and fact.name in taken}

    def passing(values: Values, by: Viewer, on: datetime.date, reason: str) -> dict[str, Any]:
        around: Mapping[str, Any] = {"by": by, "on": on, "reason": reason, "language": current_language()}
        said = {name: value for name, value in values.items() if name != "on" or value is not None}
        left_out = {name: nothing(fact) for name, fact in empty.items() if name not in values}
        return {**left_out, **{name: value for name, value in around.items() if name in taken}, **said}

    return passing

"""Writing: make and change one record, and the verbs of its domain, each through the service that was declared."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from secretariat.api.bodies import refuse_other_kinds
from secretariat.api.callers import Caller
from secretariat.api.problems import Problem, not_found
from secretariat.api.reading import find_record, version_now, written_one
from secretariat.api.shapes import Row
from secretariat.core.resources import Changing, Fact, Operation, Resource, Values
from secretariat.core.values import read_values
from secretariat.core.viewer import Viewer

Given = Mapping[str, Any]
Outcome = tuple[Row, str]  # the record as JSON holds it, and its version


def create_one(resource: Resource, caller: Caller, given: Given, *, on: datetime.date, reason: str) -> Outcome:
    """Make a record. Errors: Problem, ValidationError, NotPermitted, Refused."""
    assert resource.create is not None
    caller.must_fulfil(resource.create.rule)
    values = strictly(resource.create.facts, given, caller.viewer, partial=False)
    record = resource.create.service(values, by=caller.viewer, on=on, reason=reason)
    return outcome_of(resource, caller, record)


def outcome_of(resource: Resource, caller: Caller, record: models.Model) -> Outcome:
    """Return what is answered of a record just written; only its identifier if its writer may no longer see it."""
    try:
        return written_one(resource, caller.viewer, str(record.pk))
    except Problem:
        return {"id": str(record.pk)}, ""


def strictly(facts: tuple[Fact, ...], given: Given, viewer: Viewer, *, partial: bool) -> Values:
    """Return what was given as Python holds it. Errors: ValidationError, also for a value of another kind of JSON."""
    refuse_other_kinds(facts, given)
    return read_values(facts, given, viewer, partial=partial)


@transaction.atomic
def change_one(
    resource: Resource, caller: Caller, name: str, given: Given, *, version: str, on: datetime.date, reason: str
) -> Outcome:
    """Change a record that is still in ``version``. Errors: Problem (428, 412, …), ValidationError, Refused."""
    assert resource.change is not None
    record = locked(resource, caller, name, resource.change, version=version)
    values = strictly(resource.change.facts, given, caller.viewer, partial=True)
    changed = resource.change.service(record, values, by=caller.viewer, on=on, reason=reason)
    return outcome_of(resource, caller, changed if isinstance(changed, resource.model) else record)


@transaction.atomic
def operate(
    resource: Resource,
    operation: Operation,
    caller: Caller,
    name: str,
    given: Given,
    *,
    version: str,
    on: datetime.date,
    reason: str,
) -> Outcome:
    """Do a verb of the domain to a record. Errors: Problem, ValidationError, NotPermitted, Refused."""
    record = locked(resource, caller, name, operation, version=version, needs_version=False)
    values = strictly(operation.facts, given, caller.viewer, partial=False)
    operation.service(record, values, by=caller.viewer, on=on, reason=reason)
    return outcome_of(resource, caller, record)


def locked(
    resource: Resource,
    caller: Caller,
    name: str,
    act: Changing | Operation,
    *,
    version: str,
    needs_version: bool = True,
) -> Any:
    """Return a record that nobody else changes until the transaction ends, if it is still in ``version``.

    Two who change the same version wait here for each other, and the second is refused. Errors: Problem.
    """
    record = find_record(resource, caller.viewer, name)
    caller.must_fulfil(act.rule, record)
    if needs_version and not version:
        raise Problem("no-version", _("Send the ETag that you read, as If-Match."))
    resource.model._base_manager.select_for_update().get(pk=record.pk)
    if version and version_now(resource, record, caller.viewer) != version:
        raise Problem("stale", _("Read it again, look at what changed, and send your change with the new ETag."))
    fresh = resource.find_one(caller.viewer, str(record.pk))
    if fresh is None:
        raise not_found()
    return fresh

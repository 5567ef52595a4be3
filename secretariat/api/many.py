"""Many: make or change records by the hundred in one request, all or none, or each for itself."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from secretariat.api.bodies import refuse_other_kinds
from secretariat.api.callers import Caller
from secretariat.api.problems import Problem, as_problem, by_field
from secretariat.api.shapes import Row, with_version
from secretariat.api.writing import change_one, create_one
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.many import WrongRows
from secretariat.core.resources import Fact, Resource, Values
from secretariat.core.values import read_many
from secretariat.core.viewer import Viewer

MOST_NEW, MOST_CHANGED = 500, 100
EXPECTED = (Problem, ValidationError, NotPermitted, Refused, DatabaseError)
Result = dict[str, Any]


def items_of(body: Mapping[str, Any], most: int) -> tuple[list[Any], bool]:
    """Return the items of a body and whether all or none are wanted. Errors: Problem."""
    unknown = sorted(set(body) - {"items", "atomic"})
    if unknown:
        raise Problem("invalid", errors={unknown[0][:60]: [_("There is no such field.")]})
    items, atomic = body.get("items"), body.get("atomic", True)
    if not isinstance(atomic, bool):
        raise Problem("invalid", errors={"atomic": [_("This is not a value of this kind.")]})
    if not isinstance(items, list) or not 1 <= len(items) <= most or not all(isinstance(each, dict) for each in items):
        raise Problem("invalid", errors={"items": [_("Give 1 to %(most)s objects.") % {"most": most}]})
    return items, atomic


def create_many(
    resource: Resource, caller: Caller, rows: Sequence[Row], *, atomic: bool, on: datetime.date, reason: str
) -> list[Result]:
    """Make many records; return a result for each. Errors: Problem where all or none was asked and one is wrong."""
    assert resource.create is not None
    caller.must_fulfil(resource.create.rule)
    read = _read(resource.create.facts, rows, caller.viewer)
    wrong = {number: by_field(each) for number, each in enumerate(read) if isinstance(each, ValidationError)}
    if atomic and wrong:
        raise all_refused(wrong)
    good = [(number, each) for number, each in enumerate(read) if not isinstance(each, ValidationError)]
    made = _create_together(resource, caller, good, on=on, reason=reason, atomic=atomic)
    if made is None:
        made = _one_by_one(
            lambda number: create_one(resource, caller, rows[number], on=on, reason=reason),
            [number for number, _each in good],
            atomic=atomic,
        )
    refused = {number: refusal(Problem("invalid", errors=said)) for number, said in wrong.items()}
    return [{"index": number, **(made | refused)[number]} for number in range(len(rows))]


def _read(facts: tuple[Fact, ...], rows: Sequence[Row], viewer: Viewer) -> list[Values | ValidationError]:
    """Return what was given row by row as Python holds it, or what is wrong with the row."""
    wrong: dict[int, ValidationError] = {}
    for number, row in enumerate(rows):
        try:
            refuse_other_kinds(facts, row)
        except ValidationError as error:
            wrong[number] = error
    read = read_many(facts, [{} if number in wrong else row for number, row in enumerate(rows)], viewer)
    return [wrong.get(number, each) for number, each in enumerate(read)]


def _create_together(
    resource: Resource,
    caller: Caller,
    good: Sequence[tuple[int, Values]],
    *,
    on: datetime.date,
    reason: str,
    atomic: bool,
) -> dict[int, Result] | None:
    """Make all in one go where a service can; None where it cannot, or where each is to be tried for itself."""
    assert resource.create is not None
    service = resource.create.service_for_many
    if service is None or not good:
        return None
    try:
        with transaction.atomic():
            made = service([values for _number, values in good], by=caller.viewer, on=on, reason=reason)
    except WrongRows as error:
        if atomic:
            raise all_refused({good[number][0]: by_field(said) for number, said in error.rows.items()}) from error
        return None
    except EXPECTED:
        if atomic:
            raise
        return None
    versions = _versions(resource, [each.pk for each in made], caller.viewer)
    return {number: _done(201, each.pk, versions) for (number, _values), each in zip(good, made, strict=True)}


def _versions(resource: Resource, identifiers: Sequence[Any], viewer: Viewer) -> dict[Any, str]:
    rows = with_version(resource, resource.model._base_manager.filter(pk__in=identifiers), viewer)
    return dict(rows.values_list("pk", "version_mark"))


def _done(status: int, identifier: Any, versions: Mapping[Any, str]) -> Result:
    return {"status": status, "id": str(identifier), "version": versions.get(identifier, "")}


def change_many(
    resource: Resource, caller: Caller, rows: Sequence[Row], *, atomic: bool, on: datetime.date, reason: str
) -> list[Result]:
    """Change many records, each named with its version and values; return a result for each. Errors: Problem."""

    def change(number: int) -> Any:
        name, version, values = _named(rows[number])
        return change_one(resource, caller, name, values, version=version, on=on, reason=reason)

    done = _one_by_one(change, range(len(rows)), atomic=atomic, status=200)
    return [{"index": number, **done[number]} for number in range(len(rows))]


def _named(row: Row) -> tuple[str, str, Row]:
    wrong = {name: [_("There is no such field.")] for name in row if name not in {"id", "version", "values"}}
    name, version, values = row.get("id"), row.get("version", ""), row.get("values")
    wrong |= {} if isinstance(name, str) and name else {"id": [_("This field is required.")]}
    wrong |= {} if isinstance(version, str) else {"version": [_("This is not a value of this kind.")]}
    wrong |= {} if isinstance(values, dict) else {"values": [_("This field is required.")]}
    if wrong:
        raise Problem("invalid", errors=wrong)
    return str(name), str(version), dict(values or {})


def _one_by_one(
    act: Callable[[int], tuple[Row, str]], numbers: Sequence[int], *, atomic: bool, status: int = 201
) -> dict[int, Result]:
    """Do each for itself; with ``atomic`` nothing is kept unless all succeed. Errors: Problem."""
    results: dict[int, Result] = {}
    wrong: dict[int, Problem] = {}
    with transaction.atomic():
        for number in numbers:
            try:
                with transaction.atomic():
                    row, version = act(number)
                results[number] = {"status": status, "id": row["id"], "version": version}
            except EXPECTED as error:
                problem = as_problem(error)
                if problem is None or problem.status >= 500:
                    raise
                wrong[number] = problem
        if atomic and wrong:
            raise none_kept({number: refusal(problem) for number, problem in wrong.items()})
    return results | {number: refusal(problem) for number, problem in wrong.items()}


def refusal(problem: Problem) -> Result:
    """Return a problem as the result of one item."""
    return {"status": problem.status, "problem": problem.written()}


def all_refused(wrong: Mapping[int, Mapping[str, list[str]]]) -> Problem:
    """Return the refusal of all because some have values that are not accepted."""
    return none_kept({number: refusal(Problem("invalid", errors=said)) for number, said in wrong.items()})


def none_kept(wrong: Mapping[int, Result]) -> Problem:
    """Return the refusal of all, with what is wrong item by item."""
    items = [{"index": number, **result} for number, result in sorted(wrong.items())]
    return Problem(
        "invalid", _("Nothing was kept: correct these items, or send atomic as false."), more={"items": items}
    )

"""Whatever is drafted and put in force, the structure of an earlier day never changes."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable

import pytest

from secretariat.core.errors import Refused
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.organization.choices import UnitLevel
from secretariat.organization.models import Function, Order, Placement
from secretariat.organization.queries import faults_of, structure_on
from secretariat.organization.services import (
    FunctionFacts,
    PlacementFacts,
    add_counterpart,
    add_function,
    add_unit,
    change_function,
    change_placement,
    draft_order,
    drop_function,
    drop_placement,
)
from secretariat.organization.tests.conftest import TODAY, facts_of, function_facts, words
from secretariat.parties.models import Party

ORDERS = 3
EDITS = 8
Enforce = Callable[..., Order]


def picture(day: datetime.date) -> object:
    """Return all that is known of the structure on a day."""
    structure = structure_on(day, ANYONE)
    if structure is None:
        return None
    placements = [
        (
            node.placement.unit_id,
            node.placement.parent_id,
            dict(node.placement.name),
            node.placement.acronym,
            node.placement.level,
            node.placement.address,
            dict(node.placement.head),
            node.placement.answers_to_id,
            node.functions,
        )
        for node in structure.walk()
    ]
    functions = [
        (each.pk, each.unit_id, each.address, each.kind, dict(each.summary), each.counterparts.count())
        for each in Function.objects.filter(order=structure.order)
        .select_related("paragraph")
        .order_by("paragraph__position")
    ]
    return structure.order.pk, placements, functions


def some_placement(draft: Order, chance: random.Random) -> Placement:
    rows = Placement.objects.filter(order=draft, parent__placements__order=draft).select_related(
        "unit__party", "order__document"
    )
    return chance.choice(list(rows.order_by("position")))


def some_function(draft: Order, chance: random.Random) -> Function:
    rows = Function.objects.filter(order=draft).select_related("paragraph", "unit", "order__document")
    return chance.choice(list(rows.order_by("paragraph__position")))


def edit(draft: Order, by: Viewer, chance: random.Random) -> None:
    """Change the draft once, somehow; what is refused leaves it as it was."""
    placement, other = some_placement(draft, chance), some_placement(draft, chance)
    function = some_function(draft, chance)
    number = chance.randrange(10_000)
    new_unit = PlacementFacts(
        name=words(f"Unit {number}"),
        level=chance.choice(UnitLevel.values),
        parent=placement.unit,
        address=f"X.{number}",
    )
    new_function = FunctionFacts(
        unit=placement.unit, address=f"Z.{number}", kind="function", summary=words(f"Does {number}")
    )
    changed = function_facts(function, unit=placement.unit, summary=words(f"Does {number} otherwise"))
    party = chance.choice(list(Party.objects.filter(kind="body").order_by("slug")[:20]))
    verbs: list[Callable[[], object]] = [
        lambda: add_unit(draft, new_unit, by=by, reason=""),
        lambda: change_placement(placement, facts_of(placement, name=words(f"Name {number}")), by=by, reason=""),
        lambda: change_placement(placement, facts_of(placement, parent=other.unit), by=by, reason=""),
        lambda: change_placement(placement, facts_of(placement, address=f"Y.{number}"), by=by, reason=""),
        lambda: drop_placement(placement, by=by, reason="", with_functions=True),
        lambda: add_function(draft, new_function, by=by, reason=""),
        lambda: change_function(function, changed, by=by, reason=""),
        lambda: drop_function(function, by=by, reason=""),
        lambda: add_counterpart(function, relation="advises", party=party, by=by, reason=""),
    ]
    try:
        chance.choice(verbs)()
    except Refused:
        return


@pytest.mark.parametrize("seed", range(3))
def test_structure_of_earlier_days_never_changes(in_force: Order, officer: Viewer, enforce: Enforce, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance, not secrecy
    known = {day: picture(day) for day in (datetime.date(2016, 7, 18), datetime.date(2016, 7, 19), TODAY)}
    day = TODAY
    for number in range(ORDERS):
        draft = draft_order(
            symbol=f"EO 26-{number + 10}", title=words("Anew"), by=officer, on=day, reason="", based_on=None
        )
        for _time in range(EDITS):
            edit(draft, officer, chance)
        assert faults_of(draft) == []
        day += datetime.timedelta(days=chance.randrange(1, 400))
        enforce(draft, day)
        assert {each: picture(each) for each in known} == known
        known[day - datetime.timedelta(days=1)] = picture(day - datetime.timedelta(days=1))
        known[day] = picture(day)
    assert len({str(each) for each in known.values()}) == ORDERS + 2

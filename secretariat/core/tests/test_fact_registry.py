"""What apps state on each other's record pages."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from secretariat.accounts.models import Person
from secretariat.core import fact_registry
from secretariat.core.columns import Cell
from secretariat.core.fact_registry import Contribution, Remark, add_facts, add_marks, contributed_to, marks_on
from secretariat.core.pages import fact
from secretariat.core.viewer import ANYONE, Viewer

DAY = datetime.date(2016, 7, 1)


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fact_registry, "_registered", defaultdict(fact_registry._Registered))


def first(viewer: Viewer, record: Any, on: datetime.date) -> Contribution:
    return Contribution(facts=[fact("Name", record.full_name)], remarks=[Remark([Cell("note")])], without=["a"])


def second(viewer: Viewer, record: Any, on: datetime.date) -> Contribution:
    return Contribution(facts=[fact("Day", on.isoformat())], without=["b"])


def named(viewer: Viewer, records: Sequence[Any], on: datetime.date) -> Mapping[uuid.UUID, Sequence[Cell]]:
    return {each.pk: [Cell(each.full_name)] for each in records}


def refusing(viewer: Viewer, records: Sequence[Any], on: datetime.date) -> Mapping[uuid.UUID, Sequence[Cell]]:
    raise AssertionError("asked about nothing")


def test_facts_of_all_apps_stand_in_their_order() -> None:
    add_facts(Person, second, order=20)
    add_facts(Person, first, order=10)
    shown = contributed_to(ANYONE, Person(full_name="Ada"), on=DAY)
    assert [(each.label, each.values[0].text) for each in shown.facts] == [("Name", "Ada"), ("Day", "2016-07-01")]
    assert (len(shown.remarks), shown.without) == (1, ["a", "b"])


def test_record_that_nobody_knows_of_has_no_facts() -> None:
    assert contributed_to(ANYONE, Person(full_name="Ada"), on=DAY) == Contribution([], [], [], [])


def test_marks_of_all_apps_are_found_for_many_records_at_once() -> None:
    add_marks(Person, named)
    people = [Person(full_name="Ada"), Person(full_name="Bo")]
    marks = marks_on(ANYONE, Person, people, on=DAY)
    assert [[cell.text for cell in marks[each.pk]] for each in people] == [["Ada"], ["Bo"]]


def test_no_records_ask_nobody_for_marks() -> None:
    add_marks(Person, refusing)
    assert marks_on(ANYONE, Person, [], on=DAY) == {}


def test_same_contributor_is_registered_once() -> None:
    add_facts(Person, first)
    add_marks(Person, named)
    with pytest.raises(ValueError, match="Person has these facts already"):
        add_facts(Person, first)
    with pytest.raises(ValueError, match="Person has these marks already"):
        add_marks(Person, named)

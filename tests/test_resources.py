"""One contract for every resource: what is read, asked by, ordered and expanded, and by whom."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from secretariat.accounts.models import Person
from secretariat.core.resources import Fact, Resource, resource_of, resources, visible
from secretariat.core.values import plain, written
from secretariat.core.viewer import Viewer
from tests.samples import Samples
from tests.security.canaries import CANARY, Public, a_planner, decide_in_public, plant

pytestmark = pytest.mark.django_db
EVERY = pytest.mark.parametrize("resource", resources(), ids=lambda resource: resource.name)
OUTSIDE = ("anyone", "delegate", "expert", "partner")


@pytest.fixture
def planted(cast: dict[str, Person]) -> None:
    """Plant records full of words that only the secretariat may see, tied in every way to public ones."""
    planner = a_planner()
    public = Public(Samples(planner, cast), planner)
    decide_in_public(public)
    plant(public)


def told_of(resource: Resource, viewer: Viewer) -> list[dict[str, Any]]:
    return [{fact.name: written(fact, row) for fact in resource.facts} for row in resource.rows(viewer)]


@EVERY
def test_facts_read_the_same_from_a_record_and_from_a_column(resource: Resource, viewers: dict[str, Viewer]) -> None:
    viewer = viewers["planning_officer"]
    rows = list(resource.rows(viewer).order_by("pk")[:5])
    for fact in resource.facts:
        asked = resource.rows(viewer).annotate(asked=fact.column(viewer)).order_by("pk")
        assert [plain(each) for each in asked.values_list("asked", flat=True)[:5]] == [
            written(fact, row) for row in rows
        ], fact.name


def test_nothing_hidden_is_told_to_those_outside(planted: None, viewers: dict[str, Viewer]) -> None:
    told = {
        f"{resource.name} to {name}"
        for resource in resources()
        for name in OUTSIDE
        if CANARY in str(told_of(resource, viewers[name]))
    }
    assert told == set()
    inside = str([told_of(resource, viewers["planning_officer"]) for resource in resources()])
    assert CANARY in inside


def refers(resource: Resource) -> list[Fact]:
    return [fact for fact in resource.facts if fact.to is not None]


def test_no_identifier_leads_to_what_is_hidden(planted: None, viewers: dict[str, Viewer]) -> None:
    """An identifier tells that something is there: what a draft drops, on which hidden decision a mandate ended."""
    leading = set()
    for resource in resources():
        for fact in refers(resource):
            assert fact.to is not None
            for name in OUTSIDE:
                viewer = viewers[name]
                given = {row[fact.name] for row in told_of(resource, viewer)} - {None}
                seen = {str(each) for each in visible(fact.to, viewer).values_list("pk", flat=True)}
                if given - seen:
                    leading.add(f"{resource.name}.{fact.name} to {name}")
    assert leading == set()


def test_addresses_are_told_to_administrators_and_to_oneself(viewers: dict[str, Viewer]) -> None:
    people = resource_of(Person)
    assert people is not None
    for name, viewer in viewers.items():
        told = {row["email"] for row in told_of(people, viewer)} - {None}
        own = {viewer.person.email} if isinstance(viewer.person, Person) else set()
        everybody = set(Person.objects.values_list("email", flat=True))
        assert told == (everybody if name == "administrator" else own), name


def statements(rows: models.QuerySet[Any], facts: tuple[Fact, ...]) -> int:
    with CaptureQueriesContext(connection) as captured:
        for row in rows:
            for fact in facts:
                written(fact, row)
    return len(captured)


@EVERY
def test_a_list_takes_one_statement_however_long(resource: Resource, viewers: dict[str, Viewer]) -> None:
    for name, allowed in (
        ("delegate", {0, 1}),
        ("planning_officer", {1}),
    ):  # what is for the secretariat alone asks none
        rows = resource.rows(viewers[name])
        assert statements(rows[:1], resource.facts) in allowed
        assert statements(rows[:30], resource.facts) in allowed


@EVERY
def test_records_are_found_by_key_and_by_identifier(resource: Resource, viewers: dict[str, Viewer]) -> None:
    viewer = viewers["planning_officer"]
    rows = list(resource.rows(viewer).order_by("pk")[:30])
    keys = resource.names_of(viewer, [row.pk for row in rows])
    assert set(keys) == {row.pk for row in rows}
    assert {name: row.pk for name, row in resource.find_many(viewer, list(keys.values())).items()} == {
        key: pk for pk, key in keys.items()
    }
    for row in rows[:3]:
        assert resource.find_one(viewer, keys[row.pk]) == row
        assert resource.find_one(viewer, str(row.pk)) == row
    strange = ["no such record", "a/b", "a/b/c", "/", "x" * 500, "a\0b"]
    assert [resource.find_one(viewer, name) for name in strange] == [None] * len(strange)
    assert resource.find_many(viewer, strange[:-1]) == {}


@EVERY
def test_every_order_sorts(resource: Resource, viewers: dict[str, Viewer]) -> None:
    facts = {fact.name: fact for fact in resource.facts}
    for name in resource.orders:
        ordered = resource.rows(viewers["planning_officer"]).order_by(facts[name].lookup, "pk")
        assert len(ordered) == resource.rows(viewers["planning_officer"]).count()


@EVERY
def test_every_filter_finds_what_it_is_given(resource: Resource, viewers: dict[str, Viewer]) -> None:
    rows = resource.rows(viewers["planning_officer"])
    for name, lookup in resource.filters.items():
        column = lookup.removesuffix("__gte").removesuffix("__lte").removesuffix("__icontains").removesuffix("__isnull")
        values = [each for each in rows.values_list(column, flat=True)[:50] if each is not None]
        if lookup.endswith("__isnull"):
            assert rows.filter(**{lookup: True}).count() + rows.filter(**{lookup: False}).count() == rows.count(), name
        elif values:
            assert rows.filter(**{lookup: values[0]}).exists(), name

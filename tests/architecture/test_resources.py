"""What holds for every resource: what programs and spreadsheets may read, ask by and name."""

from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from secretariat.accounts.models import Person
from secretariat.core.records import Record
from secretariat.core.resources import Fact, Resource, is_public, resource_of, resources

RECORDS = [model for model in apps.get_models() if issubclass(model, Record)]
OF_AN_IMPORT = "What one person did with one file; it is read on the pages of that import."
ONES_OWN = "What concerns one person alone; it is read on their own pages."
NOT_OFFERED = {  # why programs and spreadsheets do without a record
    "accounts.Token": "A key to programs: what programs could read, they could use.",
    "delivery.Feed": "A key to one person's calendar: what programs could read, they could use.",
    "exchange.Import": OF_AN_IMPORT,
    "exchange.ColumnMapping": OF_AN_IMPORT,
    "exchange.KnownValue": OF_AN_IMPORT,
    "jobs.Retry": "How the installation runs; administrators read it on the page of its jobs.",
    "notices.Notice": ONES_OWN,
    "notices.Preference": ONES_OWN,
}
SECRETS = {"password", "last_login"}
ALL = pytest.mark.parametrize("resource", resources(), ids=lambda resource: resource.name)


def steps_of(model: type[models.Model], way: str) -> list[models.Field[Any, Any]]:
    """Return the fields on the way of a lookup, without what compares at its end."""
    found: list[models.Field[Any, Any]] = []
    at = model
    for step in way.split("__"):
        try:
            kept: Any = at._meta.get_field(step)
        except FieldDoesNotExist:
            return found
        found.append(kept)
        at = kept.related_model or at
    return found


def test_every_record_is_offered_or_says_why_not() -> None:
    silent = {model._meta.label for model in RECORDS if resource_of(model) is None}
    assert silent == set(NOT_OFFERED)


@ALL
def test_facts_are_columns_that_may_be_told(resource: Resource) -> None:
    names = [fact.name for fact in resource.facts]
    assert len(names) == len(set(names))
    assert {fact.field.name for fact in resource.facts} & SECRETS == set()
    assert all(fact.field.concrete for fact in resource.facts)


@ALL
def test_addresses_of_people_are_told_by_a_rule(resource: Resource) -> None:
    open_to_all = [
        fact.name for fact in resource.facts if isinstance(fact.field, models.EmailField) and fact.known_to is None
    ]
    assert open_to_all == []
    assert [fact.name for fact in resource.facts if fact.field.model is Person and fact.path] == []


@ALL
def test_what_is_asked_by_leads_downward_through_what_is_told(resource: Resource) -> None:
    """A filter through a relation that may be hidden, or by what is told to some, would tell others of it."""
    guarded = {fact.lookup for fact in resource.facts if fact.is_guarded}
    told_to_some = {fact.lookup for fact in resource.facts if fact.known_to}
    for way in resource.filters.values():
        steps = steps_of(resource.model, way)
        assert all(step.concrete for step in steps), way
        passed = {"__".join(way.split("__")[: number + 1]) for number in range(len(steps) - 1)}
        assert {f"{each}_id" for each in passed} & guarded == set(), way
        assert way not in told_to_some
        assert not (way.endswith("__isnull") and way.removesuffix("__isnull") + "_id" in guarded), way


@ALL
def test_orders_and_expansions_are_facts(resource: Resource) -> None:
    facts = {fact.name: fact for fact in resource.facts}
    assert [name for name in resource.orders if name not in facts or facts[name].is_guarded] == []
    assert [name for name in resource.expandable if facts[name].to is None or facts[name].path] == []
    assert [name for name in resource.expandable if resource_of(facts[name].to) is None] == []  # type: ignore[arg-type]


@ALL
def test_a_record_that_is_referred_to_can_be_named(resource: Resource) -> None:
    verbs = [resource.create, resource.change, *resource.operations]
    asked: list[Fact] = [fact for verb in verbs if verb is not None for fact in verb.facts]
    assert [fact.name for fact in asked if fact.to is not None and resource_of(fact.to) is None] == []


@ALL
def test_a_key_is_no_secret(resource: Resource) -> None:
    """A record is found by its key among those that the viewer sees: the key leads through nothing hidden from them."""
    guarded = {fact.lookup for fact in resource.facts if fact.is_guarded}
    for key in (resource.key, *resource.other_keys):
        for part in key.split("/"):
            steps = steps_of(resource.model, part)
            assert steps or part == "id", part
            assert part not in guarded


def test_only_records_that_all_may_see_count_as_public() -> None:
    public = {model._meta.label for model in RECORDS if is_public(model)}
    assert public == {
        "bodies.Body",
        "bodies.Session",
        "documents.NumberSeries",
        "parties.Organization",
        "parties.State",
        "topics.Topic",
    }

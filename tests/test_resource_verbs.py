"""One contract for every verb of every resource: the right person does it with sample values, others are refused.

The samples are made once for all verbs, which takes longer than any of them; what a verb did is taken back.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.db import transaction
from rules.predicates import Predicate

from secretariat.accounts.models import Person
from secretariat.core.errors import NotPermitted
from secretariat.core.freshness import forget_all
from secretariat.core.resources import Changing, Creating, Operation, find_resource, resources, visible
from secretariat.core.values import read_values
from secretariat.core.viewer import Viewer
from tests.resource_samples import CHANGES, CREATES, OPERATIONS, Doing, Stage
from tests.samples import DAY, Samples

pytestmark = pytest.mark.django_db
Verb = Changing | Operation


Trial = Callable[[str], AbstractContextManager[Stage]]


@pytest.fixture
def trial(cast: dict[str, Person], viewers: dict[str, Viewer], subtests: pytest.Subtests) -> Trial:
    """Return how to try one of many things, on a stage as it was at first; all that fail are told."""
    stage = Stage(Samples(viewers["planning_officer"], cast), viewers["planning_officer"])

    @contextmanager
    def tried(name: str) -> Iterator[Stage]:
        with subtests.test(name), transaction.atomic():
            forget_all()
            yield copy.deepcopy(stage)
            transaction.set_rollback(True)

    return tried


def creating(name: str) -> Creating:
    resource = find_resource(name)
    assert resource is not None
    assert resource.create is not None
    return resource.create


def verb_of(said: str) -> Verb:
    name, _space, verb = said.partition(" ")
    resource = find_resource(name)
    assert resource is not None
    if verb:
        return next(each for each in resource.operations if each.verb == verb)
    assert resource.change is not None
    return resource.change


def test_every_verb_has_a_sample() -> None:
    assert set(CREATES) == {each.name for each in resources() if each.create}
    assert set(CHANGES) == {each.name for each in resources() if each.change}
    assert set(OPERATIONS) == {f"{each.name} {verb.verb}" for each in resources() for verb in each.operations}


def test_a_record_is_made_by_the_right_person_and_by_no_other(trial: Trial, viewers: dict[str, Viewer]) -> None:
    for name in sorted(CREATES):
        how, by = creating(name), viewers[CREATES[name].who]
        with trial(name) as stage:
            assert how.rule.test(by)
            values = read_values(how.facts, CREATES[name].values(stage), by, partial=False)
            refused(how.service, values, without(how.rule, viewers))
            made: Any = how.service(values, by=by, on=DAY, reason="Sent by a program")
            found = visible(type(made), by).get(pk=made.pk)
            assert found.history.first().history_user == by.person
            assert found.is_demonstration


def test_many_are_made_as_one_is(trial: Trial, viewers: dict[str, Viewer]) -> None:
    for name in sorted(CREATES):
        how, by = creating(name), viewers[CREATES[name].who]
        if how.service_for_many is None:
            continue
        with trial(name) as stage:
            values = read_values(how.facts, CREATES[name].values(stage), by, partial=False)
            refused(how.service_for_many, [values], without(how.rule, viewers))
            made: Any = how.service_for_many([values], by=by, on=DAY, reason="Sent by a program")
            assert [each.history.first().history_user for each in made] == [by.person]
            assert [each.is_demonstration for each in made] == [True]


def without(rule: Predicate, viewers: dict[str, Viewer], record: Any = None) -> list[Viewer]:
    """Return those of the cast who may not."""
    others = [viewer for viewer in viewers.values() if not rule.test(viewer, record)]
    assert len(others) > 4
    return others


def refused(service: Callable[..., Any], values: Any, others: list[Viewer], *record: Any) -> None:
    for viewer in others:
        with pytest.raises(NotPermitted):
            service(*record, values, by=viewer, on=DAY, reason="Sent by a program")


def told(said: str, doing: Doing, stage: Stage, by: Viewer) -> tuple[Verb, Any, Any]:
    verb = verb_of(said)
    record = doing.record(stage)
    return verb, record, read_values(verb.facts, doing.values(stage), by, partial=isinstance(verb, Changing))


def test_a_verb_is_done_by_the_right_person_and_by_no_other(trial: Trial, viewers: dict[str, Viewer]) -> None:
    for said, doing in sorted({**CHANGES, **OPERATIONS}.items()):
        by = viewers[doing.who]
        with trial(said) as stage:
            verb, record, values = told(said, doing, stage, by)
            assert verb.rule.test(by, record)
            refused(verb.service, values, without(verb.rule, viewers, record), record)
            fresh = type(record).objects.get(pk=record.pk)
            done: Any = verb.service(fresh, values, by=by, on=DAY, reason="Sent by a program")
            kept = type(done).objects.get(pk=done.pk)
            if isinstance(verb, Changing):
                assert {name: getattr(kept, name) for name in values} == values

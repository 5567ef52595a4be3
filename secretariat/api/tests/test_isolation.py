"""What is hidden stays hidden: its identifier opens nothing, wherever a caller puts it, and changes no row."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from django.test import Client

from secretariat.accounts.models import Person
from secretariat.api.tests.callers import program_of, send
from secretariat.core.resources import Fact, Resource, resources
from secretariat.core.viewer import Viewer
from tests.resource_samples import CHANGES, OPERATIONS, Doing, Stage
from tests.samples import Samples
from tests.security.canaries import CANARY, Public, a_planner, plant

pytestmark = pytest.mark.django_db
NONE = str(uuid.UUID(int=7))


@pytest.fixture
def hidden(cast: dict[str, Person]) -> Stage:
    planner = a_planner()
    public = Public(Samples(planner, cast), planner)
    plant(public)
    return Stage(public.samples, planner)


def unseen(resource: Resource, viewer: Viewer) -> list[str]:
    """Return identifiers of records that a viewer may not see."""
    seen = resource.rows(viewer).values("pk")
    return [str(pk) for pk in resource.model._base_manager.exclude(pk__in=seen).values_list("pk", flat=True)[:3]]


def versions() -> dict[str, int]:
    """Return how many versions every history holds: any write shows."""
    models = [each.model for each in resources() if hasattr(each.model, "history")]
    return {model._meta.label: model.history.count() for model in models}


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("who", ["anyone", "delegate", "expert"])
def test_no_list_and_no_record_tells_what_is_hidden(who: str, viewers: dict[str, Viewer]) -> None:
    ask = program_of(viewers[who]).ask if who != "anyone" else lambda *words: send(Client(), *words)
    told = []
    for resource in resources():
        paths = [f"{resource.name}?limit=200", f"{resource.name}?limit=200&expand={','.join(resource.expandable)}"]
        paths += [f"{resource.name}?limit=200&sort={sort}" for sort in resource.orders]
        paths += [f"{resource.name}/{pk}{end}" for pk in unseen(resource, viewers[who]) for end in ("", "/history")]
        told += [path for path in paths if CANARY in ask("GET", path).content.decode()]
    assert told == []


@pytest.mark.usefixtures("hidden")
def test_those_who_may_read_find_it(viewers: dict[str, Viewer]) -> None:
    """Without this the other tests could pass because nothing was hidden there at all."""
    program = program_of(viewers["planning_officer"])
    found = [
        each.name for each in resources() if CANARY in program.ask("GET", f"{each.name}?limit=200").content.decode()
    ]
    assert {"documents", "paragraphs"} - set(found) == set()


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("who", ["delegate", "expert"])
def test_a_hidden_identifier_is_a_missing_one_in_every_address(who: str, viewers: dict[str, Viewer]) -> None:
    program, before, tried = program_of(viewers[who]), versions(), 0
    for resource in resources():
        for pk in unseen(resource, viewers[who]):
            for method, end in acts(resource):
                headers = {"If_Match": '"1"'} if method == "PATCH" else {}
                answers = [program.ask(method, f"{resource.name}/{name}{end}", {}, **headers) for name in (pk, NONE)]
                assert [answer.status_code for answer in answers] == [404, 404], (resource.name, end)
                assert answers[0].content == answers[1].content
                tried += 1
    assert tried > 20
    assert versions() == before


def acts(resource: Resource) -> Iterator[tuple[str, str]]:
    yield from (("GET", ""), ("GET", "/history"))
    yield from ((("PATCH", ""),) if resource.change else ())
    yield from (("POST", f"/{operation.verb}") for operation in resource.operations)


def references(facts: tuple[Fact, ...]) -> Iterator[tuple[Fact, Resource]]:
    for fact in facts:
        found = next((each for each in resources() if each.model is fact.to), None)
        if found is not None:
            yield fact, found


@pytest.mark.usefixtures("hidden")
def test_a_hidden_identifier_is_a_missing_one_in_every_body_and_filter(viewers: dict[str, Viewer]) -> None:
    """Documents for named parties alone are hidden from the secretariat too: those write, but cannot name them."""
    viewer = viewers["planning_officer"]
    program, before, tried = program_of(viewer), versions(), 0
    for resource in resources():
        facts = (*(resource.create.facts if resource.create else ()),)
        for fact, other in references(facts):
            for pk in unseen(other, viewer)[:1]:
                sent = [{fact.name: [name] if fact.many else name} for name in (pk, NONE)]
                single = [program.ask("POST", resource.name, body) for body in sent]
                bulk = [program.ask("POST", f"bulk/{resource.name}", {"items": [body]}) for body in sent]
                for answers in (single, bulk):
                    assert answers[0].status_code in (403, 422)
                    assert answers[0].content.decode().replace(pk, NONE) == answers[1].content.decode()
                tried += 1
    for resource in resources():
        for name, way in resource.filters.items():
            for fact, other in references(resource.facts):
                for pk in unseen(other, viewer)[:1] if fact.name == way else ():
                    answer = program.ask("GET", f"{resource.name}?{name}={pk}")
                    assert (answer.status_code, answer.json()["items"]) == (200, [])
    assert tried > 3
    assert versions() == before


@pytest.mark.usefixtures("hidden")
@pytest.mark.parametrize("who", ["delegate", "planning_officer"])
def test_a_hidden_identifier_is_a_missing_one_among_many_changes(who: str, viewers: dict[str, Viewer]) -> None:
    program, before, tried = program_of(viewers[who]), versions(), 0
    for resource in (each for each in resources() if each.change):
        for pk in unseen(resource, viewers[who]):
            for atomic in (True, False):
                items = [[{"id": name, "version": "1", "values": {}}] for name in (pk, NONE)]
                answers = [
                    program.ask("PATCH", f"bulk/{resource.name}", {"items": each, "atomic": atomic}) for each in items
                ]
                assert answers[0].content.decode().replace(pk, NONE) == answers[1].content.decode()
                assert [each.status_code for each in answers] == [422 if atomic else 200] * 2
                assert answers[1].json()["items"][0]["status"] == 404
                tried += 1
    assert tried > 10
    assert versions() == before


def doings() -> Iterator[tuple[Resource, Doing, str, str, tuple[Fact, ...]]]:
    """Yield every change and every verb: of what, with which values, how it is asked for, and its facts."""
    for resource in resources():
        if resource.change:
            yield resource, CHANGES[resource.name], "PATCH", "", resource.change.facts
        for operation in resource.operations:
            doing = OPERATIONS[f"{resource.name} {operation.verb}"]
            yield resource, doing, "POST", f"/{operation.verb}", operation.facts


def test_a_hidden_identifier_is_a_missing_one_in_every_change_and_verb(
    hidden: Stage, viewers: dict[str, Viewer]
) -> None:
    tried = 0
    for resource, doing, method, end, facts in doings():
        viewer = viewers[doing.who]
        asked = [(fact, pk) for fact, other in references(facts) for pk in unseen(other, viewer)[:1]]
        if not asked:
            continue
        program, address = program_of(viewer), f"{resource.name}/{doing.record(hidden).pk}"
        version, values, before = program.ask("GET", address).headers["ETag"], doing.values(hidden), versions()
        for fact, pk in asked:
            sent = [{**values, fact.name: [name] if fact.many else name} for name in (pk, NONE)]
            answers = [program.ask(method, address + end, each, If_Match=version) for each in sent]
            assert [each.status_code for each in answers] == [422, 422], (address, fact.name)
            assert answers[0].content.decode().replace(pk, NONE) == answers[1].content.decode()
            assert fact.name in answers[0].json()["errors"]
            tried += 1
        assert versions() == before
    assert tried > 5


def test_what_a_declaration_does_not_offer_is_not_written(viewers: dict[str, Viewer]) -> None:
    program, before = program_of(viewers["planning_officer"]), versions()
    for resource in resources():
        for creating in [resource.create] if resource.create else []:
            offered = {fact.name for fact in creating.facts}
            inner = [each.name for each in resource.model._meta.concrete_fields if each.name not in offered]
            answer = program.ask("POST", resource.name, dict.fromkeys(inner, "x"))
            assert answer.status_code in (403, 422)
            if answer.status_code == 422:
                assert set(inner) - {"reason"} - set(answer.json()["errors"]) == set()
    assert versions() == before

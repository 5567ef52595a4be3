"""What can be found is what ``visible_to`` shows: for every kind of record and every person, entry by entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from django.test import Client

from secretariat.core.search_registry import searchables
from secretariat.core.viewer import Viewer
from secretariat.mandates.models import Mandate
from secretariat.parties.queries import operator
from secretariat.search.asking import Question, ask
from secretariat.search.entries import key_of
from secretariat.search.writer import Indexer
from tests.samples import Samples
from tests.security.canaries import CANARY, Public, a_planner, decide_in_public, plant
from tests.security.test_canaries import BY_CHANCE

pytestmark = pytest.mark.django_db
EVERYTHING = Question(())
MOST = 100_000


@pytest.fixture
def planted(indexer: Indexer, viewers: dict[str, Viewer], cast: dict[str, object]) -> dict[str, Viewer]:
    """Plant restricted records beside the public ones, and return those who look for them."""
    planner = a_planner()
    public = Public(Samples(planner, cast), planner)  # type: ignore[arg-type]
    decide_in_public(public)
    plant(public)
    indexer.catch_up()
    return {**viewers, "planner": planner, "operator": operator()}


def test_every_person_finds_what_they_may_see_and_nothing_else(planted: dict[str, Viewer]) -> None:
    for name, viewer in planted.items():
        found = set(ask(EVERYTHING, viewer, most=MOST).keys)
        visible = {
            key_of(each, pk)
            for each in searchables()
            for pk in each.rows().visible_to(viewer).values_list("pk", flat=True)
        }
        assert found - visible == set(), f"{name} finds what is hidden"
        assert visible - found == set(), f"{name} does not find what is visible"


def test_the_cast_differs_in_what_they_find(planted: dict[str, Viewer]) -> None:
    """Without this the equality above could hold because nothing is hidden at all."""
    sizes = {name: ask(EVERYTHING, planted[name], most=1).count for name in ("anyone", "delegate", "planner")}
    assert sizes["anyone"] < sizes["delegate"] < sizes["planner"] < ask(EVERYTHING, planted["operator"]).count


def test_counts_are_of_what_is_found(planted: dict[str, Viewer]) -> None:
    for viewer in planted.values():
        answer = ask(EVERYTHING, viewer, most=MOST)
        assert answer.count == len(answer.keys) == sum(count for _kind, count in answer.counts["kind"])
        mandates = Mandate.objects.visible_to(viewer).count()
        assert dict(answer.counts["kind"])["mandate"] == mandates
        sections = Counter(key.split(":")[0] for key in answer.keys)
        kinds = dict(answer.counts["kind"])
        assert sections["paragraph"] == sum(kinds.get(each, 0) for each in ("paragraph", "mandate", "function"))


@pytest.mark.parametrize("who", ["anyone", "delegate", "second_delegate", "expert", "analyst", "partner"])
def test_no_word_of_what_is_hidden_finds_anything(planted: dict[str, Viewer], who: str) -> None:
    for typed in (CANARY, CANARY[:2]):
        answer = ask(Question([typed], is_typing=True), planted[who])
        assert [key for key in answer.keys if key in _hidden(planted[who])] == []
    everything = ask(Question([CANARY], is_typing=True), planted["operator"])
    assert everything.count > 0


def _hidden(viewer: Viewer) -> set[str]:
    hidden = set()
    for each in searchables():
        rows = each.rows()
        seen = rows.visible_to(viewer).values_list("pk", flat=True)
        hidden |= {key_of(each, pk) for pk in rows.exclude(pk__in=seen).values_list("pk", flat=True)}
    return hidden


@pytest.mark.parametrize("who", ["anyone", "delegate"])
def test_no_page_of_results_holds_a_word_of_what_is_hidden(
    planted: dict[str, Viewer], as_person: Callable[[str], Client], who: str
) -> None:
    client = as_person(who)
    for typed in ("2619 4b", "plan", "CICTE", "EO 16-01"):
        for headers in ({}, {"HX-Request": "true"}, {"HX-Request": "true", "HX-Target": "found"}):
            html = client.get("/search/", {"q": typed}, headers=headers).content.decode()
            assert CANARY not in BY_CHANCE.sub("", html), (typed, headers)
    for name in ("kind", "body", "unit", "topic", "state", "year", "words"):
        values = ask(EVERYTHING, operator()).counts["language" if name == "words" else name]
        for value, _count in values[-4:]:
            html = client.get("/search/", {name: value}).content.decode()
            assert CANARY not in BY_CHANCE.sub("", html), (name, value)


def test_the_words_of_what_is_hidden_are_shown_to_those_who_may(
    planted: dict[str, Viewer], as_person: Callable[[str], Client]
) -> None:
    html = as_person("planning_officer").get("/search/", {"q": CANARY}, headers={"HX-Request": "true"}).content.decode()
    assert f"<b>{CANARY}" in html or f">{CANARY}" in html

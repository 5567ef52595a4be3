from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from secretariat.accounts.choices import PersonKind
from secretariat.accounts.services import account_of
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.topics.choices import TopicKind
from secretariat.topics.models import Topic
from secretariat.topics.queries import topics_by_kind

SignIn = Callable[[str], Client]


def make_topic(slug: str, kind: TopicKind, parent: Topic | None = None) -> Topic:
    operator = Viewer(person=account_of(PersonKind.OPERATOR), is_operator=True)
    label = Labels(dict.fromkeys(("en", "es", "pt", "fr"), slug), ours=("pt",))
    return keep(Topic(slug=slug, label=label, kind=kind, parent=parent), by=operator)


def test_every_topic_stands_on_the_list_once(db: None) -> None:
    shown = [topic.slug for group in topics_by_kind(ANYONE) for each, parts in group.topics for topic in (each, *parts)]
    assert sorted(shown) == sorted(Topic.objects.values_list("slug", flat=True))


def test_work_areas_stand_with_their_programs(client: Client, db: None) -> None:
    groups = {group["key"]: group for group in client.get("/topics/", {"language": "en"}).context["groups"]}
    areas = {each["topic"].text: len(each["parts"]) for each in groups["work_area"]["topics"]}
    assert (list(groups), len(areas), sum(areas.values())) == (["threat", "work_area", "theme"], 5, 16)
    assert areas["Border controls"] == 5


def test_a_program_without_a_work_area_is_not_lost(client: Client, db: None) -> None:
    make_topic("made-alone", TopicKind.PROGRAM)
    groups = {group["key"]: group for group in client.get("/topics/").context["groups"]}
    assert [each["topic"].text for each in groups["program"]["topics"]] == ["made-alone"]


def test_a_topic_leads_up_and_down(client: Client, db: None) -> None:
    wider = client.get("/topics/border-controls/", {"language": "es"})
    facts = {str(fact.label): [value.text for value in fact.values] for fact in wider.context["facts"]}
    parts = next(values for values in facts.values() if "Seguridad marítima" in values)
    assert len(parts) == 5
    part = client.get("/topics/maritime-security/", {"language": "es"})
    assert [label for label, _url in part.context["crumbs"]][1:] == ["Controles fronterizos"]


def test_a_topic_shows_its_label_in_four_languages_and_which_are_ours(client: Client, db: None) -> None:
    make_topic("made", TopicKind.THEME)
    names = client.get("/topics/made/").context["names"]
    assert [(each.code, each.is_ours) for each in names] == [("en", False), ("es", False), ("pt", True), ("fr", False)]


def test_a_topic_that_is_not_there_is_not_found(client: Client, db: None) -> None:
    assert client.get("/topics/nothing/").status_code == 404


@pytest.mark.parametrize("name", ["anyone", "delegate", "planning_officer"])
@pytest.mark.parametrize("url", ["/topics/", "/topics/terrorism/"])
def test_everyone_may_read_topics(as_person: SignIn, name: str, url: str) -> None:
    assert as_person(name).get(url).status_code == 200


@pytest.mark.parametrize("url", ["/topics/", "/topics/made-0/"])
def test_pages_ask_the_database_as_often_for_thirty_topics_as_for_one(client: Client, db: None, url: str) -> None:
    wider = make_topic("made-0", TopicKind.WORK_AREA)
    make_topic("made-1", TopicKind.PROGRAM, wider)
    with CaptureQueriesContext(connection) as one:
        assert client.get(url).status_code == 200
    for number in range(2, 31):
        make_topic(f"made-{number}", TopicKind.PROGRAM, wider)
    with CaptureQueriesContext(connection) as thirty:
        assert "made-30" in client.get(url).content.decode()
    assert len(one) == len(thirty)

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


# Keeping the list -------------------------------------------------------------------------------------------------

NEW = {"label_en": "Port security", "label_es": "Seguridad portuaria", "kind": "theme"}


@pytest.fixture
def planner(as_person: SignIn) -> Client:
    client = as_person("planning_officer")
    client.cookies["django_language"] = "en"
    return client


def test_topic_is_added_with_a_key_from_its_label(planner: Client) -> None:
    assert [action.url for action in planner.get("/topics/").context["actions"]] == ["/topics/-/add/"]
    answer = planner.post("/topics/-/add/", {**NEW, "parent": "critical-infrastructure"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/topics/port-security/")
    topic = Topic.objects.select_related("parent").get(slug="port-security")
    assert (str(topic.parent and topic.parent.slug), topic.kind) == ("critical-infrastructure", "theme")
    assert topic.label == Labels({"en": "Port security", "es": "Seguridad portuaria"})
    assert topic.history.get().history_change_reason == "Entered"
    assert (
        planner.post("/topics/-/add/", {**NEW, "slug": "ports", "reason": "Asked"}).headers["Location"]
        == "/topics/ports/"
    )


def test_part_is_added_from_the_page_of_the_whole(planner: Client) -> None:
    urls = [action.url for action in planner.get("/topics/drugs/").context["actions"]]
    assert urls == ["/topics/drugs/correct/", "/topics/-/add/?part_of=drugs"]
    assert planner.get(urls[1]).context["form"].initial == {"parent": "drugs"}
    part = Topic.objects.filter(parent__isnull=False)[0]
    assert [action.url for action in planner.get(part.get_absolute_url()).context["actions"]] == [
        f"/topics/{part.slug}/correct/"
    ]


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"label_en": "", "label_es": ""}, ["label"]),
        ({"label_en": "x" * 121}, ["label"]),
        ({"kind": ""}, ["kind"]),
        ({"kind": "wish"}, ["kind"]),
        ({"slug": "two words"}, ["slug"]),
        ({"slug": "drugs"}, ["slug"]),
        ({"label_en": "Drugs"}, ["slug"]),
        ({"label_en": "—"}, ["slug"]),
        ({"parent": "cyber-security"}, ["parent"]),
        ({"parent": "nothing"}, ["parent"]),
    ],
)
def test_topic_that_cannot_be_is_refused_beside_its_field(
    planner: Client, wrong: dict[str, str], named: list[str]
) -> None:
    before = Topic.objects.count()
    answer = planner.post("/topics/-/add/", {**NEW, **wrong})
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, named)
    assert Topic.objects.count() == before


def test_words_of_a_topic_are_corrected_and_the_past_is_shown(planner: Client) -> None:
    topic = make_topic("made", TopicKind.THEME)
    said = {"label_en": "Made well", "label_pt": "made", "kind": "threat", "parent": "", "reason": "Clearer"}
    answer = planner.post("/topics/made/correct/", said)
    topic.refresh_from_db()
    assert (answer.status_code, answer.headers["Location"]) == (302, "/topics/made/")
    assert (topic.label, topic.kind) == (Labels({"en": "Made well", "pt": "made"}, ours=("pt",)), "threat")
    entries = planner.get(f"/panels/topics.topic/{topic.pk}/history/").context["data"]["entries"]
    assert [each["why"] for each in entries] == ["Clearer", ""]


def test_correction_that_somebody_overtook_is_refused(planner: Client, db: None) -> None:
    topic = make_topic("made", TopicKind.THEME)
    seen = planner.get("/topics/made/correct/").context["version"]
    said = {"label_en": "First", "kind": "theme", "reason": "x"}
    assert planner.post("/topics/made/correct/", {**said, "version": seen}).status_code == 302
    answer = planner.post("/topics/made/correct/", {**said, "label_en": "Second", "version": seen})
    topic.refresh_from_db()
    assert (answer.status_code, str(topic), answer.context["form"]["label"].value()[0]) == (409, "First", "Second")


@pytest.mark.parametrize(
    ("slug", "wrong", "status", "named"),
    [
        ("drugs", {"reason": ""}, 422, ["reason"]),
        ("drugs", {"label_en": ""}, 422, ["label"]),
        ("drugs", {"parent": "drugs"}, 422, ["parent"]),
        ("critical-infrastructure", {"parent": "drugs"}, 409, ["__all__"]),
    ],
)
def test_correction_that_cannot_be_is_refused(
    planner: Client, slug: str, wrong: dict[str, str], status: int, named: list[str]
) -> None:
    said = {"label_en": "Words", "kind": "theme", "reason": "x", **wrong}
    answer = planner.post(f"/topics/{slug}/correct/", said)
    assert (answer.status_code, [*answer.context["form"].errors]) == (status, named)
    assert Topic.objects.get(slug=slug).history.count() == 1


@pytest.mark.parametrize("url", ["/topics/-/add/", "/topics/drugs/correct/"])
def test_only_the_planning_officer_keeps_the_list(as_person: SignIn, url: str) -> None:
    people = ("delegate", "expert", "program_officer", "chief", "knowledge_officer", "administrator")
    statuses = {(as_person(who).get(url).status_code, as_person(who).post(url, NEW).status_code) for who in people}
    assert (statuses, as_person("anyone").post(url, NEW).status_code) == ({(403, 403)}, 302)
    shown = [as_person("chief").get(address).context["actions"] for address in ("/topics/", "/topics/drugs/")]
    assert shown == [[], []]


def test_empty_list_says_how_to_begin(planner: Client, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("secretariat.topics.views.topics_by_kind", lambda viewer: [])
    pages = [each.get("/topics/", {"language": "en"}).content.decode() for each in (planner, client)]
    assert ["No topics yet" in page for page in pages] == [True, True]
    assert [page.count('href="/topics/-/add/"') for page in pages] == [2, 0]

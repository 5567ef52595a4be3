"""Keep the list of topics."""

from __future__ import annotations

import pytest

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.parties.choices import RoleKind
from secretariat.topics.choices import PLANNING_OFFICER, TopicKind
from secretariat.topics.models import Topic
from secretariat.topics.services import add_topic, change_topic

pytestmark = pytest.mark.django_db
WORDS = Labels({"en": "Words"})


def test_the_role_is_the_one_that_parties_know() -> None:
    assert PLANNING_OFFICER == RoleKind.PLANNING_OFFICER


def change(topic: Topic, parent: Topic | None, by: Viewer) -> Topic:
    return change_topic(topic, label=topic.label, kind=TopicKind.THEME, parent=parent, by=by, reason="Better so")


def test_topic_is_added_below_another(viewers: dict[str, Viewer]) -> None:
    parent = Topic.objects.get(slug="critical-infrastructure")
    topic = add_topic(slug="dams", label=WORDS, kind=TopicKind.THEME, parent=parent, by=viewers["planning_officer"])
    assert Topic.objects.get(slug="dams").parent == parent
    assert topic.history.get().history_change_reason == "Entered"


def test_list_has_two_levels(viewers: dict[str, Viewer]) -> None:
    part, whole = Topic.objects.get(slug="cyber-security"), Topic.objects.get(slug="critical-infrastructure")
    with pytest.raises(Refused, match="the list has two levels"):
        change(Topic.objects.get(slug="drugs"), part, viewers["planning_officer"])
    with pytest.raises(Refused, match="has topics of its own"):
        change(whole, Topic.objects.get(slug="drugs"), viewers["planning_officer"])
    with pytest.raises(Refused, match="not part of itself"):
        change(whole, whole, viewers["planning_officer"])


def test_others_do_not_keep_topics(viewers: dict[str, Viewer]) -> None:
    for name in set(viewers) - {"planning_officer"}:
        with pytest.raises(NotPermitted):
            change(Topic.objects.get(slug="drugs"), None, viewers[name])

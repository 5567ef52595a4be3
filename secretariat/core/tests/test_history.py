from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from secretariat.core.errors import UnattributedWrite
from secretariat.core.history import as_of, change_all, keep, keep_all, timeline, version_of
from secretariat.core.languages import Labels
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.topics.models import Topic

pytestmark = pytest.mark.django_db


def a_topic() -> Topic:
    return Topic(slug="lighthouses", label=Labels({"en": "Lighthouses"}), kind="theme")


def test_a_write_without_a_writer_is_refused() -> None:
    with pytest.raises(UnattributedWrite):
        a_topic().save()
    with pytest.raises(UnattributedWrite):
        keep(a_topic(), by=ANYONE)
    with pytest.raises(UnattributedWrite):
        keep_all([a_topic()], by=ANYONE, reason="")
    assert Topic.objects.filter(slug="lighthouses").count() == 0


def test_a_write_leaves_who_when_and_why(viewers: dict[str, Viewer]) -> None:
    topic = keep(a_topic(), by=viewers["planning_officer"], reason="asked for by the body")
    topic.label = Labels({"en": "Lights"})
    keep(topic, by=viewers["chief"], reason="shorter")
    newest, first = timeline(topic)
    assert (newest.kind, newest.who, newest.reason) == ("~", viewers["chief"].name, "shorter")
    assert [(each.before, each.after) for each in newest.changes] == [("Lighthouses", "Lights")]
    assert (first.kind, first.who) == ("+", viewers["planning_officer"].name)


def test_an_invalid_record_is_not_kept(viewers: dict[str, Viewer]) -> None:
    topic = a_topic()
    topic.kind = "nothing"
    with pytest.raises(ValidationError):
        keep(topic, by=viewers["planning_officer"])
    assert Topic.objects.filter(slug="lighthouses").count() == 0


def test_many_written_at_once_have_histories_of_their_own(viewers: dict[str, Viewer]) -> None:
    topics = [Topic(slug=f"topic-{number}", label=Labels({"en": "x"}), kind="theme") for number in range(3)]
    keep_all(topics, by=viewers["planning_officer"], reason="together")
    topics[0].label = Labels({"en": "y"})
    assert change_all(topics[:1], ["label"], by=viewers["chief"], reason="one") == 1
    assert [len(timeline(each)) for each in topics] == [2, 1, 1]


def test_a_record_can_be_read_as_it_stood(viewers: dict[str, Viewer]) -> None:
    topic = keep(a_topic(), by=viewers["planning_officer"])
    (first,) = timeline(topic)
    topic.label = Labels({"en": "Lights"})
    keep(topic, by=viewers["planning_officer"])
    then = as_of(topic, first.at)
    assert then is not None
    assert then.label == Labels({"en": "Lighthouses"})


def test_the_version_changes_at_every_write(viewers: dict[str, Viewer]) -> None:
    topic = keep(a_topic(), by=viewers["planning_officer"])
    before = version_of(topic)
    keep(topic, by=viewers["planning_officer"])
    assert version_of(topic) != before

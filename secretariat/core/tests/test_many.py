"""Many records at once: all or none, and each wrong row is named."""

from __future__ import annotations

from typing import Any

import pytest

from secretariat.core.languages import Labels
from secretariat.core.many import WrongRows
from secretariat.core.resources import find_resource
from secretariat.core.values import read_many
from secretariat.core.viewer import Viewer
from secretariat.topics.models import Topic
from secretariat.topics.services import add_topics

pytestmark = pytest.mark.django_db
WORDS = Labels({"en": "Words"})


def rows(*slugs: str, **values: Any) -> list[dict[str, Any]]:
    return [{"slug": slug, "label": WORDS, "kind": "theme", **values} for slug in slugs]


def test_many_are_kept_with_who_and_why(viewers: dict[str, Viewer]) -> None:
    made = add_topics(rows("one-more", "two-more"), by=viewers["planning_officer"], reason="The list grew")
    entries = [topic.history.get() for topic in Topic.objects.filter(pk__in=[each.pk for each in made])]
    assert {(str(each.history_user), each.history_change_reason) for each in entries} == {
        (viewers["planning_officer"].name, "The list grew")
    }


def refused(given: list[dict[str, Any]], by: Viewer) -> dict[int, list[str]]:
    before = Topic.objects.count()
    with pytest.raises(WrongRows) as caught:
        add_topics(given, by=by)
    assert Topic.objects.count() == before
    return {number: error.messages for number, error in caught.value.rows.items()}


def test_row_with_a_bad_field_is_named_and_none_is_kept(viewers: dict[str, Viewer]) -> None:
    wrong = refused([*rows("good"), *rows("not a slug", kind="nothing")], viewers["planning_officer"])
    assert list(wrong) == [1]
    assert len(wrong[1]) == 2


def test_row_that_is_on_record_is_named(viewers: dict[str, Viewer]) -> None:
    wrong = refused(rows("good", "cyber-security"), viewers["planning_officer"])
    assert wrong == {1: ["Topic with this Key already exists."]}


def test_row_that_says_the_same_again_is_named(viewers: dict[str, Viewer]) -> None:
    wrong = refused(rows("good", "better", "good"), viewers["planning_officer"])
    assert wrong == {2: ["An earlier row says the same already."]}


def test_row_that_a_rule_refuses_is_named(viewers: dict[str, Viewer]) -> None:
    part = Topic.objects.get(slug="cyber-security")
    wrong = refused([*rows("good"), *rows("deep", parent=part)], viewers["planning_officer"])
    assert wrong == {1: ["“Cyber-security” is part of a topic itself: the list has two levels."]}


def test_objections_are_said_by_row(viewers: dict[str, Viewer]) -> None:
    with pytest.raises(WrongRows) as caught:
        add_topics(rows("cyber-security", "drugs"), by=viewers["planning_officer"])
    assert caught.value.messages == [
        "Row 1: slug: Topic with this Key already exists.",
        "Row 2: slug: Topic with this Key already exists.",
    ]


def test_rows_are_read_together_and_what_is_hidden_is_not_there(viewers: dict[str, Viewer]) -> None:
    topics = find_resource("topics")
    assert topics is not None
    assert topics.create is not None
    given = [{"slug": "a", "label": {"en": "A"}, "kind": "theme", "parent": name} for name in ("drugs", "no-topic")]
    good, bad = read_many(topics.create.facts, given, viewers["planning_officer"])
    assert isinstance(good, dict)
    assert good["parent"] == Topic.objects.get(slug="drugs")
    assert getattr(bad, "message_dict", None) == {"parent": ["There is no such record: “no-topic”."]}

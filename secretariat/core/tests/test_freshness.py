from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from secretariat.core import freshness
from secretariat.core.freshness import Kept
from secretariat.core.history import keep, take_out
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.topics.models import Topic


class Maker:
    """Makes the names of all topics, and counts how often."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> list[str]:
        self.times += 1
        return [str(each) for each in Topic.objects.order_by("slug")]


@pytest.mark.django_db
def test_what_is_kept_is_made_again_when_a_record_it_was_made_from_is_written(viewers: dict[str, Viewer]) -> None:
    officer, make, kept = viewers["planning_officer"], Maker(), Kept[list[str]](size=2)
    before = kept.get("topics", make)
    assert (kept.get("topics", make), make.times) == (before, 1)
    topic = keep(Topic(slug="a-new-one", label=Labels({"en": "New"}), kind="theme"), by=officer)
    assert (len(kept.get("topics", make)), make.times) == (len(before) + 1, 2)
    topic.label = Labels({"en": "Newer"})
    keep(topic, by=officer)
    assert ("Newer" in kept.get("topics", make), make.times) == (True, 3)
    take_out(topic, by=officer, reason="never held")
    assert (kept.get("topics", make), make.times) == (before, 4)


@pytest.mark.django_db
def test_a_write_of_another_record_makes_nothing_old(viewers: dict[str, Viewer]) -> None:
    make, kept = Maker(), Kept[list[str]](size=2)
    kept.get("topics", make)
    keep(Document(slug="aside", title=Labels({"en": "Aside"}), kind="report"), by=viewers["planning_officer"])
    with CaptureQueriesContext(connection) as asked:
        kept.get("topics", make)
    assert (make.times, len(asked)) == (1, 1)


@pytest.mark.django_db
def test_no_more_is_kept_than_there_is_room_for() -> None:
    make, kept = Maker(), Kept[list[str]](size=2)
    for key in ("a", "b", "c", "b", "a"):
        kept.get(key, make)
    assert make.times == 4


@pytest.mark.django_db
def test_nothing_is_kept_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    make, kept = Maker(), Kept[list[str]](size=2)
    kept.get("topics", make)
    monkeypatch.setattr(freshness, "LONGEST", -1)
    kept.get("topics", make)
    assert make.times == 2

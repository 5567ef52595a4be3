"""Questions across topics: the list by kind, wider subjects before what belongs to them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

from secretariat.core.languages import alphabetical
from secretariat.core.viewer import Viewer
from secretariat.topics.choices import TopicKind
from secretariat.topics.models import Topic


@dataclass(frozen=True)
class Group:
    """The topics of one kind that stand by themselves, each with what belongs to it."""

    kind: TopicKind
    topics: list[tuple[Topic, list[Topic]]]


def topics_by_kind(viewer: Viewer) -> list[Group]:
    """Return the topics by kind, in the order of the kinds; parts stand under their wider topic, of whatever kind."""
    rows = list(Topic.objects.visible_to(viewer).order_by(alphabetical("label")))
    parts: dict[uuid.UUID | None, list[Topic]] = defaultdict(list)
    for row in rows:
        parts[row.parent_id].append(row)
    groups = [
        Group(kind, [(topic, parts[topic.pk]) for topic in parts[None] if topic.kind == kind]) for kind in TopicKind
    ]
    return [group for group in groups if group.topics]

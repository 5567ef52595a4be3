"""What topics offer to programs and spreadsheets."""

from __future__ import annotations

from secretariat.core.calling import all_made_by, changed_by, made_by
from secretariat.core.resources import Changing, Creating, Resource, add_resource, asked_of, facts_of
from secretariat.topics.models import Topic
from secretariat.topics.rules import may_keep_topics
from secretariat.topics.services import add_topic, add_topics, change_topic

NEW = asked_of(Topic, "slug", "label", "kind", "parent")
CHANGED = asked_of(Topic, "label", "kind", "parent")

add_resource(
    Resource(
        model=Topic,
        name="topics",
        facts=facts_of(Topic, "slug", "label", "kind", "parent", "is_demonstration"),
        key="slug",
        filters={"kind": "kind", "parent": "parent"},
        orders=("slug", "kind"),
        expandable=("parent",),
        create=Creating(NEW, may_keep_topics, made_by(add_topic), all_made_by(add_topics)),
        change=Changing(CHANGED, may_keep_topics, changed_by(change_topic, CHANGED)),
    )
)

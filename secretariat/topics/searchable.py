"""Topics, found by their labels."""

from __future__ import annotations

from secretariat.core.choices import Audience
from secretariat.core.gates import open_to
from secretariat.core.search_registry import Entry, Searchable, make_searchable
from secretariat.topics.models import Topic


def _entry(topic: Topic) -> Entry:
    return Entry(gates=open_to(Audience.PUBLIC), titles=topic.label, facets={"topic": [topic.pk, topic.parent_id]})


make_searchable(Searchable({"topic": Topic}, Topic, Topic.objects.all, _entry))

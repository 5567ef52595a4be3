"""Keep the list of topics: add one, say anew what it is called and of what it is part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.many import checked_rows, keep_many
from secretariat.core.viewer import Viewer
from secretariat.topics.choices import TopicKind
from secretariat.topics.models import Topic
from secretariat.topics.rules import may_keep_topics


@transaction.atomic
def add_topic(
    *, slug: str, label: Labels, kind: TopicKind, by: Viewer, parent: Topic | None = None, reason: str = ""
) -> Topic:
    """Add a topic to the list.

    Errors: NotPermitted; Refused where the wider topic is itself part of one; ValidationError where the key is taken.
    """
    _require_keeper(by)
    _refuse_third_level(parent)
    return keep(Topic(slug=slug, label=label, kind=kind, parent=parent), by=by, reason=reason or _("Entered"))


@transaction.atomic
def add_topics(rows: Sequence[Mapping[str, Any]], *, by: Viewer, reason: str = "") -> Sequence[Topic]:
    """Add many topics, all or none; each row as ``add_topic`` takes it. Errors: NotPermitted; WrongRows."""
    _require_keeper(by)
    checked_rows({number: fault for number, row in enumerate(rows) if (fault := _third_level(row.get("parent")))})
    return keep_many([Topic(**row) for row in rows], by=by, reason=reason or _("Entered"))


@transaction.atomic
def change_topic(
    topic: Topic, *, label: Labels, kind: TopicKind, parent: Topic | None, by: Viewer, reason: str
) -> Topic:
    """Say anew what a topic is called, of which kind it is and of what it is part; its key never changes.

    Errors: NotPermitted; Refused where it would be part of itself, or the list would have a third level.
    """
    _require_keeper(by)
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if parent is not None and parent.pk == topic.pk:
        raise Refused(_("A topic is not part of itself."))
    _refuse_third_level(parent)
    if parent is not None and topic.parts.exists():
        raise Refused(_("“%(topic)s” has topics of its own, so it cannot be part of another.") % {"topic": topic})
    topic.label, topic.kind, topic.parent = label, kind, parent
    return keep(topic, by=by, reason=reason)


def _refuse_third_level(parent: Topic | None) -> None:
    if fault := _third_level(parent):
        raise fault


def _third_level(parent: Topic | None) -> Refused | None:
    if parent is None or parent.parent_id is None:
        return None
    return Refused(_("“%(topic)s” is part of a topic itself: the list has two levels.") % {"topic": parent})


def _require_keeper(by: Viewer) -> None:
    if not may_keep_topics.test(by):
        raise NotPermitted(_("Only a planning officer keeps the list of topics."))

"""Questions on the lists of collaborators, and on whom parties named."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from secretariat.bodies.models import Body
from secretariat.core.viewer import Viewer
from secretariat.directory.choices import CollaboratorGroup, DesignationRole
from secretariat.directory.models import (
    Collaborator,
    Designation,
    DesignationQuerySet,
    Designee,
    DesigneeQuerySet,
)
from secretariat.topics.models import Topic


@dataclass(frozen=True)
class Heading:
    """A heading of the lists and how many numbered entries stand under it; none where it names a whole class."""

    group: CollaboratorGroup
    count: int
    names_class: bool


def headings(viewer: Viewer) -> list[Heading]:
    """Return the headings in the order of the lists; what was invented for the demonstration is not counted."""
    rows = Collaborator.objects.visible_to(viewer).real()
    whole = set(rows.classes().values_list("group", flat=True))
    counts = dict(rows.order_by().values_list("group").annotate(number=Count("pk")))
    return [Heading(group, counts[group], group in whole) for group in CollaboratorGroup if group in counts]


def differs_from_today(entry: Collaborator) -> bool:
    """Tell whether a list prints another name than the party bears today, with or without its acronym."""
    if entry.party is None or not entry.printed:
        return bool(entry.printed)
    name = entry.party.name.in_language("en")
    known = {name, f"{name} ({entry.party.acronym})"}
    return entry.printed.casefold() not in {each.casefold() for each in known}


def designations_of(
    parties: Collection[uuid.UUID],
    *,
    on: datetime.date,
    roles: Collection[DesignationRole] = (),
    body: Body | None = None,
    topic: Topic | None = None,
) -> DesignationQuerySet:
    """Return the designations by these parties that hold on a day, in the given roles (all, where none is given).

    With a body or topic, those named to it and those named to none.
    """
    rows = Designation.objects.filter(party__in=parties).valid_on(on)
    if roles:
        rows = rows.filter(role__in=roles)
    if body is not None:
        rows = rows.filter(Q(body=body) | Q(body__isnull=True))
    if topic is not None:
        rows = rows.filter(Q(topic=topic) | Q(topic__isnull=True))
    return rows


def designees_of(
    parties: Collection[uuid.UUID],
    *,
    on: datetime.date,
    roles: Collection[DesignationRole] = (),
    body: Body | None = None,
    topic: Topic | None = None,
) -> DesigneeQuerySet:
    """Return who is named by these parties on a day and not erased, as ``designations_of``; ask ``visible_to`` of it.

    Shape: one row a designee, with its designation and party, by party and role.
    """
    named = designations_of(parties, on=on, roles=roles, body=body, topic=topic)
    rows = Designee.objects.filter(designation__in=named.values("pk"), is_erased=False)
    return rows.select_related("designation__party").order_by("designation__party__slug", "designation__role", "pk")

"""Questions across bodies: the tree of those that belong to others."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Max

from secretariat.bodies.models import Body, BodyQuerySet
from secretariat.core.languages import alphabetical
from secretariat.core.viewer import Viewer
from secretariat.parties.models import Party


@dataclass(frozen=True)
class Place:
    """A place in the tree of bodies; without a body it is the organization at its root."""

    level: int
    party: Party
    body: Body | None = None
    met: int = 0
    latest: datetime.date | None = None


def tree_of_bodies(viewer: Viewer, only: BodyQuerySet | None = None) -> list[Place]:
    """Return the bodies under the organizations they belong to, each before those that belong to it.

    ``only`` narrows to some bodies and those they belong to. Shape: one row a body, by name within the same parent.
    """
    rows = Body.objects.visible_to(viewer).select_related("party", "parent__organization")
    counted = rows.annotate(met=Count("sessions"), latest=Max("sessions__opened_on"))
    bodies = {row.party_id: row for row in counted.order_by(alphabetical("party__name"))}
    kept = set(bodies) if only is None else _with_those_above(set(only.values_list("party", flat=True)), bodies)
    below: dict[uuid.UUID | None, list[Body]] = defaultdict(list)
    for key, body in bodies.items():
        if key in kept:
            below[body.parent_id].append(body)
    return list(_roots(below, bodies))


def _with_those_above(wanted: set[uuid.UUID], bodies: dict[uuid.UUID, Body]) -> set[uuid.UUID]:
    kept: set[uuid.UUID] = set()
    for key in wanted:
        each: uuid.UUID | None = key
        while each in bodies and each not in kept:
            kept.add(each)
            each = bodies[each].parent_id
    return kept


def _roots(below: dict[uuid.UUID | None, list[Body]], bodies: dict[uuid.UUID, Body]) -> Iterator[Place]:
    outside = {rows[0].parent_id: rows[0].parent for key, rows in below.items() if key and key not in bodies}
    for key, party in sorted(outside.items(), key=lambda pair: _served_first(pair[1])):
        if party is not None:
            yield Place(1, party)
            yield from _under(key, below, 2)
    yield from _under(None, below, 1)


def _served_first(party: Party | None) -> tuple[bool, str]:
    organization = getattr(party, "organization", None)
    return not (organization is not None and organization.is_served), str(party)


def _under(key: uuid.UUID | None, below: dict[uuid.UUID | None, list[Body]], level: int) -> Iterator[Place]:
    for body in below.get(key, []):
        yield Place(level, body.party, body, body.met, body.latest)  # type: ignore[attr-defined]
        yield from _under(body.party_id, below, level + 1)

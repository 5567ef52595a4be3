"""Who directs a unit."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable

from secretariat.accounts.models import Person
from secretariat.organization.models import Order, Placement, Unit
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Role


def chiefs_of(units: Iterable[uuid.UUID], *, on: datetime.date) -> list[Person]:
    """Return the chiefs of some units on a day, each once; of a unit without one, those of the nearest unit above."""
    order = Order.objects.in_force_on(on)
    above = dict(Placement.objects.filter(order=order).values_list("unit_id", "parent_id")) if order else {}
    chiefs = _chiefs_by_unit(on)
    found: dict[uuid.UUID, Person] = {}
    for unit in set(units):
        asked: uuid.UUID | None = unit
        passed: set[uuid.UUID] = set()
        while asked is not None and asked not in chiefs and asked not in passed:
            passed.add(asked)
            asked = above.get(asked)
        found |= {person.pk: person for person in chiefs.get(asked, [])} if asked is not None else {}
    return [found[key] for key in sorted(found)]


def _chiefs_by_unit(on: datetime.date) -> dict[uuid.UUID, list[Person]]:
    held = Role.objects.in_force(on).filter(kind=RoleKind.CHIEF, person__is_active=True).select_related("person")
    roles = list(held)
    units = dict(Unit.objects.filter(party__in=[role.party_id for role in roles]).values_list("party_id", "pk"))
    chiefs: dict[uuid.UUID, list[Person]] = defaultdict(list)
    for role in roles:
        if role.party_id in units:
            chiefs[units[role.party_id]].append(role.person)
    return dict(chiefs)

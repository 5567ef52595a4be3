"""Remind people of roles that end, and tell them of those that have ended."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from secretariat.accounts.models import Person
from secretariat.core.notice_registry import Kind
from secretariat.core.viewer import Viewer
from secretariat.notices.notice_kinds import ROLE_ENDED, ROLE_ENDING
from secretariat.notices.queries import administrators
from secretariat.notices.services.telling import notify
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Role

BEFORE = (30, 7)  # days
LOOK_BACK = 7  # days in which an end is still told, should the worker have stood still


def remind_of_roles(*, on: datetime.date, by: Viewer) -> int:
    """Tell persons and administrators of roles that end within thirty and within seven days, and that have ended.

    Each of the three is told once a role and last day, however often this runs; return how many notices were made.
    """
    told = list(administrators(on=on))
    roles = Role.objects.select_related("person", "party")
    made = 0
    for days, shorter in zip(BEFORE, (*BEFORE[1:], -1), strict=True):
        ends = roles.filter(
            valid_until__lte=on + datetime.timedelta(days=days),
            valid_until__gt=on + datetime.timedelta(days=shorter),
            is_withdrawn=False,
        )
        made += _tell(ROLE_ENDING, ends, str(days), told, by)
    ended = roles.filter(valid_until__lt=on, valid_until__gte=on - datetime.timedelta(days=LOOK_BACK))
    return made + _tell(ROLE_ENDED, ended, "ended", told, by)


def _tell(kind: Kind, roles: Iterable[Role], when: str, told: list[Person], by: Viewer) -> int:
    made = 0
    for role in roles:
        assert role.valid_until is not None  # roles without a last day are not asked for
        data = {
            "person": role.person.full_name,
            "role": RoleKind(role.kind).label,
            "party": role.party.name,
            "day": role.valid_until,
        }
        occasion = f"{role.pk} {role.valid_until.isoformat()} {when}"
        address = role.person.get_absolute_url()
        to = [role.person, *told]
        made += len(notify(kind, to=to, about=role, address=address, data=data, occasion=occasion, by=by))
    return made

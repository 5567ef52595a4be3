"""What is personal of a role: the note that names the person."""

from __future__ import annotations

from django.db.models import Q

from secretariat.core.personal import Personal, Who, add_personal
from secretariat.parties.models import Role


def roles_of(who: Who) -> Q:
    return Q(person_id=who.id)


add_personal(Personal(Role, roles_of, {"authority": ""}))

"""The cast of the demonstration: one invented person for each kind of user."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import transaction

from secretariat.accounts.models import Person
from secretariat.accounts.services import enter_person
from secretariat.core.errors import Refused
from secretariat.core.viewer import Viewer
from secretariat.founding.schema import CastMember, Founding
from secretariat.parties.models import Party, Role
from secretariat.parties.services import give_role

CAST_SINCE = datetime.date(2016, 1, 1)


def address_of(member: CastMember) -> str:
    """Return a member's address, under a domain that can never receive mail."""
    return f"{member.key.replace('_', '-')}@cast.example"


@transaction.atomic
def enter_cast(founding: Founding, *, by: Viewer) -> dict[str, Person]:
    """Enter the cast with their roles, once; return the people by key.

    They have no password: they sign in from the demonstration's own page. Errors: Refused outside a demonstration.
    """
    if not settings.DEMONSTRATION:
        raise Refused("The cast exists in demonstrations only.")
    return {member.key: _enter(member, by) for member in founding.cast}


def _enter(member: CastMember, by: Viewer) -> Person:
    email = address_of(member)
    person = Person.objects.filter(email=email).first() or enter_person(
        email=email,
        full_name=member.name,
        language=member.language,
        time_zone=member.time_zone,
        by=by,
        is_demonstration=True,
    )
    party = Party.objects.get(slug=member.party)
    if not Role.objects.filter(person=person, kind=member.role, party=party).exists():
        give_role(
            person, kind=member.role, party=party, by=by, on=CAST_SINCE, authority="Invented for the demonstration"
        )
    return person

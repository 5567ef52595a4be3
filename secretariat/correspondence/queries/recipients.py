"""Who is meant by a rule of recipients."""

from __future__ import annotations

import datetime

from django.db.models import QuerySet

from secretariat.bodies.models import Body
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party
from secretariat.parties.queries import served_organization

RECEIVE = (PartyKind.STATE, PartyKind.ORGANIZATION)


def members_of(party: Party, *, on: datetime.date) -> QuerySet[Party]:
    """Return the States that are members of an organization, group or body on a day, by key.

    A body of which no member is recorded has those of what it belongs to, and so on up to the organization.
    """
    found = Party.objects.states().taking_part(party, on=on).order_by("slug")
    above = None if found.exists() else _above(party)
    return members_of(above, on=on) if above else found


def _above(party: Party) -> Party | None:
    """Return what a body belongs to: another body, or the organization served where nobody said."""
    body = Body.objects.select_related("parent").filter(party=party).first()
    if body is None:
        return None
    return body.parent or served_organization()


def without_members(parties: QuerySet[Party], *, on: datetime.date) -> list[Party]:
    """Return those of some groups and bodies of which no member is known on a day: nobody would be reached."""
    return [party for party in parties if not members_of(party, on=on).exists()]

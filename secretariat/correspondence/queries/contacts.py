"""Where States and organizations are reached by mail: the one place that knows."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Q

from secretariat.correspondence.choices import Via
from secretariat.directory.choices import DesignationRole
from secretariat.directory.models import Designation
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party, Role

ALWAYS = (DesignationRole.PERMANENT_MISSION, DesignationRole.LIAISON)
TO_A_BODY = (DesignationRole.PRINCIPAL, DesignationRole.ALTERNATE, DesignationRole.POINT_OF_CONTACT)


@dataclass(frozen=True)
class Contact:
    """An address of a party, where it is known from, and in which language whoever reads there is written to."""

    address: str
    via: Via
    language: str = ""


def contacts_of(
    parties: Collection[uuid.UUID], *, on: datetime.date, body: Party | None = None
) -> dict[uuid.UUID, list[Contact]]:
    """Return the addresses of parties on a day, by identifier, each once; parties without any are left out.

    Those of permanent missions and liaison officers, of delegates who may sign in and, for what goes to the members of
    a ``body``, of those named to it.
    """
    found: dict[uuid.UUID, dict[str, Contact]] = defaultdict(dict)
    for party, contact in (*_of_designations(parties, on, body), *_of_accounts(parties, on)):
        found[party].setdefault(contact.address.casefold(), contact)
    return {party: [each[key] for key in sorted(each)] for party, each in found.items()}


def _of_designations(
    parties: Collection[uuid.UUID], on: datetime.date, body: Party | None
) -> Iterator[tuple[uuid.UUID, Contact]]:
    """Yield the addresses of those whom States and organizations named."""
    posts = Q(role__in=ALWAYS)
    if body is not None:
        posts |= Q(role__in=TO_A_BODY, body__party=body)
    held = Designation.objects.valid_on(on).filter(posts, party__in=parties, designee__is_erased=False)
    reached = held.exclude(designee__mail="").order_by("role", "pk")
    for party, address, language in reached.values_list("party_id", "designee__mail", "designee__language"):
        yield party, Contact(address, Via.DESIGNATION, language)


def _of_accounts(parties: Collection[uuid.UUID], on: datetime.date) -> Iterator[tuple[uuid.UUID, Contact]]:
    """Yield the addresses of delegates who may sign in."""
    held = Role.objects.in_force(on).filter(kind=RoleKind.DELEGATE, party__in=parties, person__is_active=True)
    for party, address, language in held.values_list("party_id", "person__email", "person__language"):
        yield party, Contact(address, Via.ACCOUNT, language)

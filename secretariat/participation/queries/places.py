"""Places offered to a State, who takes them, and who waits; to whom an invitation usually goes."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from secretariat.delivery.models import Deliverable
from secretariat.directory.choices import DesignationRole
from secretariat.directory.models import Designation
from secretariat.directory.queries import designations_of
from secretariat.participation.choices import SEATED, NominationState, Sex
from secretariat.participation.models import Invitation, Nomination
from secretariat.topics.models import Topic

# To whom an invitation goes where several are named; the first that there is.
THROUGH = (
    DesignationRole.POINT_OF_CONTACT,
    DesignationRole.PERMANENT_MISSION,
    DesignationRole.PRINCIPAL,
    DesignationRole.ALTERNATE,
    DesignationRole.LIAISON,
    DesignationRole.AUTHORITY,
)


@dataclass(frozen=True)
class Places:
    """How the places of one State or organization for a deliverable are taken. Units: people.

    ``offered`` and ``women_aimed`` are None where no number was said.
    """

    offered: int | None
    women_aimed: int | None
    taken: int
    women: int
    waiting: int

    @property
    def left(self) -> int | None:
        """How many more people can be named before the waiting list begins; None: any number."""
        return None if self.offered is None else max(self.offered - self.taken, 0)


def places_of(deliverable: Deliverable, party: uuid.UUID) -> Places:
    """Return how the places of a State or organization for a deliverable are taken."""
    invitation = Invitation.objects.filter(deliverable=deliverable, party=party).first()
    seated = Q(state__in=SEATED)
    counted = Nomination.objects.filter(deliverable=deliverable, party=party).aggregate(
        taken=Count("pk", filter=seated),
        women=Count("pk", filter=seated & Q(sex=Sex.FEMALE)),
        waiting=Count("pk", filter=Q(state=NominationState.WAITING)),
    )
    offered, aimed = (invitation.places, invitation.women_aimed) if invitation else (None, None)
    return Places(offered, aimed, **counted)


def seat_for(deliverable: Deliverable, party: uuid.UUID, sex: str) -> NominationState:
    """Return whether somebody of a State gets a place or goes to the waiting list.

    Places kept free for women go to women alone; an aim that is not kept is only shown.
    """
    invitation = Invitation.objects.filter(deliverable=deliverable, party=party).first()
    if invitation is None or invitation.places is None:
        return NominationState.NOMINATED
    now = places_of(deliverable, party)
    if now.taken >= invitation.places:
        return NominationState.WAITING
    kept = (invitation.women_aimed or 0) if invitation.is_aim_kept else 0
    if sex != Sex.FEMALE and now.taken - now.women >= invitation.places - kept:
        return NominationState.WAITING
    return NominationState.NOMINATED


def usual_designations(
    parties: Collection[uuid.UUID], *, on: datetime.date, topic: Topic | None = None
) -> dict[uuid.UUID, Designation]:
    """Return through whom each of these parties is invited on a day: the first of ``THROUGH`` that is named."""
    rows = designations_of(parties, on=on, roles=THROUGH, topic=topic).filter(designee__is_erased=False)
    rank = {role: number for number, role in enumerate(THROUGH)}
    found: dict[uuid.UUID, Designation] = {}
    for each in sorted(rows.select_related("designee"), key=lambda row: (rank[DesignationRole(row.role)], row.pk)):
        found.setdefault(each.party_id, each)
    return found

"""Who attended how much, and whether that earns a certificate."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Count, Q

from secretariat.delivery.models import Deliverable
from secretariat.participation.choices import NominationState
from secretariat.participation.models import EventSession, EventTerms, Nomination

PERCENT = 100


@dataclass(frozen=True)
class Attended:
    """How many of the sessions of an event a participant attended. Units: sessions."""

    present: int
    held: int

    @property
    def percent(self) -> int:
        """The share attended in whole percent, rounded down."""
        return PERCENT * self.present // self.held if self.held else 0

    def reaches(self, share: int) -> bool:
        """Tell whether ``share`` percent were attended; nothing does before a session is on record."""
        return self.held > 0 and PERCENT * self.present >= share * self.held


def terms_of(deliverable: Deliverable) -> EventTerms:
    """Return what holds for the people of a deliverable; the usual where nobody said otherwise."""
    return EventTerms.objects.filter(deliverable=deliverable).first() or EventTerms(deliverable=deliverable)


def attended(deliverable: Deliverable) -> dict[uuid.UUID, Attended]:
    """Return how much each accepted participant of a deliverable attended, by nomination."""
    held = EventSession.objects.filter(deliverable=deliverable).count()
    rows = Nomination.objects.filter(deliverable=deliverable, state=NominationState.ACCEPTED).order_by()
    counted = rows.annotate(present=Count("attendances", filter=Q(attendances__is_present=True)))
    return {key: Attended(present, held) for key, present in counted.values_list("pk", "present")}


def earned(deliverable: Deliverable) -> dict[uuid.UUID, Attended]:
    """Return those who attended as much as the terms of the event ask for a certificate, by nomination."""
    share = terms_of(deliverable).share_needed
    return {key: each for key, each in attended(deliverable).items() if each.present and each.reaches(share)}

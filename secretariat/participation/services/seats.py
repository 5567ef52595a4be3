"""Give the places that are free to those who wait."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _

from secretariat.core.history import keep
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.participation.choices import NominationState
from secretariat.participation.models import Nomination
from secretariat.participation.queries import seat_for
from secretariat.participation.services.telling import tell_of_nomination
from secretariat.parties.models import Party


def fill_seats(deliverable: Deliverable, party: Party, *, by: Viewer, on: datetime.date) -> list[Nomination]:
    """Let those on the waiting list of a State move up while there are places for them, in their order."""
    waiting = Nomination.objects.filter(deliverable=deliverable, party=party).in_line()
    moved = []
    for each in waiting.select_related("deliverable", "party", "participant"):
        if seat_for(deliverable, party.pk, each.sex) == NominationState.NOMINATED:
            each.state, each.place = NominationState.NOMINATED, None
            keep(each, by=by, reason=_("Moved up from the waiting list"))
            tell_of_nomination(each, by=by, on=on)
            moved.append(each)
    return moved

"""What the tests of participation begin with: a workshop, who runs it, and two States."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from secretariat.core.identifiers import new_identifier
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.delivery.services import move_deliverable
from secretariat.delivery.tests.conftest import AFTER, DAY, AsPerson, hold, plan, planner, workshops
from secretariat.participation.models import EventSession, Invitation, Nomination
from secretariat.participation.services import Mark, add_session, invite, move_nomination, nominate, send_invitations
from secretariat.parties.models import Party

__all__ = ["AFTER", "DAY", "AsPerson", "hold", "planner", "workshops"]

SENT = datetime.date(2016, 7, 1)
DEADLINE = datetime.date(2016, 8, 1)
BEFORE = datetime.date(2016, 7, 20)  # between the two
LATE = datetime.date(2016, 8, 20)
NOON = datetime.datetime(2016, 9, 12, 12, tzinfo=datetime.UTC)


@pytest.fixture
def event(workshops: Any, planner: Viewer) -> Deliverable:
    """A workshop of two days in September 2016."""
    return plan(workshops, planner)


@pytest.fixture
def grenada(db: None) -> Party:
    return Party.objects.get(slug="grenada")


@pytest.fixture
def chile(db: None) -> Party:
    return Party.objects.get(slug="chile")


def person(name: str = "Ana", **facts: Any) -> dict[str, Any]:
    """Return what is known of a woman of a port authority."""
    usual = {"family_names": "Zwicky", "sex": "female", "institution_kind": "port_authority"}
    return {"given_names": name, **usual, **facts}


def invited(event: Deliverable, party: Party, by: Viewer, **facts: Any) -> Invitation:
    """Invite a State and send it, answer by 1 August."""
    made = invite(event, party, by=by, on=SENT, **{"deadline": DEADLINE, **facts})
    return send_invitations([made], by=by, on=SENT, note="Note 3")[0]


def accepted(event: Deliverable, party: Party, by: Viewer, **facts: Any) -> Nomination:
    """Name somebody on a note and accept them."""
    made = nominate(event, party=party, note="Note 4", by=by, on=BEFORE, **person(**facts))
    return move_nomination(made, "accept", by=by, on=BEFORE, reason="Fits")


def session(event: Deliverable, by: Viewer, days: int = 0) -> EventSession:
    return add_session(event, day=DAY + datetime.timedelta(days=days), by=by)


def mark(nomination: Nomination, minutes: int = 0, **facts: Any) -> Mark:
    """Mark somebody as present, some minutes after noon."""
    usual = {"key": new_identifier(), "is_present": True, "said_at": NOON + datetime.timedelta(minutes=minutes)}
    return Mark(nomination=nomination.pk, **{**usual, **facts})


def held(event: Deliverable, by: Viewer) -> Deliverable:
    return move_deliverable(event, "hold", by=by, on=AFTER, reason="The list is in")

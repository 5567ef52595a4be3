"""P2 of an event: its page with thirty sessions and two hundred participants, and the parts fetched after it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db import transaction

from bench.harness import Bench, Figure
from secretariat.core.languages import Labels
from secretariat.core.panel_registry import panel_url, panels_for
from secretariat.delivery.models import Deliverable
from secretariat.delivery.services import plan_deliverable
from secretariat.participation.services import add_session, invite, move_nomination, nominate, send_invitations
from secretariat.parties.models import Party
from secretariat.parties.queries import operator
from secretariat.plans.models import Activity

LIMIT = 15.0  # CPU-milliseconds
TITLE = "A large event, invented for a benchmark"
FIRST = datetime.date(2016, 9, 1)
SESSIONS, STATES, EACH = 30, 20, 10
PARTS = ("nominations", "participants", "attendance")


def measure(bench: Bench) -> Iterator[Figure]:
    """Ask the page, then the page with what is fetched after it about people."""
    event = Deliverable.objects.filter(title__en=TITLE).first() or _invent()
    reader, page = bench.reader("planning_officer"), event.get_absolute_url()
    cost = bench.cost(reader, [page])
    yield Figure("p2", "event of 200 participants", cost.pop("total"), "CPU-ms", LIMIT, cost)
    for panel in (each for each in panels_for(Deliverable) if each.key in PARTS):
        cost = bench.cost(reader, [panel_url(event, panel)])
        yield Figure("p2", f"event of 200 participants, its {panel.key}", cost.pop("total"), "CPU-ms", None, cost)


@transaction.atomic
def _invent() -> Deliverable:
    """Hold one event through the services, as the operator."""
    by, reason = operator(), "invented for a benchmark"
    facts: dict[str, Any] = {
        "starts_on": FIRST,
        "ends_on": FIRST + datetime.timedelta(days=SESSIONS - 1),
        "level": "regional",
    }
    line = Activity.objects.filter(plan__is_demonstration=False, on_request=False).order_by("position")[0]
    event = plan_deliverable(activity=line, kind="workshop", title=Labels({"en": TITLE}), **facts, by=by)
    for day in range(SESSIONS):
        add_session(event, day=FIRST + datetime.timedelta(days=day), by=by)
    for party in Party.objects.states().order_by("slug")[:STATES]:
        send_invitations([invite(event, party, by=by, on=FIRST)], by=by, on=FIRST)
        for number in range(EACH):
            names: dict[str, Any] = {
                "given_names": f"Person {number}",
                "family_names": party.slug,
                "institution_kind": "customs",
            }
            named = nominate(event, party=party, **names, note="A note", by=by, on=FIRST, reason=reason)
            move_nomination(named, "accept", by=by, on=FIRST, reason=reason)
    return event

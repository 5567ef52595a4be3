"""Keep the sessions of an event, and who was at them; a device may say the same twice, or late."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import DeliverableState
from secretariat.delivery.models import Deliverable
from secretariat.participation import rules
from secretariat.participation.choices import Kept, NominationState, PartOfDay
from secretariat.participation.models import Attendance, EventSession, Nomination

CLOSED = (DeliverableState.IDEA, DeliverableState.CLOSED, DeliverableState.CANCELLED)


@dataclass(frozen=True)
class Mark:
    """What a device recorded: who was there or not, under a key that the device made, at a moment."""

    key: uuid.UUID
    nomination: uuid.UUID
    is_present: bool
    said_at: datetime.datetime


@transaction.atomic
def add_session(
    deliverable: Deliverable,
    *,
    day: datetime.date,
    part: PartOfDay = PartOfDay.WHOLE,
    title: Labels | None = None,
    by: Viewer,
    reason: str = "",
) -> EventSession:
    """Add a session to an event. Errors: NotPermitted; Refused outside its days; ValidationError where there is one."""
    _require(deliverable, by)
    _refuse_day(deliverable, day)
    made = EventSession(deliverable=deliverable, day=day, part=part, title=title or Labels())
    return keep(made, by=by, reason=reason or _("Entered"))


@transaction.atomic
def change_session(
    session: EventSession, *, day: datetime.date, part: PartOfDay, title: Labels, by: Viewer, reason: str
) -> EventSession:
    """Change when a session is held or what it is about; who was there stays. Errors: as ``add_session``."""
    _require(session.deliverable, by)
    _refuse_day(session.deliverable, day)
    session.day, session.part, session.title = day, part, title
    return keep(session, by=by, reason=reason)


@transaction.atomic
def record_attendance(
    session: EventSession, marks: Sequence[Mark], *, by: Viewer, at: datetime.datetime, reason: str = ""
) -> list[Kept]:
    """Record who was at a session; return what became of each mark, in their order.

    A mark whose key is known changes nothing; of two for one person the later holds, in whatever order they arrive. A
    device whose clock is ahead counts as of ``at``. Who is not accepted for the event is unknown.

    Errors: NotPermitted; Refused where the event is closed, cancelled or an idea.
    """
    EventSession.objects.select_for_update(of=("self",)).get(pk=session.pk)  # one device after another
    _require(session.deliverable, by)
    sheet = _Sheet(session, by, at, reason or _("Recorded"))
    return [sheet.record(mark) for mark in marks]


class _Sheet:
    """The attendance of one session while marks are taken in."""

    def __init__(self, session: EventSession, by: Viewer, at: datetime.datetime, reason: str) -> None:
        self.session, self.by, self.at, self.reason = session, by, at, reason
        accepted = Nomination.objects.filter(deliverable=session.deliverable, state=NominationState.ACCEPTED)
        self.people = {each.pk: each for each in accepted.select_related("participant", "party")}
        self.known = {each.nomination_id: each for each in Attendance.objects.filter(session=session)}

    def record(self, mark: Mark) -> Kept:
        nomination = self.people.get(mark.nomination)
        if nomination is None:
            return Kept.UNKNOWN
        before, said_at = self.known.get(nomination.pk), min(mark.said_at, self.at)
        if Attendance.objects.filter(key=mark.key).exists():
            return Kept.SAME
        if before is not None and before.said_at >= said_at:
            return Kept.OLDER
        row = before or Attendance(session=self.session, nomination=nomination)
        row.is_present, row.key, row.said_at = mark.is_present, mark.key, said_at
        self.known[nomination.pk] = keep(row, by=self.by, reason=self.reason)
        return Kept.KEPT


def _refuse_day(deliverable: Deliverable, day: datetime.date) -> None:
    first = deliverable.starts_on
    last = deliverable.ends_on or first
    if first is None or last is None or not first <= day <= last:
        raise Refused(_("A session is held on a day of the event: set its days first."))


def _require(deliverable: Deliverable, by: Viewer) -> None:
    if not rules.may_record_attendance.test(by, deliverable):
        raise NotPermitted(_("Only those who run the event record who was there."))
    if deliverable.state in CLOSED:
        raise Refused(_("It is %(state)s.") % {"state": deliverable.get_state_display()})

"""Remind those who owe something: once before its day, once when it is late."""

from __future__ import annotations

import datetime

from secretariat.core.notice_registry import Kind
from secretariat.core.viewer import Viewer
from secretariat.duties.choices import DutyKind
from secretariat.duties.models import Duty, DutyQuerySet
from secretariat.duties.notice_kinds import DUTY_DUE, DUTY_LATE
from secretariat.duties.queries import people_who_owe
from secretariat.notices.services import notify

LOOK_BACK = datetime.timedelta(days=30)  # in which lateness is still told, should the worker have stood still


def remind_of_duties(*, by: Viewer, on: datetime.date) -> int:
    """Tell those who owe something that it is due soon, or late; return how many notices were made.

    Each of both is told once a duty and due day, however often this runs.
    """
    rows = Duty.objects.select_related("debtor").order_by("due_on", "pk")
    late = rows.late(on).filter(due_on__gte=on - LOOK_BACK)
    return _tell(DUTY_DUE, rows.due(on), by, on) + _tell(DUTY_LATE, late, by, on)


def _tell(kind: Kind, duties: DutyQuerySet, by: Viewer, on: datetime.date) -> int:
    made = 0
    for duty in duties:
        assert duty.due_on is not None  # those without a day are neither due nor late
        data = {
            "kind": DutyKind(duty.kind).label,
            "subject": duty.subject,
            "debtor": duty.debtor.name,
            "day": duty.due_on,
        }
        occasion = f"{duty.pk} {duty.due_on.isoformat()}"
        made += len(notify(kind, to=people_who_owe(duty, on=on), about=duty, data=data, occasion=occasion, by=by))
    return made

"""What deliveries tell the mandates that their lines answer: how many were held."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable

from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.mandates.models import Evidence
from secretariat.mandates.services import count_evidence


def tell_what_was_held(deliverable: Deliverable, *, by: Viewer, on: datetime.date, reason: str) -> None:
    """Tell the mandates that its line answers how many deliverables of the line were held by ``on``."""
    if deliverable.activity_id is not None:
        count_held([deliverable.activity_id], by=by, on=on, reason=reason)


def count_held(lines: Iterable[uuid.UUID], *, by: Viewer, on: datetime.date, reason: str) -> None:
    """Tell the mandates that these lines of a plan answer how many deliverables each line has had held by ``on``."""
    for line in lines:
        held = Deliverable.objects.filter(activity=line).held_by(on).count()
        for evidence in Evidence.objects.counting().filter(source=line).exclude(held=held):
            count_evidence(evidence, held=held, by=by, reason=reason)

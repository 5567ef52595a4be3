"""What deliveries tell the mandates that their lines answer: how many were held."""

from __future__ import annotations

import datetime

from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.mandates.models import Evidence
from secretariat.mandates.services import count_evidence


def tell_what_was_held(deliverable: Deliverable, *, by: Viewer, on: datetime.date, reason: str) -> None:
    """Tell the mandates that its line answers how many deliverables of the line were held by ``on``."""
    if deliverable.activity_id is None:
        return
    held = Deliverable.objects.filter(activity=deliverable.activity_id).held_by(on).count()
    for evidence in Evidence.objects.counting().filter(source=deliverable.activity_id).exclude(held=held):
        count_evidence(evidence, held=held, by=by, reason=reason)

"""Keep the readings that pages and exports note and visits; forget visits of who is erased."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import models
from django.utils import timezone

from secretariat.audit.models import Visit
from secretariat.audit.queries import kinds_told
from secretariat.audit.services import keep_readings, note_visit
from secretariat.core.choices import How
from secretariat.core.ledgers import drop
from secretariat.core.personal import Who, forget_by
from secretariat.core.readings import keep_readings_by, note_visits_by
from secretariat.core.viewer import Viewer


def keep(viewer: Viewer, records: Sequence[models.Model], how: How) -> None:
    """Keep that a viewer read records, now."""
    keep_readings(records, by=viewer, how=how, at=timezone.now())


def visit(viewer: Viewer, family: str) -> None:
    """Note that a viewer is in a family of records that has changes to tell."""
    if family in FAMILIES:
        note_visit(family, by=viewer, at=timezone.now())


def forget_visits(who: Who) -> int:
    """Drop when a person visited what."""
    return drop(Visit.objects.filter(person=who.id))


FAMILIES = frozenset(model._meta.app_label for model in kinds_told())
keep_readings_by(keep)
note_visits_by(visit)
forget_by(forget_visits)

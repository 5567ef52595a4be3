"""Who may see who looked at a record."""

from __future__ import annotations

from django.db import models
from rules.predicates import Predicate, predicate

from secretariat.core.readings import restricted
from secretariat.core.records import Record
from secretariat.core.rules import holds
from secretariat.core.viewer import Viewer
from secretariat.parties.choices import RoleKind

may_read_all_readings: Predicate = holds(RoleKind.ADMINISTRATOR)


@predicate
def may_see_readings(viewer: Viewer, record: models.Model) -> bool:
    """Administrators, and chiefs of the unit that answers for the record; of a public one there is nothing to see."""
    answers = isinstance(record, Record) and viewer.parties_as(RoleKind.CHIEF) & record.keeper_ids()
    return bool(may_read_all_readings.test(viewer) or answers) and bool(restricted(type(record), [record.pk]))

"""Which readings of an hour are kept already."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from secretariat.audit.models import Reading
from secretariat.core.choices import How
from secretariat.core.prepared import prepared
from secretariat.core.viewer import ANYONE, Viewer


def known_readings(
    records: Sequence[uuid.UUID], *, person: uuid.UUID, how: How, hour: datetime.datetime
) -> set[uuid.UUID]:
    """Return which of some records a person read in this way in an hour, as it is kept."""
    return {record for (record,) in _of_hour(ANYONE, person, list(records), how=how, hour=hour)}


@prepared
def _of_hour(
    _viewer: Viewer, person: uuid.UUID, records: list[uuid.UUID], *, how: How, hour: datetime.datetime
) -> QuerySet[Reading, tuple[Any]]:
    rows = Reading.objects.filter(person=person, hour=hour, how=how, record__in=records)
    return rows.values_list("record")

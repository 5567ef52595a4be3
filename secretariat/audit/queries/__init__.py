"""Questions of the audit: which readings are kept, whether the seals hold, and what changed since a last visit."""

from secretariat.audit.queries.changes import PAUSE, Changed, ChangedPage, Place, changed_since, kinds_told, last_visits
from secretariat.audit.queries.readings import known_readings
from secretariat.audit.queries.seals import (
    HOUR,
    NOTHING,
    Digest,
    Finding,
    check_seals,
    columns_with_entries,
    digest_entries,
    digest_of,
    digest_readings,
    first_moment,
    histories,
    hour_of,
    kept_from,
    keys,
    sealable_until,
)

__all__ = [
    "HOUR",
    "NOTHING",
    "PAUSE",
    "Changed",
    "ChangedPage",
    "Digest",
    "Finding",
    "Place",
    "changed_since",
    "check_seals",
    "columns_with_entries",
    "digest_entries",
    "digest_of",
    "digest_readings",
    "first_moment",
    "histories",
    "hour_of",
    "kept_from",
    "keys",
    "kinds_told",
    "known_readings",
    "last_visits",
    "sealable_until",
]

"""What this app tells the apps below when the program starts."""

from __future__ import annotations

from secretariat.organization.queries import unit_descendants
from secretariat.parties.queries import find_descendants_by

find_descendants_by(unit_descendants)

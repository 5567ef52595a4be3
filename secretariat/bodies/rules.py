"""Who keeps bodies and their sessions."""

from __future__ import annotations

from rules.predicates import Predicate

from secretariat.core.rules import holds
from secretariat.parties.choices import RoleKind

may_keep_bodies: Predicate = holds(RoleKind.CONFERENCE_OFFICER, RoleKind.PLANNING_OFFICER)

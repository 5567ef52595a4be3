"""Who may see people, and give and end roles."""

from __future__ import annotations

from rules.predicates import Predicate

from secretariat.accounts.rules import may_keep_people, may_see_address
from secretariat.core.rules import holds, in_secretariat
from secretariat.parties.choices import RoleKind

may_see_people: Predicate = in_secretariat
may_give_roles: Predicate = may_keep_people
may_keep_parties: Predicate = holds(RoleKind.PLANNING_OFFICER, RoleKind.CONFERENCE_OFFICER, RoleKind.KNOWLEDGE_OFFICER)

__all__ = ["may_give_roles", "may_keep_parties", "may_keep_people", "may_see_address", "may_see_people"]

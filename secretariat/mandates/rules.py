"""Who may do what with mandates."""

from __future__ import annotations

from rules.predicates import predicate

from secretariat.core.choices import SuggestionState
from secretariat.core.rules import holds, in_secretariat
from secretariat.core.viewer import Viewer
from secretariat.mandates.models import Mandate, Overruling
from secretariat.parties.choices import RoleKind

is_planning_officer = holds(RoleKind.PLANNING_OFFICER)


@predicate
def directs_owner(viewer: Viewer, mandate: Mandate | None) -> bool:
    """Whether the viewer is chief of the unit that owns the mandate, or of a unit above it."""
    if mandate is None or not viewer.holds(RoleKind.CHIEF):
        return False
    owners = mandate.ownerships.filter(is_lead=True, state=SuggestionState.CONFIRMED)
    return owners.filter(unit__party__in=viewer.parties_as(RoleKind.CHIEF)).exists()


may_overrule_status = is_planning_officer | directs_owner
may_decide_ownership = is_planning_officer
may_decide_chain = is_planning_officer
may_propose_links = in_secretariat
may_make_mandate = is_planning_officer
may_describe_mandate = is_planning_officer
may_retire_mandate = is_planning_officer


@predicate
def may_end_overruling(viewer: Viewer, overruling: Overruling | None) -> bool:
    """Whether the viewer may overrule the status of that mandate."""
    allowed: bool = may_overrule_status.test(viewer, overruling.mandate if overruling else None)
    return allowed

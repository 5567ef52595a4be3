"""Who may do what with plans and with the links from their lines to mandates."""

from __future__ import annotations

from rules.predicates import predicate

from secretariat.core.rules import holds, in_secretariat
from secretariat.core.viewer import Viewer
from secretariat.parties.choices import RoleKind
from secretariat.plans.models import Activity, Answer

is_planning_officer = holds(RoleKind.PLANNING_OFFICER)


@predicate
def works_for_owner(viewer: Viewer, line: Answer | Activity | None) -> bool:
    """Whether the viewer is chief or program officer of the unit that carries out the line, or of a unit above it."""
    if line is None:
        return False
    activity = line.activity if isinstance(line, Answer) else line
    # SECURITY: the units of another role, such as finance officer of the whole secretariat, give no say here.
    return activity.owner.party_id in viewer.parties_as(RoleKind.CHIEF, RoleKind.PROGRAM_OFFICER)


may_amend_plan = is_planning_officer
may_adopt_amendment = is_planning_officer
may_see_drafts = in_secretariat
may_decide_answer = is_planning_officer | works_for_owner
may_propose_answer = in_secretariat
may_ask_for_suggestions = is_planning_officer

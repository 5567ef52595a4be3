"""Who may do what with deliverables, and from which state to which one goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from secretariat.core.rules import holds
from secretariat.core.transitions import Transition, Transitions
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import COMING, DeliverableState
from secretariat.delivery.models import AlsoServes, Deliverable, Involvement
from secretariat.organization.models import Unit
from secretariat.parties.choices import RoleKind
from secretariat.plans.models import Activity

WORKS = (RoleKind.CHIEF, RoleKind.PROGRAM_OFFICER)
is_planning_officer = holds(RoleKind.PLANNING_OFFICER)
delivers = holds(RoleKind.PLANNING_OFFICER, *WORKS)


@predicate
def delivers_for(viewer: Viewer, thing: Deliverable | Involvement | AlsoServes | Activity | Unit | None) -> bool:
    """Whether the viewer is chief or program officer of the unit that delivers, or of a unit above it."""
    if thing is None:
        return viewer.holds(*WORKS)
    what = thing.deliverable if isinstance(thing, Involvement | AlsoServes) else thing
    unit = what if isinstance(what, Unit) else what.owner
    # SECURITY: the units of another role, such as finance officer of the whole secretariat, give no say here.
    return unit.party_id in viewer.parties_as(*WORKS)


@predicate
def leads_for(viewer: Viewer, thing: Deliverable | None) -> bool:
    """Whether the viewer is chief of the unit that delivers, or of a unit above it."""
    return thing is not None and thing.owner.party_id in viewer.parties_as(RoleKind.CHIEF)


may_plan_deliverables = delivers
may_deliver = is_planning_officer | delivers_for
may_take_back = is_planning_officer | leads_for

S = DeliverableState
DELIVERABLE_CHANGES = Transitions(
    Transition("plan", _("put into the plan of work"), (S.IDEA, S.POSTPONED), S.PLANNED, may_deliver),
    Transition("confirm", _("confirm"), (S.PLANNED,), S.CONFIRMED, may_deliver),
    Transition("hold", _("record as held"), COMING, S.HELD, may_deliver),
    Transition("report", _("record as reported"), (S.HELD,), S.REPORTED, may_deliver),
    Transition("close", _("close"), (S.REPORTED,), S.CLOSED, may_deliver),
    Transition("postpone", _("postpone"), COMING, S.POSTPONED, may_deliver),
    Transition("cancel", _("cancel"), (S.IDEA, *COMING, S.POSTPONED), S.CANCELLED, may_deliver),
    Transition("take_back", _("take back that it was held"), (S.HELD,), S.CONFIRMED, may_take_back),
)

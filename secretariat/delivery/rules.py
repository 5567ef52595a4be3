"""Who may do what with deliverables, and from which state to which one goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from secretariat.core.rules import holds, signed_in
from secretariat.core.transitions import Transition, Transitions
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import (
    COMING,
    DeliverableState,
    ObjectionState,
)
from secretariat.delivery.models import (
    AlsoServes,
    Deliverable,
    EventDocument,
    Feed,
    Involvement,
)
from secretariat.organization.models import Unit
from secretariat.parties.choices import RoleKind
from secretariat.plans.models import Activity

WORKS = (RoleKind.CHIEF, RoleKind.PROGRAM_OFFICER)
is_planning_officer = holds(RoleKind.PLANNING_OFFICER)
delivers = holds(RoleKind.PLANNING_OFFICER, *WORKS)
Part = Involvement | AlsoServes | EventDocument  # of a deliverable


@predicate
def delivers_for(viewer: Viewer, thing: Deliverable | Part | Activity | Unit | None) -> bool:
    """Whether the viewer is chief or program officer of the unit that delivers, or of a unit above it."""
    if thing is None:
        return viewer.holds(*WORKS)
    what = thing.deliverable if isinstance(thing, Part) else thing
    unit = what if isinstance(what, Unit) else what.owner
    # SECURITY: the units of another role, such as finance officer of the whole secretariat, give no say here.
    return unit.party_id in viewer.parties_as(*WORKS)


@predicate
def leads_for(viewer: Viewer, thing: Deliverable | Activity | None) -> bool:
    """Whether the viewer is chief of the unit that delivers or owns the line, or of a unit above it."""
    return thing is not None and thing.owner.party_id in viewer.parties_as(RoleKind.CHIEF)


may_plan_deliverables = delivers
may_rule_duties = is_planning_officer
may_deliver = is_planning_officer | delivers_for
may_send_for = may_deliver | holds(RoleKind.CONFERENCE_OFFICER)
may_take_back = is_planning_officer | leads_for


@predicate
def holds_feed(viewer: Viewer, feed: Feed | None) -> bool:
    """Whether the calendar address is the viewer's own."""
    return viewer.person is not None and feed is not None and feed.person_id == viewer.person.pk


may_make_feeds = signed_in
may_revoke_feed = holds_feed | holds(RoleKind.ADMINISTRATOR)

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

may_raise_objections = holds(RoleKind.CHIEF)
may_object = leads_for
may_decide_objections = is_planning_officer
OBJECTION_CHANGES = Transitions(
    Transition("accept", _("accept"), (ObjectionState.RAISED,), ObjectionState.ACCEPTED, may_decide_objections),
    Transition("reject", _("reject"), (ObjectionState.RAISED,), ObjectionState.REJECTED, may_decide_objections),
)

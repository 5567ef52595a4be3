"""Who invites, names people, records who was there, and from which state to which one goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from secretariat.core.rules import holds
from secretariat.core.transitions import Transition, Transitions
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.delivery.rules import delivers_for, is_planning_officer, may_plan_deliverables
from secretariat.participation.choices import InvitationState, NominationState
from secretariat.participation.models import (
    Attendance,
    Certificate,
    EventSession,
    EventTerms,
    FollowUp,
    Invitation,
    Nomination,
    Participant,
)
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party

Thing = (
    Deliverable
    | Invitation
    | Nomination
    | EventSession
    | EventTerms
    | Attendance
    | Certificate
    | FollowUp
    | Participant
)
HOLDS_EVENTS = holds(RoleKind.CONFERENCE_OFFICER)


def deliverable_of(thing: Thing | Party | None) -> Deliverable | None:
    """Return the deliverable that something is about; None for people and parties, who belong to none."""
    if isinstance(thing, Deliverable):
        return thing
    if isinstance(thing, Attendance | Certificate | FollowUp):
        return thing.nomination.deliverable
    if isinstance(thing, Invitation | Nomination | EventSession | EventTerms):
        return thing.deliverable
    return None


@predicate
def works_for(viewer: Viewer, thing: Thing | None) -> bool:
    """Whether the viewer works for the unit that delivers what it is about; without one, for any."""
    return bool(delivers_for.test(viewer, deliverable_of(thing)))


@predicate
def is_of_mission(viewer: Viewer, thing: Thing | Party | None) -> bool:
    """Whether the viewer is a delegate of the State that it is about; without one, of any."""
    if thing is None:
        return viewer.holds(RoleKind.DELEGATE)
    if not isinstance(thing, Party | Invitation | Nomination | Participant):
        return False
    # SECURITY: only the mission names people; other roles for the same State give no say here.
    return viewer.holds_for(thing.pk if isinstance(thing, Party) else thing.party_id, RoleKind.DELEGATE)


@predicate
def is_a_delegate(viewer: Viewer) -> bool:
    """Whether the viewer is a delegate of any State."""
    return viewer.holds(RoleKind.DELEGATE)


may_plan = may_plan_deliverables
may_invite = is_planning_officer | works_for
runs_event = may_invite | HOLDS_EVENTS  # records what a note says, and who was there
may_answer = runs_event | is_of_mission
may_nominate = runs_event | is_of_mission
may_decide = may_invite
may_record_attendance = runs_event
may_certify = may_invite
may_correct_people = runs_event | is_of_mission
may_erase_people = holds(RoleKind.PLANNING_OFFICER, RoleKind.CONFERENCE_OFFICER, RoleKind.ADMINISTRATOR)
knows_names = holds(
    *(RoleKind.PLANNING_OFFICER, RoleKind.CONFERENCE_OFFICER, RoleKind.ADMINISTRATOR),
    *(RoleKind.CHIEF, RoleKind.PROGRAM_OFFICER, RoleKind.DELEGATE),
)

S = InvitationState
INVITATION_CHANGES = Transitions(
    Transition("send", _("record as sent"), (S.DRAFTED,), S.SENT, may_invite),
    Transition("accept", _("accept"), (S.SENT, S.DECLINED, S.LAPSED), S.ACCEPTED, may_answer),
    Transition("decline", _("decline"), (S.SENT, S.ACCEPTED), S.DECLINED, may_answer),
    Transition("lapse", _("record as unanswered"), (S.SENT,), S.LAPSED, may_invite),
    Transition("renew", _("invite again"), (S.DECLINED, S.LAPSED), S.SENT, may_invite),
)

N = NominationState
NOMINATION_CHANGES = Transitions(
    Transition("accept", _("accept"), (N.NOMINATED, N.WAITING), N.ACCEPTED, may_decide),
    Transition("decline", _("decline"), (N.NOMINATED, N.WAITING, N.ACCEPTED), N.DECLINED, may_decide),
    Transition("withdraw", _("withdraw"), (N.NOMINATED, N.WAITING, N.ACCEPTED), N.WITHDRAWN, may_nominate),
)

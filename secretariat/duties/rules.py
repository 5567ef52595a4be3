"""Who may do what with duties, and from which state to which one goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from secretariat.core.rules import holds
from secretariat.core.transitions import Transition, Transitions
from secretariat.core.viewer import Viewer
from secretariat.duties.choices import DISTRIBUTED, KEPT_STATES, DutyKind, DutyState
from secretariat.duties.models import Duty, DutyEvidence, RecurringDuty
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party

WORKS = (RoleKind.CHIEF, RoleKind.PROGRAM_OFFICER)
is_planning_officer = holds(RoleKind.PLANNING_OFFICER)
owes_something = holds(*WORKS, RoleKind.PLANNING_OFFICER, RoleKind.CONFERENCE_OFFICER, RoleKind.DELEGATE)


def _duty_of(thing: Duty | DutyEvidence) -> Duty:
    return thing.duty if isinstance(thing, DutyEvidence) else thing


@predicate
def owes(viewer: Viewer, thing: Duty | DutyEvidence | None) -> bool:
    """Whether the viewer works for the unit that owes it, or for one above; or is a delegate of the State that does."""
    if thing is None:
        return viewer.holds(*WORKS, RoleKind.DELEGATE)
    duty = _duty_of(thing)
    # SECURITY: an expert or analyst acts for a State too, and says nothing in its name.
    of_state = viewer.holds_for(duty.debtor_id, RoleKind.DELEGATE)
    return of_state or duty.debtor_id in viewer.parties_as(*WORKS)


@predicate
def distributes(viewer: Viewer, thing: Duty | DutyEvidence | None) -> bool:
    """Whether the viewer sends documents out, and the duty is kept by that."""
    return viewer.holds(RoleKind.CONFERENCE_OFFICER) and (thing is None or _duty_of(thing).kind in DISTRIBUTED)


@predicate
def directs(viewer: Viewer, thing: Party | Duty | RecurringDuty | None) -> bool:
    """Whether the viewer is chief of the unit that owes it, or of one above; from an instruction one above releases."""
    if thing is None:
        return viewer.holds(RoleKind.CHIEF)
    debtor = thing.pk if isinstance(thing, Party) else thing.debtor_id
    if debtor not in viewer.parties_as(RoleKind.CHIEF):
        return False
    is_instruction = not isinstance(thing, Party) and thing.kind == DutyKind.INSTRUCTION
    return not (is_instruction and viewer.holds_for(debtor, RoleKind.CHIEF))


may_owe = is_planning_officer | directs
may_instruct = is_planning_officer | directs
may_repeat = is_planning_officer
may_fulfil = is_planning_officer | owes | distributes
may_release = is_planning_officer | directs

S = DutyState
DUTY_CHANGES = Transitions(
    Transition("keep", _("record as kept"), (S.OWED,), S.KEPT, may_fulfil),
    Transition("keep_late", _("record as kept late"), (S.OWED,), S.KEPT_LATE, may_fulfil),
    Transition("release", _("release"), (S.OWED,), S.RELEASED, may_release),
    Transition("owe_again", _("owe again"), (S.RELEASED, *KEPT_STATES), S.OWED, may_release),
)

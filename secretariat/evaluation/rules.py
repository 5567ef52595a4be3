"""Who may do what with evaluations, and from which state to which one goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from secretariat.core.rules import holds
from secretariat.core.transitions import Transition, Transitions
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.evaluation.choices import ProgramEvaluationState
from secretariat.evaluation.models import EvaluationRecommendation, EventEvaluation, Finding, ProgramEvaluation
from secretariat.organization.models import Unit
from secretariat.parties.choices import RoleKind

WORKS = (RoleKind.CHIEF, RoleKind.PROGRAM_OFFICER)
Evaluated = Deliverable | EventEvaluation | ProgramEvaluation | Finding | EvaluationRecommendation | Unit
is_planning_officer = holds(RoleKind.PLANNING_OFFICER)


def unit_of(thing: Evaluated) -> Unit:
    """Return the unit that evaluates."""
    if isinstance(thing, EvaluationRecommendation):
        return thing.finding.unit
    if isinstance(thing, EventEvaluation):
        return thing.deliverable.owner
    if isinstance(thing, Deliverable):
        return thing.owner
    return thing if isinstance(thing, Unit) else thing.unit


@predicate
def works_for(viewer: Viewer, thing: Evaluated | None) -> bool:
    """Whether the viewer is chief or program officer of the unit that evaluates, or of a unit above it."""
    if thing is None:
        return viewer.holds(*WORKS)
    return unit_of(thing).party_id in viewer.parties_as(*WORKS)


may_evaluate = is_planning_officer | works_for
may_read_remarks = may_evaluate  # what was written in words; numbers are for all who see what is evaluated

S = ProgramEvaluationState
PROGRAM_CHANGES = Transitions(
    Transition("begin", _("begin"), (S.PLANNED,), S.UNDER_WAY, may_evaluate),
    Transition("report", _("record as reported"), (S.UNDER_WAY,), S.REPORTED, may_evaluate),
    Transition("respond", _("record the management response"), (S.REPORTED,), S.RESPONDED, may_evaluate),
    Transition("close", _("close"), (S.RESPONDED,), S.CLOSED, may_evaluate),
)

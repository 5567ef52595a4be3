"""Who may do what with recommendations, and from which state to which one goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from secretariat.core.rules import holds
from secretariat.core.transitions import Transition, Transitions
from secretariat.core.viewer import Viewer
from secretariat.organization.models import Unit
from secretariat.parties.choices import RoleKind
from secretariat.recommendations.choices import TAKEN_UP, WAITING, RecommendationState
from secretariat.recommendations.models import FollowUp, Recommendation

WORKS = (RoleKind.CHIEF, RoleKind.PROGRAM_OFFICER)
SPEAKS = (RoleKind.CHIEF, RoleKind.DELEGATE)
is_planning_officer = holds(RoleKind.PLANNING_OFFICER)


def _of(thing: Recommendation | FollowUp) -> Recommendation:
    return thing.recommendation if isinstance(thing, FollowUp) else thing


@predicate
def follows_up(viewer: Viewer, thing: Recommendation | FollowUp | Unit | None) -> bool:
    """Whether the viewer is chief or program officer of the unit that follows it up, or of a unit above it."""
    if thing is None:
        return viewer.holds(*WORKS)
    unit = thing if isinstance(thing, Unit) else _of(thing).unit
    return unit.party_id in viewer.parties_as(*WORKS)


@predicate
def leads_follow_up(viewer: Viewer, thing: Recommendation | None) -> bool:
    """Whether the viewer is chief of the unit that follows it up, or of a unit above it."""
    return thing is not None and thing.unit.party_id in viewer.parties_as(RoleKind.CHIEF)


@predicate
def speaks_for_owner(viewer: Viewer, thing: Recommendation | FollowUp | None) -> bool:
    """Whether the viewer is chief of the unit that it is addressed to, or delegate of the State."""
    # SECURITY: an expert or an analyst of the State sees it and does not answer for it.
    if thing is None:
        return viewer.holds(*SPEAKS)
    return _of(thing).owner_id in viewer.parties_as(*SPEAKS)


may_recommend = is_planning_officer | follows_up
may_change_recommendation = is_planning_officer | follows_up
may_respond = is_planning_officer | speaks_for_owner | follows_up  # staff enters what a State answered by note
may_work_on = may_respond
may_close = is_planning_officer | leads_follow_up

S = RecommendationState
RECOMMENDATION_CHANGES = Transitions(
    Transition("accept", _("accept"), (S.OPEN,), S.ACCEPTED, may_respond),
    Transition("accept_partly", _("accept in part"), (S.OPEN,), S.PARTLY, may_respond),
    Transition("refuse", _("do not accept"), (S.OPEN,), S.NOT_ACCEPTED, may_respond),
    Transition("begin", _("begin with it"), TAKEN_UP, S.IN_PROGRESS, may_work_on),
    Transition("finish", _("record as done"), (*TAKEN_UP, S.IN_PROGRESS), S.DONE, may_work_on),
    Transition("take_up_again", _("take up again"), (S.DONE,), S.IN_PROGRESS, may_close),
    Transition("close", _("close"), (*WAITING, S.NOT_ACCEPTED, S.DONE), S.CLOSED, may_close),
)
ANSWERS = ("accept", "accept_partly", "refuse")  # the verbs that are an answer of the owner

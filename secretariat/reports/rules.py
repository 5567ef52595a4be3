"""Who may do what with reports, and from which state to which one goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from secretariat.core.rules import holds, in_secretariat
from secretariat.core.transitions import Transition, Transitions
from secretariat.core.viewer import Viewer
from secretariat.parties.choices import RoleKind
from secretariat.reports.choices import ReportState
from secretariat.reports.models import Narrative, Report

WORKS = (RoleKind.CHIEF, RoleKind.PROGRAM_OFFICER)
is_planning_officer = holds(RoleKind.PLANNING_OFFICER)
leads = holds(RoleKind.CHIEF)


def _report(thing: Report | Narrative | None) -> Report | None:
    return thing.report if isinstance(thing, Narrative) else thing


@predicate
def works_for(viewer: Viewer, thing: Report | Narrative | None) -> bool:
    """Whether the viewer is chief or program officer of the unit that prepares it, or of one above."""
    report = _report(thing)
    return report is not None and report.owner.party_id in viewer.parties_as(*WORKS)


@predicate
def leads_for(viewer: Viewer, thing: Report | Narrative | None) -> bool:
    """Whether the viewer is chief of the unit that prepares the report, or of one above it."""
    report = _report(thing)
    # SECURITY: other roles, such as planning officer of another unit, give no say over what is issued.
    return report is not None and (viewer.is_operator or report.owner.party_id in viewer.parties_as(RoleKind.CHIEF))


may_see_drafts = in_secretariat
may_draft_reports = is_planning_officer
may_draft = is_planning_officer
may_write = is_planning_officer | works_for
may_review = leads_for
may_issue = leads_for
may_send_back = is_planning_officer | leads_for

S = ReportState
REPORT_CHANGES = Transitions(
    Transition("submit", _("send to review"), (S.DRAFT,), S.IN_REVIEW, may_draft),
    Transition("send_back", _("send back to be changed"), (S.IN_REVIEW,), S.DRAFT, may_send_back),
    Transition("issue", _("issue"), (S.IN_REVIEW,), S.ISSUED, may_issue),
)

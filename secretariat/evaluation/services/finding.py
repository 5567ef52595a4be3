"""Record what evaluations found, and what is recommended because of it."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.evaluation import rules
from secretariat.evaluation.choices import ProgramEvaluationState
from secretariat.evaluation.models import EvaluationRecommendation, EventEvaluation, Finding, ProgramEvaluation
from secretariat.parties.models import Party
from secretariat.recommendations.models import Recommendation
from secretariat.recommendations.services import recommend


@transaction.atomic
def find(
    *,
    event: EventEvaluation | None = None,
    program: ProgramEvaluation | None = None,
    text: Labels,
    audience: int = Audience.SECRETARIAT,
    by: Viewer,
    reason: str = "",
) -> Finding:
    """Record what an evaluation of an event or of a program found.

    Errors: NotPermitted for who works neither for the unit nor in planning; Refused for an evaluation that is closed;
    ValidationError where it is of none or of both.
    """
    made = Finding(event=event, program=program, text=text, audience=audience)
    about = event or program
    if about is not None and not rules.may_evaluate.test(by, about):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, record what was found."))
    _refuse_closed(program)
    return keep(made, by=by, reason=reason or _("Found"))


@transaction.atomic
def change_finding(finding: Finding, *, text: Labels, audience: int, by: Viewer, reason: str) -> Finding:
    """Change a finding. Errors: NotPermitted; Refused where it was withdrawn; ValidationError."""
    held = _standing(finding, by)
    held.text, held.audience = text, audience
    return keep(held, by=by, reason=reason)


@transaction.atomic
def withdraw_finding(finding: Finding, *, by: Viewer, reason: str) -> Finding:
    """Say that something was not found after all. Errors: NotPermitted; Refused while something follows from it."""
    held = _standing(finding, by)
    if held.recommendation_links.filter(is_withdrawn=False).exists():
        raise Refused(_("Recommendations follow from it: take those back first."))
    held.is_withdrawn = True
    return keep(held, by=by, reason=reason)


@transaction.atomic
def recommend_because(
    finding: Finding, *, text: Labels, owner: Party, by: Viewer, on: datetime.date, reason: str = "", **facts: Any
) -> Recommendation:
    """Recommend something because of a finding; the unit that evaluates follows it up.

    The report of a program's evaluation is its source document unless another is named.

    Errors: as ``recommend``; Refused where the finding was withdrawn.
    """
    held = _standing(finding, by)
    said: dict[str, Any] = {"document": held.program.report} if held.program and "document" not in facts else {}
    made = recommend(text=text, owner=owner, unit=held.unit, by=by, on=on, reason=reason, **said, **facts)
    keep(EvaluationRecommendation(finding=held, recommendation=made), by=by, reason=reason or _("Recommended"))
    return made


@transaction.atomic
def link_recommendation(
    finding: Finding, recommendation: Recommendation, *, by: Viewer, reason: str
) -> EvaluationRecommendation:
    """Say that a recommendation on record follows from a finding too.

    Errors: NotPermitted; Refused where this is said already.
    """
    held = _standing(finding, by)
    known = EvaluationRecommendation.objects.filter(finding=held, recommendation=recommendation).first()
    if known is not None and not known.is_withdrawn:
        raise Refused(_("This is on record already."))
    row = known or EvaluationRecommendation(finding=held, recommendation=recommendation)
    row.is_withdrawn = False
    return keep(row, by=by, reason=reason)


@transaction.atomic
def unlink_recommendation(link: EvaluationRecommendation, *, by: Viewer, reason: str) -> EvaluationRecommendation:
    """Take back that a recommendation follows from a finding. Errors: NotPermitted; Refused if taken back."""
    if not rules.may_evaluate.test(by, link):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, record what was found."))
    if link.is_withdrawn:
        raise Refused(_("This was taken back already."))
    link.is_withdrawn = True
    return keep(link, by=by, reason=reason)


def _refuse_closed(program: ProgramEvaluation | None) -> None:
    if program is not None and program.state == ProgramEvaluationState.CLOSED:
        raise Refused(_("The evaluation is closed and changes no more."))


def _standing(finding: Finding, by: Viewer) -> Finding:
    """Return the finding as it is now, held until the transaction ends, if this person may change it."""
    rows = Finding.objects.select_for_update(of=("self",))
    held = rows.select_related("event__deliverable__owner", "program__unit", "program__report").get(pk=finding.pk)
    if not rules.may_evaluate.test(by, held):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, record what was found."))
    if held.is_withdrawn:
        raise Refused(_("This was withdrawn."))
    _refuse_closed(held.program)
    return held

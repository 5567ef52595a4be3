"""Evaluate programs of a plan, from the plan of it to the management response."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.transitions import change_state
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.evaluation import rules
from secretariat.evaluation.choices import ProgramEvaluationState
from secretariat.evaluation.models import ProgramEvaluation
from secretariat.organization.models import Unit
from secretariat.plans.models import Program
from secretariat.recommendations.choices import RecommendationState
from secretariat.recommendations.models import Recommendation

FACTS = ("unit", "evaluator", "since", "until", "report", "audience")


@transaction.atomic
def plan_program_evaluation(
    program: Program,
    *,
    unit: Unit,
    since: datetime.date,
    until: datetime.date,
    by: Viewer,
    reason: str = "",
    **facts: Any,
) -> ProgramEvaluation:
    """Plan the evaluation of a program over a period; ``facts`` are those of ``FACTS``.

    Errors: NotPermitted for who works neither for the unit nor in planning; ValidationError.
    """
    made = ProgramEvaluation(program=program, unit=unit, since=since, until=until)
    _fill(made, facts)
    _require(made, by)
    return keep(made, by=by, reason=reason or _("Planned"))


@transaction.atomic
def change_program_evaluation(
    evaluation: ProgramEvaluation, *, by: Viewer, reason: str, **facts: Any
) -> ProgramEvaluation:
    """Change what is known of an evaluation; its program stays. Errors: NotPermitted; Refused once it is closed."""
    held = _locked(evaluation)
    _require(held, by)
    if held.state == ProgramEvaluationState.CLOSED:
        raise Refused(_("The evaluation is closed and changes no more."))
    _fill(held, facts)
    _require(held, by)
    return keep(held, by=by, reason=reason)


@transaction.atomic
def move_program_evaluation(
    evaluation: ProgramEvaluation,
    verb: str,
    *,
    report: Document | None = None,
    by: Viewer,
    on: datetime.date,
    reason: str,
) -> ProgramEvaluation:
    """Take an evaluation to another state by a verb of ``rules.PROGRAM_CHANGES``; ``report`` when it is reported.

    Errors: NotPermitted; Refused where it is in no state to, or recommendations wait for an answer; ValidationError
    where it is reported without a document.
    """
    held = _locked(evaluation)
    target = rules.PROGRAM_CHANGES.check(held, verb, by=by).target
    if report is not None:
        held.report = report
    if target == ProgramEvaluationState.RESPONDED and (waiting := unanswered(held)):
        said = ngettext(
            "%(number)s recommendation has no answer yet.", "%(number)s recommendations have no answer yet.", waiting
        )
        raise Refused(said % {"number": waiting})
    return change_state(held, rules.PROGRAM_CHANGES, verb, by=by, reason=reason)


def unanswered(evaluation: ProgramEvaluation) -> int:
    """Return how many recommendations of an evaluation nobody has answered."""
    links = {"evaluation_links__finding__program": evaluation, "evaluation_links__is_withdrawn": False}
    return Recommendation.objects.filter(**links, state=RecommendationState.OPEN).distinct().count()


def _fill(evaluation: ProgramEvaluation, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        if name not in FACTS:
            raise TypeError(f"an evaluation has no {name}")
        setattr(evaluation, name, value)


def _require(evaluation: ProgramEvaluation, by: Viewer) -> None:
    if not rules.may_evaluate.test(by, evaluation):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, evaluate its programs."))


def _locked(evaluation: ProgramEvaluation) -> ProgramEvaluation:
    """Return the evaluation as it is now, held until the transaction ends."""
    return ProgramEvaluation.objects.select_for_update(of=("self",)).select_related("unit").get(pk=evaluation.pk)

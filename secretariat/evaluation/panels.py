"""What pages of other apps show of evaluations, and the panels of an evaluation."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, table
from secretariat.core.panel_registry import Panel, add_panel, show_records_of
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.evaluation import columns, rules
from secretariat.evaluation.models import EvaluationRecommendation, EventEvaluation, Finding, ProgramEvaluation
from secretariat.evaluation.queries import summary_of
from secretariat.evaluation.services.asking import NOT_EVALUATED
from secretariat.organization.models import Unit
from secretariat.recommendations.columns import owner_cell
from secretariat.recommendations.columns import state_cell as recommendation_state
from secretariat.recommendations.models import Recommendation

SHOWN = 20  # evaluations in a panel; the rest is one link away
TABLE = "panels/table.html"
FINDINGS = "evaluation/panels/findings.html"


# On a deliverable -------------------------------------------------------------------------------------------------


def _of_event(viewer: Viewer, deliverable: Deliverable) -> dict[str, Any]:
    """Return the evaluations of a deliverable, and what came out of those that are closed."""
    rows = EventEvaluation.objects.visible_to(viewer).filter(deliverable=deliverable)
    found = list(rows.select_related("version__questionnaire").order_by("-closes_on"))
    may = rules.may_evaluate.test(viewer, deliverable) and deliverable.state not in NOT_EVALUATED
    summary = summary_of([deliverable.pk], viewer, on=timezone.localdate())
    usefulness = summary.means.get("usefulness")
    return {
        "table": table(columns.OF_EVENT, found, empty=_("Nobody has been asked yet.")),
        "answered": columns.answers_in_words(summary.answered) if summary.answered else "",
        "usefulness": columns.number_of(usefulness[1]) if usefulness else "",
        "gain": columns.gain_in_words(summary.gain) if summary.gain else "",
        "ask_url": reverse("event-evaluation-new", args=(deliverable.pk,)) if may else "",
    }


# On a unit --------------------------------------------------------------------------------------------------------


def _of_unit(viewer: Viewer, unit: Unit) -> dict[str, Any]:
    rows = ProgramEvaluation.objects.visible_to(viewer).filter(unit=unit)
    found = list(rows.select_related("program", "unit__party").order_by("-until", "id")[: SHOWN + 1])
    more_url = f"{reverse('program-evaluations')}?unit={unit.party.slug}" if len(found) > SHOWN else ""
    shown = [each for each in columns.PROGRAMS if each.name != "unit"]
    return {"table": table(shown, found[:SHOWN], more_url=more_url, more_label=_("All in a list"))}


def _any_of_unit(viewer: Viewer, unit: Unit) -> bool:
    return ProgramEvaluation.objects.visible_to(viewer).filter(unit=unit).exists()


# On an evaluation: what was found, what is recommended ------------------------------------------------------------


def _found_by_event(viewer: Viewer, evaluation: EventEvaluation) -> dict[str, Any]:
    return _findings(viewer, Finding.objects.filter(event=evaluation), may=rules.may_evaluate.test(viewer, evaluation))


def _found_in_program(viewer: Viewer, evaluation: ProgramEvaluation) -> dict[str, Any]:
    rows = Finding.objects.filter(program=evaluation)
    return _findings(viewer, rows, may=rules.may_evaluate.test(viewer, evaluation))


def _findings(viewer: Viewer, rows: Any, *, may: bool) -> dict[str, Any]:
    """Return findings in the order of their recording, each with its recommendations and what became of them."""
    found = list(rows.visible_to(viewer).filter(is_withdrawn=False).order_by("id"))
    links = EvaluationRecommendation.objects.visible_to(viewer).standing().filter(finding__in=found)
    following: dict[Any, list[EvaluationRecommendation]] = defaultdict(list)
    for link in links.select_related("recommendation__owner").order_by("id"):
        following[link.finding_id].append(link)
    return {"findings": [_shown(each, following[each.pk], may=may) for each in found]}


def _shown(finding: Finding, links: list[EvaluationRecommendation], *, may: bool) -> dict[str, Any]:
    names = {_("Recommend something"): "finding-recommend", _("Change"): "finding-change"}
    if not links:
        names[_("Withdraw")] = "finding-withdraw"
    return {
        "text": str(finding.text),
        "table": table(_following(may=may), links) if links else None,
        "actions": [(label, reverse(name, args=(finding.pk,))) for label, name in names.items()] if may else [],
    }


def _following(*, may: bool) -> tuple[Column, ...]:
    today = timezone.localdate()

    def what(link: EvaluationRecommendation) -> Cell:
        return Cell(str(link.recommendation), link.recommendation.get_absolute_url())

    def drop(link: EvaluationRecommendation) -> Cell:
        return Cell(_("take back"), reverse("recommended-withdraw", args=(link.pk,)))

    return (
        Column("what", gettext_lazy("Recommendation"), what),
        Column("owner", gettext_lazy("Addressed to"), lambda link: owner_cell(link.recommendation.owner)),
        Column("state", gettext_lazy("State"), lambda link: recommendation_state(link.recommendation, today)),
        *((Column("drop", "", drop),) if may else ()),
    )


# On a recommendation ----------------------------------------------------------------------------------------------


def _because_of(viewer: Viewer, recommendation: Recommendation) -> dict[str, Any]:
    rows = EvaluationRecommendation.objects.visible_to(viewer).standing().filter(recommendation=recommendation)
    found = rows.select_related("finding__event__deliverable", "finding__program__program").order_by("id")

    def where(link: EvaluationRecommendation) -> Cell:
        about = link.finding.evaluation
        return Cell(str(about), about.get_absolute_url())

    shown = (
        Column("finding", gettext_lazy("Finding"), lambda link: str(link.finding.text)),
        Column("where", gettext_lazy("Evaluation"), where),
    )
    return {"table": table(shown, list(found))}


def _has_ground(viewer: Viewer, recommendation: Recommendation) -> bool:
    rows = EvaluationRecommendation.objects.visible_to(viewer).standing()
    return rows.filter(recommendation=recommendation).exists()


add_panel(
    Deliverable,
    Panel("evaluation", gettext_lazy("Evaluation"), "evaluation/panels/of_event.html", _of_event, order=40),
)
add_panel(
    Unit,
    Panel("evaluations", gettext_lazy("Evaluations of programs"), TABLE, _of_unit, order=52, shown_to=_any_of_unit),
)
add_panel(EventEvaluation, Panel("findings", gettext_lazy("Findings"), FINDINGS, _found_by_event, order=10))
add_panel(ProgramEvaluation, Panel("findings", gettext_lazy("Findings"), FINDINGS, _found_in_program, order=10))
add_panel(
    Recommendation,
    Panel("because", gettext_lazy("Because of"), TABLE, _because_of, order=5, shown_to=_has_ground),
)
show_records_of(EventEvaluation, ProgramEvaluation)

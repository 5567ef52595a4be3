"""Pages of evaluations of programs: the list, the record, and what is done with one."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import Audience
from secretariat.core.columns import Cell, Words
from secretariat.core.dates import written_period
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.evaluation import columns, rules, services
from secretariat.evaluation.choices import ProgramEvaluationState
from secretariat.evaluation.filters import ProgramEvaluationFilter
from secretariat.evaluation.forms import (
    ChangeProgramEvaluationForm,
    FindingForm,
    ProgramEvaluationForm,
    ReportForm,
    named,
)
from secretariat.evaluation.models import ProgramEvaluation

WITH = ("program__plan__document", "program__area", "unit__party", "report")


def _all(viewer: Viewer) -> RecordQuerySet[ProgramEvaluation]:
    rows: RecordQuerySet[ProgramEvaluation] = ProgramEvaluation.objects.visible_to(viewer).select_related(*WITH)
    return rows


def _to_list() -> Crumb:
    return (_("Evaluations of programs"), reverse("program-evaluations"))


def _sentence(words: Words) -> str:
    text = str(words)
    return text[:1].upper() + text[1:]


class ProgramEvaluationsPage(ListPage):
    """Which programs of the plans were evaluated, by whom, and how far that is."""

    rule = anyone
    title = gettext_lazy("Evaluations of programs")
    sub = gettext_lazy("What was found, what is recommended, and what the management answered.")
    door = "work"
    columns = columns.PROGRAMS
    filters = ProgramEvaluationFilter
    order = "-period"
    empty_title = gettext_lazy("No program is evaluated yet")
    empty_text = gettext_lazy("Nothing that you may see is on record.")

    def records(self) -> RecordQuerySet[ProgramEvaluation]:
        return _all(self.viewer)

    def actions(self) -> list[Action]:
        made = [Action(_("Evaluations of events"), reverse("event-evaluations"))]
        if rules.may_evaluate.test(self.viewer):
            made.append(Action(_("Plan an evaluation"), reverse("program-evaluation-new"), primary=True))
        return made


class ProgramEvaluationPage(RecordPage):
    """The evaluation of a program: over which period, by whom, what was found."""

    rule = anyone
    door = "work"
    subject: ProgramEvaluation

    def records(self) -> RecordQuerySet[ProgramEvaluation]:
        return _all(self.viewer)

    def crumbs(self) -> list[Crumb]:
        return [_to_list()]

    def facts(self) -> list[Fact]:
        each = self.subject
        plan = each.program.plan
        return [
            fact(_("State"), columns.state_cell(each)),
            fact(_("Program"), Cell(named(each.program), plan.get_absolute_url())),
            fact(_("Period"), written_period(each.since, each.until)),
            fact(_("Evaluator"), each.evaluator),
            fact(_("Unit"), Cell(str(each.unit.party), each.unit.get_absolute_url())),
            fact(_("Report"), self._report()),
            fact(_("Readers"), str(each.get_audience_display()) if each.audience != Audience.PUBLIC else None),
            fact(_("Demonstration"), _("invented for the demonstration") if each.is_demonstration else None),
        ]

    def _report(self) -> Cell | None:
        """Lead to the report, if the reader may read it."""
        report = self.subject.report
        if report is None or not Document.objects.visible_to(self.viewer).filter(pk=report.pk).exists():
            return None
        return Cell(str(report), report.get_absolute_url())

    def actions(self) -> list[Action]:
        each = self.subject
        if not rules.may_evaluate.test(self.viewer, each) or each.state == ProgramEvaluationState.CLOSED:
            return []
        verbs = rules.PROGRAM_CHANGES.open_to(self.viewer, each)
        moves = [
            Action(_sentence(row.label), reverse("program-evaluation-move", args=(each.pk, row.verb))) for row in verbs
        ]
        names = {_("Record a finding"): "program-evaluation-find", _("Change"): "program-evaluation-change"}
        return [*moves, *(Action(label, reverse(name, args=(each.pk,))) for label, name in names.items())]


class ProgramEvaluationNewPage(FormPage):
    """Plan the evaluation of a program."""

    rule = rules.may_evaluate
    door = "work"
    title = gettext_lazy("Plan an evaluation")
    form_class = ProgramEvaluationForm
    done = gettext_lazy("Planned.")

    def load(self) -> None:
        self.made: ProgramEvaluation | None = None

    def initial(self) -> dict[str, Any]:
        return {"audience": int(Audience.SECRETARIAT)}

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def crumbs(self) -> list[Crumb]:
        return [_to_list()]

    def perform(self, form: Any) -> None:
        facts = dict(form.cleaned_data)
        self.made = services.plan_program_evaluation(facts.pop("program"), **facts, by=self.viewer)

    def done_url(self) -> str:
        return self.made.get_absolute_url() if self.made else reverse("program-evaluations")


class OfProgram(FormPage):
    """A form about one evaluation of a program."""

    abstract = True
    rule = rules.may_evaluate
    door = "work"
    subject: ProgramEvaluation

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [_to_list(), (str(self.subject), self.subject.get_absolute_url())]


class ProgramEvaluationChangePage(OfProgram):
    """Change what is known of an evaluation."""

    title = gettext_lazy("Change an evaluation")
    form_class = ChangeProgramEvaluationForm

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer, "subject": self.subject}

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.subject, name) for name in services.FACTS if name != "report"}

    def perform(self, form: Any) -> None:
        services.change_program_evaluation(self.subject, **form.cleaned_data, by=self.viewer)


class ProgramEvaluationFindPage(OfProgram):
    """Record what the evaluation of a program found."""

    title = gettext_lazy("Record a finding")
    form_class = FindingForm

    def perform(self, form: Any) -> None:
        services.find(program=self.subject, **form.cleaned_data, by=self.viewer)


class ProgramEvaluationMovePage(ConfirmPage):
    """Take an evaluation to another state; what is reported names its document."""

    rule = rules.may_evaluate
    door = "work"
    subject: ProgramEvaluation

    def load(self) -> None:
        verb = self.kwargs["verb"]
        if verb not in rules.PROGRAM_CHANGES.rows:
            raise Http404
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])
        self.row = rules.PROGRAM_CHANGES.rows[verb]
        self.title = self.submit_label = _sentence(self.row.label)
        self.question = _("“%(what)s”: %(verb)s?") % {"what": self.subject, "verb": self.row.label}
        self.done = _("Done.")
        self.is_report = self.row.target == ProgramEvaluationState.REPORTED
        self.form_class = ReportForm if self.is_report else ConfirmPage.form_class  # type: ignore[misc]

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer} if self.is_report else {}

    def consequences(self) -> list[Words]:
        said: dict[str, list[Words]] = {
            ProgramEvaluationState.RESPONDED: [_("All recommendations of the evaluation have an answer.")],
            ProgramEvaluationState.CLOSED: [_("It changes no more.")],
        }
        return said.get(self.row.target, [])

    def crumbs(self) -> list[Crumb]:
        return [_to_list(), (str(self.subject), self.subject.get_absolute_url())]

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        services.move_program_evaluation(self.subject, self.row.verb, **said, by=self.viewer, on=self.today)

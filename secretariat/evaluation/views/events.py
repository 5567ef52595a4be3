"""Pages of evaluations of events: the list, one with its results, and what is done with one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Words
from secretariat.core.csv_files import csv_file
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, Page, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable
from secretariat.evaluation import columns, rules, services
from secretariat.evaluation.choices import LinkKind, Stage
from secretariat.evaluation.filters import EventEvaluationFilter
from secretariat.evaluation.forms import AskForm, ChangeDaysForm, FindingForm, LinksForm
from secretariat.evaluation.models import EventEvaluation
from secretariat.evaluation.queries import Results, results_of, shared_token
from secretariat.evaluation.services.asking import STANDARD
from secretariat.questionnaires.choices import QuestionKind
from secretariat.questionnaires.models import QuestionnaireVersion

WITH = ("deliverable__owner__party", "version__questionnaire")


def _all(viewer: Viewer) -> RecordQuerySet[EventEvaluation]:
    rows: RecordQuerySet[EventEvaluation] = EventEvaluation.objects.visible_to(viewer).select_related(*WITH)
    return rows


def _to_list() -> Crumb:
    return (_("Evaluations of events"), reverse("event-evaluations"))


class EventEvaluationsPage(ListPage):
    """What participants were asked, event by event."""

    rule = anyone
    title = gettext_lazy("Evaluations of events")
    sub = gettext_lazy(
        "Participants say what an event was worth to them; nobody is named, and few answers are not shown."
    )
    door = "work"
    columns = columns.EVENTS
    filters = EventEvaluationFilter
    order = "-days"
    empty_title = gettext_lazy("Nothing is evaluated yet")
    empty_text = gettext_lazy("The page of a deliverable leads to its evaluation.")

    def records(self) -> RecordQuerySet[EventEvaluation]:
        return _all(self.viewer)

    def actions(self) -> list[Action]:
        return [Action(_("Evaluations of programs"), reverse("program-evaluations"))]


class EventEvaluationPage(RecordPage):
    """The evaluation of an event: what was asked, under which link, and what was answered."""

    rule = anyone
    door = "work"
    template_name = "evaluation/event.html"
    subject: EventEvaluation

    def records(self) -> RecordQuerySet[EventEvaluation]:
        return _all(self.viewer)

    def crumbs(self) -> list[Crumb]:
        event = self.subject.deliverable
        return [_to_list(), (str(event), event.get_absolute_url())]

    def _is_own(self) -> bool:
        return bool(rules.may_read_remarks.test(self.viewer, self.subject))

    def facts(self) -> list[Fact]:
        each = self.subject
        event, unit = each.deliverable, each.deliverable.owner
        form = Cell(str(each.version), each.version.get_absolute_url())
        return [
            fact(_("State"), columns.stage_cell(each, self.today)),
            fact(_("Event"), Cell(str(event), event.get_absolute_url())),
            fact(_("Unit"), Cell(str(unit.party), unit.get_absolute_url())),
            fact(_("Questionnaire"), form),
            fact(_("Answers from – until"), columns.days_of(each)),
            fact(_("Link"), str(each.get_link_display())),
            fact(_("Demonstration"), _("invented for the demonstration") if each.is_demonstration else None),
        ]

    def get_context(self) -> dict[str, Any]:
        is_own = self._is_own()
        found = results_of(self.subject, on=self.today, for_unit=is_own)
        return {**super().get_context(), **_told(self.subject, found), "link": self._link() if is_own else ""}

    def _link(self) -> str:
        """Return the one link for all, while somebody could answer under it."""
        each = self.subject
        if each.link != LinkKind.SHARED or each.stage_on(self.today) == Stage.CLOSED:
            return ""
        return self.request.build_absolute_uri(reverse("evaluation-answer", args=(shared_token(each),)))

    def actions(self) -> list[Action]:
        each = self.subject
        made = []
        if rules.may_evaluate.test(self.viewer, each):
            names = {_("Change"): "event-evaluation-change", _("Record a finding"): "event-evaluation-find"}
            if each.stage_on(self.today) != Stage.CLOSED:
                names[_("Make links void")] = "event-evaluation-void"
                if each.link == LinkKind.ONE_EACH:
                    names = {_("Make links"): "event-evaluation-links", **names}
            made = [Action(label, reverse(name, args=(each.pk,))) for label, name in names.items()]
        if results_of(each, on=self.today).questions:
            made.append(Action(_("Results (CSV)"), reverse("event-evaluation-csv", args=(each.pk,))))
        return made


def _told(evaluation: EventEvaluation, found: Results) -> dict[str, Any]:
    """Return results as the page shows them: a heading, a sentence and a table a question."""
    answered = "" if found.answered is None else columns.asked_in_words(found.answered, evaluation.invited)
    return {
        "is_closed": found.stage == Stage.CLOSED,
        "is_small": found.is_small,
        "answered": answered,
        "gain": columns.gain_in_words(found.gain) if found.gain else "",
        "questions": [
            {
                "key": f"question-{each.question.position}",
                "text": str(each.question),
                "told": columns.told_of(each),
                "table": columns.shares_table(each.shares) if each.shares else None,
            }
            for each in found.questions
            if each.question.kind != QuestionKind.TEXT
        ],
        "remarks": [{"question": str(question), "texts": texts} for question, texts in found.remarks],
    }


class EventEvaluationCsvPage(Page):
    """The results as a table: numbers alone, whoever asks."""

    rule = anyone
    subject: EventEvaluation

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        heads = (_("Number"), _("Question"), _("Answers"), _("Mean"), _("Answer"), _("How many"), _("Part (%)"))
        return csv_file(f"evaluation-{self.subject.pk}.csv", heads, list(self._rows()))

    def _rows(self) -> Any:
        for each in results_of(self.subject, on=self.today).questions:
            if each.is_hidden:
                continue
            said = (each.question.position, str(each.question.text), each.count, each.mean or "")
            for share in each.shares or (None,):
                yield (*said, *((share.label, share.count, share.percent) if share else ("", "", "")))


class EventEvaluationNewPage(FormPage):
    """Ask the participants of a deliverable."""

    rule = rules.may_evaluate
    door = "work"
    title = gettext_lazy("Ask the participants")
    form_class = AskForm
    done = gettext_lazy("Saved. The page shows the link under which they answer.")
    subject: Deliverable

    def load(self) -> None:
        rows = Deliverable.objects.visible_to(self.viewer).select_related("owner__party")
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])
        self.made: EventEvaluation | None = None

    def initial(self) -> dict[str, Any]:
        standard = QuestionnaireVersion.objects.in_use().filter(questionnaire__slug=STANDARD).first()
        last = self.subject.ends_on or self.subject.starts_on
        return {"questionnaire": standard, "opens_on": last, "link": LinkKind.SHARED}

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def crumbs(self) -> list[Crumb]:
        return [(str(self.subject), self.subject.get_absolute_url())]

    def perform(self, form: Any) -> None:
        said = dict(form.cleaned_data)
        version = said.pop("questionnaire")
        self.made = services.ask_participants(self.subject, version=version, **said, by=self.viewer)

    def done_url(self) -> str:
        return str((self.made or self.subject).get_absolute_url())


class OfEvent(FormPage):
    """A form about one evaluation of an event."""

    abstract = True
    rule = rules.may_evaluate
    door = "work"
    subject: EventEvaluation

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [_to_list(), (str(self.subject.deliverable), self.subject.get_absolute_url())]


class EventEvaluationChangePage(OfEvent):
    """Change from when until when answers come in, and how many were asked."""

    title = gettext_lazy("Change an evaluation")
    form_class = ChangeDaysForm

    def initial(self) -> dict[str, Any]:
        return {name: getattr(self.subject, name) for name in ("opens_on", "closes_on", "invited")}

    def perform(self, form: Any) -> None:
        services.change_asking(self.subject, **form.cleaned_data, by=self.viewer, on=self.today)


class EventEvaluationLinksPage(OfEvent):
    """Make links that are good once; they are shown this once."""

    title = gettext_lazy("Make links")
    intro = gettext_lazy("Each link is good for one answer. Which person gets which is kept nowhere.")
    submit_label = gettext_lazy("Make links")
    form_class = LinksForm

    def load(self) -> None:
        super().load()
        self.made: list[str] = []

    def perform(self, form: Any) -> None:
        number = form.cleaned_data["number"]
        self.made = services.make_links(self.subject, number=number, by=self.viewer, on=self.today)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().post(request, *args, **kwargs)
        if not self.made:
            return answer  # type: ignore[return-value]
        places = [reverse("evaluation-answer", args=(secret,)) for secret in self.made]
        self.template_name = "evaluation/links.html"  # type: ignore[misc]
        return self.answer(links=[request.build_absolute_uri(place) for place in places])


class EventEvaluationVoidPage(ConfirmPage):
    """Make all links void that nobody used."""

    rule = rules.may_evaluate
    door = "work"
    title = gettext_lazy("Make links void")
    submit_label = gettext_lazy("Make void")
    question = gettext_lazy("Make all links void that nobody has answered with?")
    subject: EventEvaluation

    def load(self) -> None:
        self.subject = get_object_or_404(_all(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        return [_to_list(), (str(self.subject.deliverable), self.subject.get_absolute_url())]

    def consequences(self) -> list[Words]:
        return [
            _("Whoever has a link finds nothing under it any more. The answers that came in stay."),
            _("New links can be made."),
        ]

    def perform(self, form: Any) -> None:
        services.void_links(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])


class EventEvaluationFindPage(OfEvent):
    """Record what the evaluation of an event found."""

    title = gettext_lazy("Record a finding")
    form_class = FindingForm

    def perform(self, form: Any) -> None:
        services.find(event=self.subject, **form.cleaned_data, by=self.viewer)

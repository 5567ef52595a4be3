"""Pages of plan lines: the list, the record, and the links to mandates."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import SuggestionState
from secretariat.core.columns import Cell, Words
from secretariat.core.languages import current_language
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.mandates.models import Mandate
from secretariat.plans import columns, rules, services
from secretariat.plans.choices import AmendmentState
from secretariat.plans.filters import ActivityFilter
from secretariat.plans.forms import ProposeLineForm, ProposeMandateForm
from secretariat.plans.models import ADOPTED, TODAY, Activity, Amendment, Answer, Plan, PlanCounterpart, Version
from secretariat.plans.queries import Promised, effective_terms, lines_at, lines_listed, terms_over_time, version_of


class ActivitiesPage(ListPage):
    """Plan lines, of one plan or all, in a version; every figure about plans leads here."""

    rule = anyone
    title = gettext_lazy("Plan lines")
    door = "plan"
    columns = columns.ACTIVITY_COLUMNS
    filters = ActivityFilter
    order = "line"
    page_size = 100
    empty_title = gettext_lazy("No line is on record")
    empty_text = gettext_lazy("The lines of every plan stand here once a plan is on record.")

    def load(self) -> None:
        plans = Plan.objects.visible_to(self.viewer).select_related("document")
        slug = self.request.GET.get("plan", "")
        self.plan = plans.filter(document__slug=slug).first() if slug else None
        self.version = self._version()

    def _version(self) -> Version:
        """Return the version asked for; without a plan, amendments are not told apart by number."""
        words = self.request.GET.get("version", "")
        named = {"": TODAY, TODAY.key: TODAY, ADOPTED.key: ADOPTED}
        version = version_of(self.plan, words) if self.plan else named.get(words)
        if version is None:
            raise Http404
        return version

    def records(self) -> RecordQuerySet[Activity]:
        return lines_at(Activity.objects.all(), self.viewer, self.version)

    def ready(self) -> Callable[[list[uuid.UUID]], Sequence[Any]]:
        return partial(lines_listed, self.viewer, version=self.version)

    def crumbs(self) -> list[Crumb]:
        own = [(str(self.plan), columns.plan_url(self.plan, self.version))] if self.plan else []
        return [(_("Plans"), reverse("plans")), *own]


class ActivityPage(RecordPage):
    """A line of a plan: what it promises, as adopted and today, and which mandates it answers."""

    rule = anyone
    door = "plan"
    template_name = "plans/activity.html"

    def records(self) -> RecordQuerySet[Activity]:
        rows: RecordQuerySet[Activity] = Activity.objects.visible_to(self.viewer).select_related(
            *("plan__document", "plan__body__party", "project__program__area", "owner__party"),
            *("owner_function__paragraph__document", "added_by__authority", "dropped_by__authority"),
        )
        return rows

    def crumbs(self) -> list[Crumb]:
        project = self.subject.project
        address = f"{project.program.area.number}.{project.program.letter}"
        return [
            (_("Plans"), reverse("plans")),
            (str(self.subject.plan), self.subject.plan.get_absolute_url()),
            (
                f"{address} {project.program.title}",
                f"{self.subject.plan.get_absolute_url()}#part-{address.replace('.', '-')}",
            ),
        ]

    def get_context(self) -> dict[str, Any]:
        self.terms = terms_over_time(self.subject, self.viewer)
        return {
            **super().get_context(),
            "record_title": str(self.subject.title),
            "sub": f"{self.subject.address} · {self.subject.project.title}",
            "changed_by": columns.changed_by(self.subject, self.viewer),
            "now": self.terms[-1].terms.words,
            "notes": [each for each in (self.subject.note, self.subject.project.note) if each],
            "columns": columns.TERMS_HEADS,
            "rows": columns.terms_rows(self.terms),
        }

    def facts(self) -> list[Fact]:
        activity: Activity = self.subject
        project, program = activity.project, activity.project.program
        now: Promised = self.terms[-1].terms
        function = activity.owner_function
        of_line = Q(activity=activity) | Q(activity__isnull=True)
        counterparts = PlanCounterpart.objects.visible_to(self.viewer).filter(of_line, project=project)
        topics = [link.topic for link in activity.topic_links.select_related("topic")]
        return [
            fact(_("Planned"), Cell(now.words)),
            fact(_("Kind"), str(now.kind.label)),
            fact(_("Unit"), Cell(str(activity.owner.party), activity.owner.get_absolute_url())),
            fact(_("Function"), Cell(_short(str(function)), function.get_absolute_url()) if function else None),
            fact(_("Level"), activity.get_level_display() if activity.level else None),
            fact(_("Standing"), _("kept up without end") if activity.is_standing else None),
            fact(_("In coordination with"), *_parties(counterparts)),
            fact(_("Topics"), *(Cell(str(topic), topic.get_absolute_url()) for topic in topics)),
            fact(_("Work area"), f"{program.area.number} {program.area.title}"),
            fact(_("Program"), f"{program.letter} {program.title}"),
            fact(_("Project"), f"{columns.project_number(project)} {project.title}"),
            fact(_("Plan"), Cell(str(activity.plan.document), activity.plan.get_absolute_url())),
            fact(_("Demonstration"), _("an invented line") if activity.is_demonstration else None),
        ]

    def actions(self) -> list[Action]:
        found: list[Action] = []
        if rules.may_propose_answer.test(self.viewer, self.subject):
            found.append(Action(_("Propose a mandate"), reverse("answer-propose", args=(self.subject.pk,))))
        draft = Amendment.objects.filter(plan=self.subject.plan, state=AmendmentState.DRAFT).first()
        if draft is not None and rules.may_amend_plan.test(self.viewer, draft):
            words = _("Change in %(amendment)s") % {"amendment": draft}
            found.append(Action(words, reverse("amendment-change", args=(draft.pk, self.subject.pk))))
        return found


def _parties(counterparts: RecordQuerySet[PlanCounterpart]) -> list[Cell]:
    parties = dict.fromkeys(each.party for each in counterparts.select_related("party").order_by("party__slug"))
    return [Cell(str(party), party.get_absolute_url()) for party in parties]


def _short(words: str) -> str:
    return words if len(words) <= 90 else words[:89].rsplit(" ", 1)[0] + "…"


VERBS = {"confirm": services.confirm_answer, "refuse": services.refuse_answer}


class AnswerDecidePage(ConfirmPage):
    """Confirm or refuse that a line answers a mandate."""

    rule = rules.may_decide_answer
    door = "plan"

    def load(self) -> None:
        if self.kwargs["verb"] not in VERBS:
            raise Http404
        rows = Answer.objects.visible_to(self.viewer).select_related(
            "activity__plan__document", "activity__owner", "mandate__paragraph__document"
        )
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])
        self.confirms = self.kwargs["verb"] == "confirm"
        self.title = _("Confirm a link") if self.confirms else _("Refuse a link")
        self.submit_label = _("Confirm") if self.confirms else _("Refuse")
        self.question = self.asked()
        self.done = _("Confirmed.") if self.confirms else _("Refused.")

    def asked(self) -> str:
        """Return the question."""
        words = {"line": self.subject.activity, "mandate": self.subject.mandate}
        if self.confirms:
            return _("Does line %(line)s answer %(mandate)s?") % words
        return _("Does line %(line)s not answer %(mandate)s?") % words

    def consequences(self) -> list[Words]:
        answer: Answer = self.subject
        said = [_("Proposed because: %(reason)s") % {"reason": answer.reason}]
        if self.confirms:
            planned = effective_terms(answer.activity, TODAY).words
            said.append(_("The line (%(planned)s) counts for the mandate's status.") % {"planned": planned})
            said.append(_("Everyone sees the link, with your reason in its history."))
        elif answer.state == SuggestionState.CONFIRMED:
            said.append(_("The line no longer counts for the mandate's status; the link leaves the public pages."))
        else:
            said.append(_("The link is not suggested again. It can still be confirmed later."))
        return [*said]

    def crumbs(self) -> list[Crumb]:
        activity, mandate = self.subject.activity, self.subject.mandate
        return [(str(activity), activity.get_absolute_url()), (str(mandate), mandate.get_absolute_url())]

    def perform(self, form: Any) -> None:
        decide = VERBS[self.kwargs["verb"]]
        decide(self.subject, by=self.viewer, on=self.today, reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        """Return to where the link was seen: the paragraph, else the line."""
        seen = self.subject.mandate if self.request.GET.get("from") == "mandate" else self.subject.activity
        return str(seen.get_absolute_url())


class ProposePage(FormPage):
    """Propose that a line answers a mandate."""

    abstract = True
    door = "plan"
    submit_label = gettext_lazy("Propose")
    intro = gettext_lazy("A proposal counts for nothing until somebody who may confirms it.")
    done = gettext_lazy("Proposed.")

    def propose(self, activity: Activity, mandate: Mandate, form: Any) -> None:
        confirm = form.cleaned_data.get("confirm", False)
        services.propose_answer(
            activity,
            mandate,
            by=self.viewer,
            reason=form.cleaned_data["reason"],
            language=current_language(),
            confirmed_on=self.today if confirm else None,
        )

    def crumbs(self) -> list[Crumb]:
        return [(str(self.subject), self.subject.get_absolute_url())]


class AnswerProposePage(ProposePage):
    """From a line: choose the mandate that it answers."""

    rule = rules.may_propose_answer
    title = gettext_lazy("Propose a mandate")
    form_class = ProposeMandateForm

    def load(self) -> None:
        rows = Activity.objects.visible_to(self.viewer).select_related("plan__document", "owner")
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])

    def form_options(self) -> dict[str, Any]:
        may_confirm = rules.may_decide_answer.test(self.viewer, self.subject)
        return {"activity": self.subject, "viewer": self.viewer, "may_confirm": may_confirm}

    def perform(self, form: Any) -> None:
        self.propose(self.subject, form.cleaned_data["mandate"], form)


class LineProposePage(ProposePage):
    """From a mandate: choose the line that answers it."""

    rule = rules.may_propose_answer
    title = gettext_lazy("Propose a plan line")
    form_class = ProposeLineForm

    def load(self) -> None:
        rows = Mandate.objects.visible_to(self.viewer).select_related("paragraph__document")
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])

    def form_options(self) -> dict[str, Any]:
        may_confirm = rules.is_planning_officer.test(self.viewer)
        return {"mandate": self.subject, "viewer": self.viewer, "may_confirm": may_confirm}

    def perform(self, form: Any) -> None:
        self.propose(form.cleaned_data["activity"], self.subject, form)

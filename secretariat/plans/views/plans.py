"""Pages of a plan: the list of plans, and the tree in any version."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.columns import Cell, Column, Table, Words, table
from secretariat.core.dates import written_date
from secretariat.core.languages import alphabetical
from secretariat.core.pages import Action, BoardPage, ConfirmPage, ListPage
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone, in_secretariat
from secretariat.plans import columns, rules, services
from secretariat.plans.choices import AmendmentState, HowMany, Linked, NumbersBy
from secretariat.plans.models import ADOPTED, TODAY, Amendment, Plan, Version
from secretariat.plans.queries import (
    PlanTree,
    plan_tree,
    rests_on_invention,
    signed_by_amendment,
    version_name,
    version_of,
)

SHOWN = 8  # gaps listed on the page of a plan; the rest is one link away


class PlansPage(ListPage):
    """Every plan on record."""

    rule = anyone
    title = gettext_lazy("Plans")
    door = "plan"
    sub = gettext_lazy("What the bodies adopted, and what amendments made of it.")
    order = "-from"
    empty_title = gettext_lazy("No plan is on record")
    empty_text = gettext_lazy("A plan comes in with founding data; its lines, numbers and mandates then stand here.")
    columns = (
        Column(
            "title",
            gettext_lazy("Plan"),
            lambda plan: Cell(str(plan), plan.get_absolute_url()),
            order=lambda: alphabetical("title"),
        ),
        Column("document", gettext_lazy("Document"), lambda plan: Cell(str(plan.document), css="symbol")),
        Column("body", gettext_lazy("Body"), lambda plan: plan.body.party.short),
        Column("owner", gettext_lazy("Carried out by"), lambda plan: str(plan.owner)),
        Column("from", gettext_lazy("From"), lambda plan: written_date(plan.starts_on), order="starts_on"),
        Column("state", gettext_lazy("State"), lambda plan: plan.get_state_display()),
    )

    def records(self) -> RecordQuerySet[Plan]:
        return Plan.objects.visible_to(self.viewer).select_related("document", "body__party", "owner__party")


class OfPlan(BoardPage):
    """A page about one plan in one version (``?version=``)."""

    abstract = True
    door = "plan"
    rule = anyone

    def load(self) -> None:
        plans = Plan.objects.visible_to(self.viewer).select_related("document", "body__party", "owner__party")
        self.plan: Plan = get_object_or_404(plans, document__slug=self.kwargs["slug"])
        self.subject = self.plan
        self.version = self.asked_version("version")

    def asked_version(self, name: str, otherwise: Version = TODAY) -> Version:
        """Return the version named in the address. Errors: Http404 where the plan has none of that name."""
        words = self.request.GET.get(name, "")
        version = version_of(self.plan, words) if words else otherwise
        if version is None:
            raise Http404
        return version

    def crumbs(self) -> list[Crumb]:
        return [(_("Plans"), reverse("plans")), (str(self.plan), columns.plan_url(self.plan, self.version))]

    def version_tabs(self) -> list[dict[str, Any]]:
        """Return the tabs “As adopted”, “Today” and “Difference”; an older version has a tab while it is shown."""
        shown = [ADOPTED, TODAY] if self.version in (ADOPTED, TODAY) else [ADOPTED, self.version, TODAY]
        tabs = [self._tab(version_name(each), each, current=each == self.version) for each in shown]
        return [*tabs, {"label": _("Difference"), "url": reverse("plan-difference", args=(self.plan.document.slug,))}]

    def _tab(self, label: str, version: Version, *, current: bool) -> dict[str, Any]:
        query = self.request.GET.copy()
        query.pop("language", None)
        query["version"] = version.key
        return {"label": label, "url": f"{self.request.path}?{query.urlencode()}", "current": current}

    def number_tabs(self, current: str = "") -> list[dict[str, Any]]:
        """Return the tabs “by area”, “by kind”, “by unit”, “by topic”."""
        address = reverse("plan-numbers", args=(self.plan.document.slug,))
        return [
            {
                "label": str(each.label).capitalize(),
                "url": f"{address}?{urlencode({'by': each.value, 'version': self.version.key})}",
                "current": each.value == current,
            }
            for each in NumbersBy
        ]


class PlanPage(OfPlan):
    """A plan as a tree, with its figures and its gaps."""

    rule = anyone
    template_name = "plans/plan.html"

    def crumbs(self) -> list[Crumb]:
        return [(_("Plans"), reverse("plans")), (self.plan.body.party.short, self.plan.body.party.get_absolute_url())]

    def get_context(self) -> dict[str, Any]:
        tree = plan_tree(self.plan, self.viewer, self.version)
        return {
            **super().get_context(),
            "title": str(self.plan),
            "about": self._about(),
            "kpis": self._figures(tree),
            "sizes": _sizes(tree),
            "columns": columns.TREE_HEADS,
            "rows": columns.tree_rows(tree),
            "version_tabs": self.version_tabs(),
            "number_tabs": self.number_tabs(),
            "amendments": self._amendments(),
            "gaps": [self._projects_without_line(tree), self._lines_without_mandate(tree)],
        }

    def actions(self) -> list[Action]:
        past = Action(_("Between two days"), reverse("plan-between", args=(self.plan.document.slug,)))
        if not rules.may_amend_plan.test(self.viewer, self.plan):
            return [past]
        draft = self.plan.amendments.filter(state=AmendmentState.DRAFT).first()
        slug = self.plan.document.slug
        amend = (
            Action(_("Open the draft of %(amendment)s") % {"amendment": draft}, draft.get_absolute_url(), primary=True)
            if draft
            else Action(_("Amend"), reverse("amendment-begin", args=(slug,)), primary=True)
        )
        return [past, Action(_("Look for links to mandates"), reverse("plan-suggest", args=(slug,))), amend]

    def _about(self) -> list[Cell]:
        plan = self.plan
        adopted = _("adopted %(day)s") % {"day": written_date(plan.adopted_on)} if plan.adopted_on else _("a draft")
        meeting = [Cell(str(plan.adopted_at))] if plan.adopted_at else []
        invented = rests_on_invention(plan, self.version)
        number = plan.amendments.filter(state=AmendmentState.ADOPTED).count()
        amended = ngettext("%(count)d amendment", "%(count)d amendments", number) % {"count": number}
        return [
            Cell(str(plan.document), plan.document.get_absolute_url()),
            Cell(adopted),
            *meeting,
            Cell(version_name(self.version).lower() if number else _("stands as adopted")),
            *([Cell(amended, "#amendments")] if number else []),
            *([Cell(_("amendments invented for the demonstration"))] if invented else []),
        ]

    def _figures(self, tree: PlanTree) -> list[dict[str, Any]]:
        found = tree.figures

        def to(**filters: str) -> str:
            return columns.lines_url(self.plan, self.version, **filters)

        return [
            {"value": found.planned, "label": _("deliverables planned"), "url": to(planned=HowMany.NUMBER.value)},
            {"value": found.lines, "label": _("lines"), "url": to()},
            {"value": found.on_request, "label": _("lines upon request"), "url": to(planned=HowMany.REQUEST.value)},
            {
                "value": found.without_number,
                "label": _("lines without a number"),
                "url": to(planned=HowMany.NONE.value),
            },
            {
                "value": tree.projects_without_line,
                "label": _("projects without a line"),
                "url": "#projects-without-line",
            },
            {
                "value": found.without_mandate,
                "label": _("lines without a mandate"),
                "url": to(mandate=Linked.WITHOUT.value),
                "tone": "wait" if found.without_mandate else "",
            },
        ]

    def _amendments(self) -> Table:
        rows = Amendment.objects.visible_to(self.viewer).filter(plan=self.plan)
        shown = columns.amendment_columns(signed_by_amendment(self.plan, self.viewer))
        return table(shown, list(rows.select_related("authority").order_by("number")))

    def _projects_without_line(self, tree: PlanTree) -> dict[str, Any]:
        gaps = [branch.project for branch in tree.projects if branch.is_gap]
        return {
            "key": "projects-without-line",
            "title": _("Projects without a line"),
            "count": len(gaps),
            "empty": _("Every project has a line."),
            "tasks": [
                {
                    "text": f"{each.address} {each.title}",
                    "note": _("upon request, by its own text") if each.on_request else "",
                }
                for each in gaps
            ],
        }

    def _lines_without_mandate(self, tree: PlanTree) -> dict[str, Any]:
        lines = [line for branch in tree.projects for line in branch.lines if line.is_counted and not line.confirmed]
        propose = in_secretariat.test(self.viewer)
        tasks = [
            {
                "text": str(line.activity),
                "href": line.activity.get_absolute_url(),
                "note": columns.suggested_words(line),
                "action_url": reverse("answer-propose", args=(line.activity.pk,)) if propose else "",
                "action_label": _("Propose a mandate"),
            }
            for line in lines[:SHOWN]
        ]
        return {
            "key": "lines-without-mandate",
            "title": _("Lines without a mandate"),
            "count": len(lines),
            "empty": _("Every line answers a mandate."),
            "tasks": tasks,
            "all_url": columns.lines_url(self.plan, self.version, mandate=Linked.WITHOUT.value),
        }


def _sizes(tree: PlanTree) -> str:
    """Return how large the plan is, such as “5 areas, 17 programs, 50 projects”."""
    counted = (
        ngettext("%(count)d area", "%(count)d areas", len(tree.areas)) % {"count": len(tree.areas)},
        ngettext("%(count)d program", "%(count)d programs", len(tree.programs)) % {"count": len(tree.programs)},
        ngettext("%(count)d project", "%(count)d projects", len(tree.projects)) % {"count": len(tree.projects)},
    )
    return ", ".join(counted)


class PlanSuggestPage(ConfirmPage):
    """Look for links between lines and mandates, which the worker also does."""

    rule = rules.may_ask_for_suggestions
    door = "plan"
    title = gettext_lazy("Look for links to mandates")
    question = gettext_lazy("Compare today's lines with the mandates that bind the secretariat?")
    submit_label = gettext_lazy("Look for links")
    form_class = forms.Form

    def load(self) -> None:
        plans = Plan.objects.visible_to(self.viewer).select_related("document")
        self.subject = get_object_or_404(plans, document__slug=self.kwargs["slug"])

    def crumbs(self) -> list[Crumb]:
        return [(_("Plans"), reverse("plans")), (str(self.subject), self.subject.get_absolute_url())]

    def consequences(self) -> list[Words]:
        return [
            _("Pairs that share topics, work area and words become suggestions, each with its reason."),
            _("Nothing is confirmed, and what was refused before is not suggested again."),
        ]

    def perform(self, form: forms.Form) -> None:
        found = len(services.suggest_answers(self.subject, by=self.viewer))
        words = ngettext("%(count)d link was suggested.", "%(count)d links were suggested.", found)
        self.done = words % {"count": found}

"""Pages of amendments: the record with its difference, and each step from draft to adoption."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Words
from secretariat.core.dates import written_date
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, RecordPage, fact
from secretariat.core.pages.base import Crumb
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.plans import columns, rules, services
from secretariat.plans.choices import AmendmentState, Level
from secretariat.plans.forms import AddActivityForm, AddProjectForm, AdoptForm, TermsForm
from secretariat.plans.models import Activity, Amendment, Plan, Project
from secretariat.plans.queries import difference_of, effective_terms, version_with

PARTS: dict[str, type[Activity | Project]] = {"line": Activity, "project": Project}


class AmendmentPage(RecordPage):
    """An amendment: why, on what authority, and what it changes; a draft with the steps that are open."""

    rule = anyone
    door = "plan"
    template_name = "plans/amendment.html"

    def records(self) -> RecordQuerySet[Amendment]:
        rows = Amendment.objects.visible_to(self.viewer)
        return rows.select_related("plan__document", "plan__body__party", "authority")

    def crumbs(self) -> list[Crumb]:
        return [(_("Plans"), reverse("plans")), (str(self.subject.plan), self.subject.plan.get_absolute_url())]

    def get_context(self) -> dict[str, Any]:
        self.found = difference_of(self.subject, self.viewer)
        may_draft = self._is_draft() and rules.may_amend_plan.test(self.viewer, self.subject)
        return {
            **super().get_context(),
            "sub": str(self.subject.plan),
            "reason": self.subject.reason,
            "sections": columns.difference_sections(self.found, self.subject if may_draft else None),
            "is_draft": self._is_draft(),
            "tree_heads": columns.DRAFT_HEADS,
            "tree_rows": columns.draft_rows(self.subject, self.found.after) if may_draft else [],
        }

    def facts(self) -> list[Fact]:
        amendment: Amendment = self.subject
        before, after = self.found.before.figures.planned, self.found.after.figures.planned
        return [
            fact(_("State"), columns.amendment_state(amendment)),
            fact(_("Demonstration"), _("an invented amendment") if amendment.is_demonstration else None),
            fact(_("Plan"), Cell(str(amendment.plan.document), amendment.plan.get_absolute_url())),
            fact(_("Authority"), columns.authority_cell(amendment)),
            fact(_("Takes effect on"), written_date(amendment.adopted_on)),
            fact(_("Planned before"), str(before)),
            fact(_("Planned with it"), f"{after} ({columns.signed(self.found.signed)})"),
        ]

    def actions(self) -> list[Action]:
        amendment: Amendment = self.subject
        found: list[Action] = []
        if self._is_draft() and rules.may_amend_plan.test(self.viewer, amendment):
            found = [
                Action(_("Add a line"), reverse("amendment-add", args=(amendment.pk,))),
                Action(_("Add a project"), reverse("amendment-add-project", args=(amendment.pk,))),
                Action(_("Withdraw"), reverse("amendment-withdraw", args=(amendment.pk,))),
            ]
        if self._is_draft() and rules.may_adopt_amendment.test(self.viewer, amendment):
            found.append(Action(_("Adopt"), reverse("amendment-adopt", args=(amendment.pk,)), primary=True))
        return found

    def _is_draft(self) -> bool:
        return bool(self.subject.state == AmendmentState.DRAFT)


class AmendmentBeginPage(ConfirmPage):
    """Open a draft that amends a plan."""

    rule = rules.may_amend_plan
    door = "plan"
    title = gettext_lazy("Amend a plan")
    question = gettext_lazy("Why does the plan change?")
    submit_label = gettext_lazy("Open a draft")
    done = gettext_lazy("The draft is open: change, add or drop lines, then adopt it.")
    amendment: Amendment

    def load(self) -> None:
        plans = Plan.objects.visible_to(self.viewer).select_related("document")
        self.subject = get_object_or_404(plans, document__slug=self.kwargs["slug"])

    def crumbs(self) -> list[Crumb]:
        return [(_("Plans"), reverse("plans")), (str(self.subject), self.subject.get_absolute_url())]

    def consequences(self) -> list[Words]:
        return [
            _("A draft opens that only the secretariat sees. It changes nothing until it is adopted."),
            _("What the body adopted at first stays on record and can always be shown."),
            _("To adopt it you need the decision that authorizes it."),
        ]

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        self.amendment = services.begin_amendment(self.subject, by=self.viewer, reason=reason)

    def done_url(self) -> str:
        return self.amendment.get_absolute_url()

    def cancel_url(self) -> str:
        return str(self.subject.get_absolute_url())


class DraftPage(FormPage):
    """A form about an amendment; what it says is checked and refused by the service."""

    abstract = True
    template_name = "plans/form.html"
    door = "plan"

    def load(self) -> None:
        rows = Amendment.objects.visible_to(self.viewer).select_related("plan__document", "plan__body__party")
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        amendment: Amendment = self.subject
        plan = (str(amendment.plan), amendment.plan.get_absolute_url())
        return [(_("Plans"), reverse("plans")), plan, (str(amendment), amendment.get_absolute_url())]

    def form_options(self) -> dict[str, Any]:
        return {"plan": self.subject.plan, "version": version_with(self.subject), "viewer": self.viewer}


class AmendmentChangePage(DraftPage):
    """Change what a line promises."""

    rule = rules.may_amend_plan
    title = gettext_lazy("Change a line")
    form_class = TermsForm
    submit_label = gettext_lazy("Change in the draft")
    done = gettext_lazy("Changed in the draft.")

    def load(self) -> None:
        super().load()
        rows = Activity.objects.visible_to(self.viewer).filter(plan=self.subject.plan).select_related("plan__document")
        self.activity: Activity = get_object_or_404(rows, pk=self.kwargs["activity"])
        self.terms = effective_terms(self.activity, version_with(self.subject))
        words = {"line": self.activity, "terms": self.terms.sentence}
        self.intro = _("%(line)s. With the draft as it stands: %(terms)s.") % words

    def initial(self) -> dict[str, Any]:
        return TermsForm.initial_of(self.terms)

    def form_options(self) -> dict[str, Any]:
        return {}

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        services.change_terms(self.subject, self.activity, terms=form.terms(), by=self.viewer, reason=reason)


class AmendmentAddPage(DraftPage):
    """Add a line to a project."""

    rule = rules.may_amend_plan
    title = gettext_lazy("Add a line")
    form_class = AddActivityForm
    submit_label = gettext_lazy("Add to the draft")
    done = gettext_lazy("Added to the draft.")

    def initial(self) -> dict[str, Any]:
        return {"owner": self.subject.plan.owner_id, "project": self.request.GET.get("project", "")}

    def perform(self, form: Any) -> None:
        found = form.cleaned_data
        services.add_activity(
            self.subject,
            found["project"],
            title=found["title"],
            terms=form.terms(),
            owner=found["owner"],
            owner_function=found["owner_function"],
            is_standing=found["is_standing"],
            level=Level(found["level"]) if found["level"] else None,
            topics=found["topics"],
            by=self.viewer,
            reason=found["reason"],
        )


class AmendmentAddProjectPage(DraftPage):
    """Add a project to a program."""

    rule = rules.may_amend_plan
    title = gettext_lazy("Add a project")
    form_class = AddProjectForm
    submit_label = gettext_lazy("Add to the draft")
    done = gettext_lazy("Added to the draft. Now add its lines.")

    def perform(self, form: Any) -> None:
        found = form.cleaned_data
        services.add_project(
            self.subject,
            found["program"],
            title=found["title"],
            on_request=found["on_request"],
            by=self.viewer,
            reason=found["reason"],
        )


class PartPage(DraftPage, ConfirmPage):
    """A question about a line or a project of a draft."""

    abstract = True
    template_name = ConfirmPage.template_name
    part: Activity | Project

    def load(self) -> None:
        super().load()
        model = PARTS.get(self.kwargs["what"])
        if model is None:
            raise Http404
        rows = model.objects.visible_to(self.viewer).filter(plan=self.subject.plan)
        self.part = get_object_or_404(rows, pk=self.kwargs["part"])
        self.question = self.asked()

    def form_options(self) -> dict[str, Any]:
        return {}

    def asked(self) -> str:
        """Return the question."""
        raise NotImplementedError

    def named(self) -> str:
        """Return the part with its address."""
        return f"{self.part.address} {self.part.title}"


class AmendmentDropPage(PartPage):
    """Drop a line, or a project with its lines."""

    rule = rules.may_amend_plan
    danger = True
    title = gettext_lazy("Drop from the plan")
    submit_label = gettext_lazy("Drop in the draft")
    done = gettext_lazy("Dropped in the draft.")

    def asked(self) -> str:
        """Return the question."""
        return _("Drop “%(part)s”?") % {"part": self.named()}

    def consequences(self) -> list[Words]:
        said: list[Words] = [_("It leaves the plan once the draft is adopted; until then you can undo this.")]
        if isinstance(self.part, Project):
            said.append(_("Its lines leave with it."))
        said.append(_("From then on it no longer counts for any mandate. The adopted plan keeps it."))
        return said

    def perform(self, form: Any) -> None:
        reason = form.cleaned_data["reason"]
        if isinstance(self.part, Project):
            services.drop_project(self.subject, self.part, by=self.viewer, reason=reason)
        else:
            services.drop_activity(self.subject, self.part, by=self.viewer, reason=reason)


class AmendmentUndoPage(PartPage):
    """Take back what the draft does to a line or a project."""

    rule = rules.may_amend_plan
    title = gettext_lazy("Undo in the draft")
    submit_label = gettext_lazy("Undo")
    done = gettext_lazy("Undone.")

    def asked(self) -> str:
        """Return the question."""
        return _("Leave “%(part)s” as it was before the draft?") % {"part": self.named()}

    def consequences(self) -> list[Words]:
        return [_("A project brings its lines along. The history keeps that it was drafted.")]

    def perform(self, form: Any) -> None:
        services.undo_change(self.subject, self.part, by=self.viewer, reason=form.cleaned_data["reason"])


class AmendmentAdoptPage(DraftPage):
    """Adopt a draft on the authority of a decision."""

    rule = rules.may_adopt_amendment
    title = gettext_lazy("Adopt an amendment")
    form_class = AdoptForm
    submit_label = gettext_lazy("Adopt")
    done = gettext_lazy("Adopted: the plan of today has changed, and the mandates were told.")

    def load(self) -> None:
        super().load()
        found = difference_of(self.subject, self.viewer)
        words = {"before": found.before.figures.planned, "after": found.after.figures.planned}
        self.intro = (
            _("With it, %(after)s deliverables are planned instead of %(before)s.") % words
            + " "
            + _("Once adopted, an amendment no longer changes; a mistake is mended by another one.")
        )

    def initial(self) -> dict[str, Any]:
        return {"on": self.today}

    def form_options(self) -> dict[str, Any]:
        return {"plan": self.subject.plan, "viewer": self.viewer, "today": self.today}

    def perform(self, form: Any) -> None:
        on = form.cleaned_data["on"]
        services.adopt_amendment(self.subject, authority=form.document(), by=self.viewer, on=on)


class AmendmentWithdrawPage(DraftPage, ConfirmPage):
    """Withdraw a draft."""

    template_name = ConfirmPage.template_name
    rule = rules.may_amend_plan
    danger = True
    title = gettext_lazy("Withdraw an amendment")
    question = gettext_lazy("Withdraw this draft?")
    submit_label = gettext_lazy("Withdraw")
    done = gettext_lazy("Withdrawn.")

    def form_options(self) -> dict[str, Any]:
        return {}

    def consequences(self) -> list[Words]:
        return [_("The plan stays as it is today. The draft stays on record, for the secretariat to see.")]

    def perform(self, form: Any) -> None:
        services.withdraw_amendment(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])

"""What is done with findings and with what is recommended because of them."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import Audience
from secretariat.core.pages import ConfirmPage, FormPage
from secretariat.core.pages.base import Crumb
from secretariat.evaluation import rules, services
from secretariat.evaluation.forms import BecauseForm, ChangeFindingForm
from secretariat.evaluation.models import EvaluationRecommendation, Finding
from secretariat.recommendations.models import Recommendation

WITH = ("event__deliverable__owner__party", "program__unit__party", "program__program", "program__report")


class OfFinding(FormPage):
    """A form about one finding."""

    abstract = True
    rule = rules.may_evaluate
    door = "work"
    subject: Finding

    def load(self) -> None:
        rows = Finding.objects.visible_to(self.viewer).select_related(*WITH)
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])

    def crumbs(self) -> list[Crumb]:
        about = self.subject.evaluation
        return [(str(about), about.get_absolute_url())]

    def done_url(self) -> str:
        return self.subject.evaluation.get_absolute_url()


class FindingChangePage(OfFinding):
    """Change what was found."""

    title = gettext_lazy("Change a finding")
    form_class = ChangeFindingForm

    def initial(self) -> dict[str, Any]:
        return {"text": self.subject.text, "audience": self.subject.audience}

    def perform(self, form: Any) -> None:
        services.change_finding(self.subject, **form.cleaned_data, by=self.viewer)


class FindingRecommendPage(OfFinding):
    """Recommend something because of a finding."""

    title = gettext_lazy("Recommend something")
    form_class = BecauseForm
    done = gettext_lazy("Recorded.")

    def load(self) -> None:
        super().load()
        self.made: Recommendation | None = None
        self.intro = _("Because of: %(finding)s") % {"finding": self.subject.text}

    def initial(self) -> dict[str, Any]:
        return {"audience": int(Audience.SECRETARIAT), "owner": self.subject.unit.party_id}

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def perform(self, form: Any) -> None:
        self.made = services.recommend_because(self.subject, **form.facts(), by=self.viewer, on=self.today)

    def done_url(self) -> str:
        return str((self.made or self.subject.evaluation).get_absolute_url())


class FindingWithdrawPage(ConfirmPage):
    """Say that something was not found after all."""

    rule = rules.may_evaluate
    door = "work"
    title = gettext_lazy("Withdraw a finding")
    submit_label = gettext_lazy("Withdraw")
    subject: Finding

    def load(self) -> None:
        rows = Finding.objects.visible_to(self.viewer).select_related(*WITH)
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])
        self.question = _("Was this not found after all: “%(what)s”?") % {"what": self.subject.text}

    def crumbs(self) -> list[Crumb]:
        about = self.subject.evaluation
        return [(str(about), about.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.withdraw_finding(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        return self.subject.evaluation.get_absolute_url()


class RecommendedWithdrawPage(ConfirmPage):
    """Take back that a recommendation follows from a finding."""

    rule = rules.may_evaluate
    door = "work"
    title = gettext_lazy("Does not follow from it")
    submit_label = gettext_lazy("Take back")
    subject: EvaluationRecommendation

    def load(self) -> None:
        with_finding = [f"finding__{each}" for each in WITH]
        rows = EvaluationRecommendation.objects.visible_to(self.viewer).select_related("recommendation", *with_finding)
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])
        words = {"what": self.subject.recommendation, "finding": self.subject.finding}
        self.question = _("Does “%(what)s” not follow from “%(finding)s”?") % words

    def crumbs(self) -> list[Crumb]:
        about = self.subject.finding.evaluation
        return [(str(about), about.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.unlink_recommendation(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        return self.subject.finding.evaluation.get_absolute_url()

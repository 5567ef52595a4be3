"""Pages on which people write in a report and review what others wrote."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.history import version_of
from secretariat.core.pages import FormPage
from secretariat.core.pages.base import Crumb
from secretariat.reports import rules, services
from secretariat.reports.desk import paragraphs
from secretariat.reports.forms import NarrativeForm
from secretariat.reports.models import Narrative, Report
from secretariat.reports.registry import find_kind

WITH = ("report__body__party", "report__unit__party", "report__owner__party")
NAMES = dict(settings.LANGUAGES)


class NarrativePage(FormPage):
    """Write what a section says in a language."""

    rule = rules.may_write
    door = "work"
    form_class = NarrativeForm
    done = gettext_lazy("Saved. Somebody else reviews it.")
    subject: Report

    def load(self) -> None:
        rows = Report.objects.visible_to(self.viewer).select_related("body__party", "unit__party", "owner__party")
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])
        kind = find_kind(self.subject.kind)
        section = kind.section(self.kwargs["section"]) if kind else None
        self.code = self.kwargs["language"]
        if section is None or not section.narrative or self.code not in NAMES or not self.subject.is_open:
            raise Http404
        self.title = _("%(section)s, %(language)s") % {"section": section.title, "language": NAMES[self.code]}
        texts = Narrative.objects.filter(report=self.subject, section=section.key)
        self.texts = {each.language: each for each in texts}

    def crumbs(self) -> list[Crumb]:
        return [(_("Reports"), reverse("reports")), (str(self.subject), self.subject.get_absolute_url())]

    def initial(self) -> dict[str, Any]:
        known = self.texts.get(self.code)
        return {"text": known.text if known else ""}

    def form_options(self) -> dict[str, Any]:
        return {"language": self.code}

    def _version(self) -> str:
        known = self.texts.get(self.code)
        return version_of(known) if known else ""

    def perform(self, form: Any) -> None:
        text = form.cleaned_data["text"]
        services.write_narrative(
            self.subject, section=self.kwargs["section"], language=self.code, text=text, by=self.viewer
        )


class NarrativeReviewPage(FormPage):
    """Say that what somebody else wrote may stand."""

    rule = rules.may_review
    door = "work"
    template_name = "reports/review.html"
    title = gettext_lazy("Review a text")
    submit_label = gettext_lazy("It may stand")
    form_class = forms.Form
    done = gettext_lazy("Reviewed.")
    subject: Narrative

    def load(self) -> None:
        rows = Narrative.objects.visible_to(self.viewer).select_related(*WITH)
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])
        kind = find_kind(self.subject.report.kind)
        section = kind.section(self.subject.section) if kind else None
        said = {"section": section.title if section else self.subject.section, "language": NAMES[self.subject.language]}
        self.intro = _("May this stand in “%(section)s” (%(language)s)?") % said

    def get_context(self) -> dict[str, Any]:
        text = {"text": paragraphs(self.subject.text), "language": self.subject.language}
        return {**super().get_context(), **text}

    def crumbs(self) -> list[Crumb]:
        report = self.subject.report
        return [(_("Reports"), reverse("reports")), (str(report), report.get_absolute_url())]

    def perform(self, form: Any) -> None:
        services.review_narrative(self.subject, by=self.viewer)

    def done_url(self) -> str:
        return self.subject.report.get_absolute_url()

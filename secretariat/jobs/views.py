"""Jobs, for administrators: how each stands, what ran, and what failed."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Words, table
from secretariat.core.pages import ConfirmPage, ListPage
from secretariat.jobs.columns import RUNS, STANDINGS
from secretariat.jobs.filters import RunFilters
from secretariat.jobs.models import Run
from secretariat.jobs.queries import standings
from secretariat.jobs.rules import may_retry_job, may_see_jobs
from secretariat.jobs.services import retry_run


class JobsPage(ListPage):
    """Every job with its newest run and when it is due next; below, the runs, the newest first."""

    rule = may_see_jobs
    title = gettext_lazy("Jobs")
    template_name = "jobs/jobs.html"
    columns = RUNS
    filters = RunFilters
    order = "-due"
    sub = gettext_lazy("What the worker does by itself. All times are universal time.")

    def records(self) -> Any:
        return Run.objects.visible_to(self.viewer)

    def get_context(self) -> dict[str, Any]:
        rows = standings(self.viewer, now=timezone.now())
        return {**super().get_context(), "standings": table(STANDINGS, rows)}


class JobRetryPage(ConfirmPage):
    """Have a failed run begun again."""

    rule = may_retry_job
    title = gettext_lazy("Run again")
    submit_label = gettext_lazy("Run again")
    done = gettext_lazy("The worker takes it up within seconds.")

    def load(self) -> None:
        self.run = get_object_or_404(Run.objects.visible_to(self.viewer), pk=self.kwargs["id"])

    def crumbs(self) -> list[tuple[Any, str]]:
        return [(_("Jobs"), reverse("jobs"))]

    @property
    def question(self) -> str:  # type: ignore[override]
        return _("Run “%(job)s” again?") % {"job": self.run.label}

    def consequences(self) -> list[Words]:
        return [
            _("It begins anew, with all its attempts before it."),
            _("What it has done already is not done twice."),
        ]

    def perform(self, form: Any) -> None:
        retry_run(self.run, by=self.viewer, at=timezone.now(), reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        return reverse("jobs")

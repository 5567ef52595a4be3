"""Progress on a day: as table, charts and map, as a file, and as JSON."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core import charts
from secretariat.core.csv_files import csv_file
from secretariat.core.dates import written_date
from secretariat.core.pages import BoardPage
from secretariat.core.pages.base import Crumb
from secretariat.core.rules import anyone
from secretariat.delivery import boards
from secretariat.delivery.choices import ProgressBy
from secretariat.delivery.queries import Board, day_asked, held_by_month, progress_board
from secretariat.delivery.schemas import board_as_json
from secretariat.plans.models import Plan
from secretariat.plans.queries import present_plan


class AskForm(forms.Form):
    """Which plan, and on which day."""

    by = forms.ChoiceField(choices=ProgressBy.choices, widget=forms.HiddenInput, required=False)
    plan = forms.ChoiceField(label=gettext_lazy("Plan"))
    on = forms.DateField(
        label=gettext_lazy("As it was on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class OfProgress(BoardPage):
    """A page on the progress of a plan (``?plan=``), by something (``?by=``), on a day (``?on=``)."""

    abstract = True
    rule = anyone
    door = "work"
    plan: Plan | None
    on: datetime.date

    def load(self) -> None:
        self.by = self._asked_by()
        self.plan = self.subject = self._asked_plan()
        self.on = self._asked_day()

    def _asked_by(self) -> ProgressBy:
        words = self.request.GET.get("by") or ProgressBy.AREA.value
        if words not in ProgressBy.values:
            raise Http404
        return ProgressBy(words)

    def _asked_plan(self) -> Plan | None:
        """Return the plan named in the address, else that of today. Errors: Http404 for one that is hidden."""
        slug = self.request.GET.get("plan", "")
        if not slug:
            return present_plan(self.viewer, on=self.today)
        plan = Plan.objects.visible_to(self.viewer).select_related("document").filter(document__slug=slug).first()
        if plan is None:
            raise Http404
        return plan

    def _asked_day(self) -> datetime.date:
        usual = day_asked(self.plan, self.today) if self.plan else self.today
        try:
            return datetime.date.fromisoformat(self.request.GET.get("on") or usual.isoformat())
        except ValueError as error:
            raise Http404 from error

    def board(self) -> Board | None:
        return progress_board(self.plan, self.viewer, by=self.by, on=self.on) if self.plan else None

    def address(self, route: str, **changes: str) -> str:
        asked = {"plan": self.plan.document.slug if self.plan else "", "by": self.by.value, "on": self.on.isoformat()}
        return f"{reverse(route)}?{urlencode({**asked, **changes})}"


class ProgressPage(OfProgress):
    """How far a plan is: what was held of what was planned, what is coming, what is late."""

    rule = anyone
    title = gettext_lazy("Progress")
    template_name = "delivery/progress.html"

    def crumbs(self) -> list[Crumb]:
        return [(_("Work"), reverse("deliverables"))]

    def get_context(self) -> dict[str, Any]:
        board = self.board()
        shown = {**super().get_context(), "by_tabs": self._tabs(), "filter_form": self._form()}
        if board is None or self.plan is None:
            return {**shown, "empty": {"title": _("No plan was adopted by this day"), "text": ""}}
        heads, rows = boards.board_rows(board)
        drawn = boards.board_charts(board)
        if self.by == ProgressBy.AREA:
            months = held_by_month(self.plan, self.viewer, on=self.on)
            drawn.append(("months", boards.months_chart(self.plan, months)))
        return {
            **shown,
            "sub": _("%(plan)s, as it was on %(day)s") % {"plan": self.plan, "day": written_date(self.on)},
            "kpis": boards.board_figures(board),
            "columns": heads,
            "rows": rows,
            "charts": [charts.shown(chart, key) for key, chart in drawn],
            "notes": boards.board_notes(board),
            "exports": [
                {"label": _("Download (CSV)"), "url": self.address("progress-csv")},
                {"label": _("Data"), "url": self.address("progress-json")},
            ],
        }

    def _tabs(self) -> list[dict[str, Any]]:
        return [
            {
                "label": boards.sentence(each.label),
                "url": self.address("progress", by=each.value),
                "current": each == self.by,
            }
            for each in ProgressBy
        ]

    def _form(self) -> AskForm:
        slug = self.plan.document.slug if self.plan else ""
        form = AskForm(initial={"by": self.by.value, "plan": slug, "on": self.on})
        plans = Plan.objects.visible_to(self.viewer).filter(adopted_on__isnull=False).order_by("-starts_on")
        titles = plans.values_list("document__slug", "title")
        form.fields["plan"].choices = [(key, str(title)) for key, title in titles]  # type: ignore[attr-defined]
        return form


class ProgressCsv(OfProgress):
    """The same as a table to download."""

    rule = anyone

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        board = self.board()
        if board is None:
            raise Http404
        heads, rows = boards.csv_rows(board)
        return csv_file(f"{board.plan.document.slug}-{self.by.value}-{self.on}.csv", heads, rows)


class ProgressData(OfProgress):
    """The same as JSON."""

    rule = anyone

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        board = self.board()
        if board is None:
            raise Http404
        return JsonResponse(board_as_json(board))

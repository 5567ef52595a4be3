"""Pages on a plan's numbers, and on the difference between two of its versions."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell
from secretariat.core.rules import anyone
from secretariat.plans import columns
from secretariat.plans.choices import AmendmentState, NumbersBy
from secretariat.plans.models import ADOPTED, TODAY, Version
from secretariat.plans.queries import (
    Difference,
    NumberRow,
    PlannedNumbers,
    difference,
    planned_numbers,
    version_name,
)
from secretariat.plans.views.plans import OfPlan

FILTER_OF = {NumbersBy.AREA: "area", NumbersBy.KIND: "kind", NumbersBy.UNIT: "owner", NumbersBy.TOPIC: "topic"}
HEAD_OF = {
    NumbersBy.AREA: gettext_lazy("Work area"),
    NumbersBy.KIND: gettext_lazy("Kind"),
    NumbersBy.UNIT: gettext_lazy("Unit"),
    NumbersBy.TOPIC: gettext_lazy("Topic"),
}


class OfNumbers(OfPlan):
    """A page on a plan's numbers (``?by=``)."""

    abstract = True

    def load(self) -> None:
        super().load()
        asked = self.request.GET.get("by", "") or NumbersBy.AREA.value
        if asked not in NumbersBy.values:
            raise Http404
        self.by = NumbersBy(asked)

    def numbers(self) -> PlannedNumbers:
        return planned_numbers(self.plan, self.viewer, self.by, self.version)


class PlanNumbersPage(OfNumbers):
    """Planned numbers by area, kind, unit or topic: bars, table, download."""

    rule = anyone
    template_name = "plans/numbers.html"

    def get_context(self) -> dict[str, Any]:
        numbers, heads = self.numbers(), columns.figure_heads(HEAD_OF[self.by])
        total = [Cell(_("The plan")), *columns.figure_cells(numbers.total, self.plan, self.version)]
        download = reverse("plan-numbers-csv", args=(self.plan.document.slug,))
        return {
            **super().get_context(),
            "title": _("Planned numbers"),
            "sub": f"{self.plan} · {version_name(self.version).lower()}",
            "version_tabs": self.version_tabs(),
            "number_tabs": self.number_tabs(self.by.value),
            "bars": self._bars(numbers.rows),
            "columns": heads,
            "rows": columns.cells_of(heads, [*([self._name(row), *self._cells(row)] for row in numbers.rows), total]),
            "is_overlapping": numbers.is_overlapping,
            "download": f"{download}?{urlencode({'by': self.by.value, 'version': self.version.key})}",
        }

    def _filter(self, row: NumberRow) -> dict[str, str]:
        return {FILTER_OF[self.by]: row.heading.key}

    def _url(self, row: NumberRow) -> str:
        return columns.lines_url(self.plan, self.version, **self._filter(row))

    def _name(self, row: NumberRow) -> Cell:
        return Cell(row.heading.label, self._url(row))

    def _cells(self, row: NumberRow) -> list[Cell]:
        return columns.figure_cells(row.figures, self.plan, self.version, **self._filter(row))

    def _bars(self, rows: Sequence[NumberRow]) -> list[dict[str, Any]]:
        """Return the bars; the longest is a hundred wide, and a line without a number is a word, not a bar."""
        longest = max((row.figures.planned for row in rows), default=0) or 1
        return [
            {
                "label": row.heading.label,
                "url": self._url(row),
                "value": row.figures.planned,
                "width": f"{row.figures.planned * 100 / longest:.2f}" if row.figures.planned else "",
                "besides": columns.besides(row.figures),
            }
            for row in rows
        ]


class PlanNumbersCsv(OfNumbers):
    """The same numbers as a table to download."""

    rule = anyone

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        numbers = self.numbers()
        name = f"{self.plan.document.slug}-{self.by.value}-{self.version.key}.csv"
        response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        writer = csv.writer(response)
        writer.writerow([str(HEAD_OF[self.by]), *(str(label) for _name, label, _narrower in columns.FIGURES)])
        for row in numbers.rows:
            writer.writerow([columns.without_formula(row.heading.label), *columns.figure_values(row.figures)])
        writer.writerow([_("The plan"), *columns.figure_values(numbers.total)])
        return response


class PlanDifferencePage(OfPlan):
    """What differs between two versions of a plan (``?from=`` and ``?to=``)."""

    rule = anyone
    template_name = "plans/difference.html"

    def load(self) -> None:
        super().load()
        self.before = self.asked_version("from", ADOPTED)
        self.after = self.asked_version("to", TODAY)

    def get_context(self) -> dict[str, Any]:
        found = difference(self.plan, self.viewer, self.before, self.after)
        return {
            **super().get_context(),
            "title": _("Difference"),
            "sub": f"{self.plan}: {version_name(self.before)} → {version_name(self.after)}",
            "version_tabs": [*self._tabs()],
            "kpis": self._figures(found),
            "choices": self._choices(),
            "sections": columns.difference_sections(found),
            "is_empty": found.is_empty,
        }

    def _tabs(self) -> list[dict[str, Any]]:
        address = self.plan.get_absolute_url()
        tabs = [
            {"label": version_name(each), "url": f"{address}?{urlencode({'version': each.key})}"}
            for each in (ADOPTED, TODAY)
        ]
        return [*tabs, {"label": _("Difference"), "url": self.request.path, "current": True}]

    def _figures(self, found: Difference) -> list[dict[str, Any]]:
        before, after = found.before.figures.planned, found.after.figures.planned
        return [
            {"value": before, "label": version_name(self.before), "url": columns.plan_url(self.plan, self.before)},
            {"value": after, "label": version_name(self.after), "url": columns.plan_url(self.plan, self.after)},
            {"value": columns.signed(found.signed), "label": _("deliverables planned"), "url": "#changed"},
            {"value": len(found.lines), "label": _("lines differ"), "url": "#changed"},
        ]

    def _choices(self) -> list[dict[str, Any]]:
        """Return the two selects; nothing to choose where the plan was never amended."""
        adopted = self.plan.amendments.filter(state=AmendmentState.ADOPTED).order_by("number")
        versions = [ADOPTED, *(Version(str(each.number), through=each.number) for each in adopted), TODAY]
        if len(versions) == 2:
            return []
        named = (("from", _("From"), self.before), ("to", _("To"), self.after))
        return [
            {
                "name": name,
                "label": label,
                "options": [(each.key, version_name(each), each.key == chosen.key) for each in versions],
            }
            for name, label, chosen in named
        ]

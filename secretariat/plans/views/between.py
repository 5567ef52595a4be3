"""What differs in a plan between two days, as a page and as a file."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.columns import Cell, Column, table
from secretariat.core.csv_files import csv_file
from secretariat.core.dates import written_date
from secretariat.core.pages import Action
from secretariat.core.pages.history import BetweenForm, end_of
from secretariat.core.rules import anyone
from secretariat.plans import columns
from secretariat.plans.models import Activity, Answer
from secretariat.plans.queries import BetweenDays, between_days
from secretariat.plans.views.plans import OfPlan


def _line(line: Activity) -> Cell:
    return Cell(line.address, line.get_absolute_url(), css="symbol")


def _mandate(link: Answer) -> Cell:
    return Cell(str(link.mandate), link.mandate.get_absolute_url())


CORRECTED = (
    Column("line", gettext_lazy("Line"), lambda row: _line(row.line)),
    Column("field", gettext_lazy("What"), lambda row: row.field.title),
    Column("before", gettext_lazy("Before"), lambda row: row.field.before or "–"),
    Column("after", gettext_lazy("After"), lambda row: row.field.after or "–"),
)
DECIDED = (
    Column("line", gettext_lazy("Line"), lambda row: _line(row.link.activity)),
    Column("mandate", gettext_lazy("Mandate"), lambda row: _mandate(row.link)),
    Column("before", gettext_lazy("Before"), lambda row: row.before or "–"),
    Column("after", gettext_lazy("After"), lambda row: row.after or "–"),
)


class PlanBetweenPage(OfPlan):
    """Lines added, dropped and changed by amendments, lines corrected, and links decided between two days."""

    rule = anyone
    template_name = "plans/between.html"

    def asked(self) -> BetweenForm:
        year_ago = self.today - datetime.timedelta(days=365)
        given = self.request.GET if "since" in self.request.GET else {"since": year_ago, "until": self.today}
        form = BetweenForm(given)
        form.is_valid()
        return form

    def found(self, days: dict[str, Any]) -> BetweenDays:
        return between_days(self.plan, self.viewer, **days, moments=(end_of(days["since"]), end_of(days["until"])))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.asked()
        shown: dict[str, Any] = {"form": form, "title": _("%(plan)s, between two days") % {"plan": self.plan}}
        if form.errors:
            return self.answer(status=422, **shown)
        found = self.found(form.cleaned_data)
        return self.answer(**shown, **self._shown(found, form.cleaned_data))

    def actions(self) -> list[Action]:
        query = self.request.GET.copy()
        query.pop("language", None)
        place = reverse("plan-between-csv", args=(self.plan.document.slug,))
        return [Action(_("Download as CSV"), f"{place}?{query.urlencode()}")]

    def _shown(self, found: BetweenDays, days: dict[str, Any]) -> dict[str, Any]:
        written = {name: written_date(day) for name, day in days.items()}
        said = _("Between %(since)s and %(until)s: %(changes)s.") % {**written, "changes": ", ".join(_counted(found))}
        nothing = _("Nothing differs between %(since)s and %(until)s.") % written
        return {"summary": nothing if found.is_empty else said, "sections": _sections(found)}


class PlanBetweenCsv(PlanBetweenPage):
    """The same as a file, a line for each change."""

    rule = anyone

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.asked()
        if form.errors:
            return self.answer(status=422, form=form, title=self.plan)
        rows = _file_rows(self.found(form.cleaned_data))
        heads = [_("Change"), _("Line"), _("What"), _("Before"), _("After"), _("Difference")]
        return csv_file(f"{self.plan.document.slug}-between.csv", heads, rows)


def _sections(found: BetweenDays) -> list[dict[str, Any]]:
    more = [
        ("corrected", _("Lines corrected"), table(CORRECTED, found.corrected)),
        ("decided", _("Links that changed"), table(DECIDED, found.decided)),
    ]
    shown = [{"key": key, "title": title, "table": rows} for key, title, rows in more if rows.rows]
    return [*columns.difference_sections(found.lines), *shown]


def _file_rows(found: BetweenDays) -> Iterator[list[str]]:
    """Yield a line for each change: what sort it is, the plan line, what differs, before, after, by how many."""
    lines = found.lines
    for sort, changes in ((_("changed"), lines.changed), (_("added"), lines.added), (_("dropped"), lines.dropped)):
        for each in changes:
            at = each.line.activity
            yield [sort, at.address, str(at.title), each.words_before, each.words_after, columns.signed(each.signed)]
    for sort, projects in ((_("added"), lines.projects_added), (_("dropped"), lines.projects_dropped)):
        for project in projects:
            yield [sort, project.address, str(project.title), "", "", ""]
    for fixed in found.corrected:
        yield [_("corrected"), fixed.line.address, fixed.field.title, fixed.field.before, fixed.field.after, ""]
    for link in found.decided:
        yield [_("link changed"), link.link.activity.address, str(link.link.mandate), link.before, link.after, ""]


def _counted(found: BetweenDays) -> list[str]:
    counts: list[tuple[int, Callable[[int], str]]] = [
        (len(found.lines.added), lambda n: ngettext("%(n)d line is new", "%(n)d lines are new", n)),
        (len(found.lines.dropped), lambda n: ngettext("%(n)d line is dropped", "%(n)d lines are dropped", n)),
        (len(found.lines.changed), lambda n: ngettext("%(n)d line promises another", "%(n)d lines promise others", n)),
        (len(found.corrected), lambda n: ngettext("%(n)d correction", "%(n)d corrections", n)),
        (len(found.decided), lambda n: ngettext("%(n)d link changed", "%(n)d links changed", n)),
    ]
    return [words(count) % {"n": count} for count, words in counts if count]

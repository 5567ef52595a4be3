"""What differs in the structure between two days: as it held, or as the records showed it on each day."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Words
from secretariat.core.csv_files import csv_file
from secretariat.core.dates import written_date
from secretariat.core.pages import Action, BoardPage
from secretariat.core.pages.history import BetweenForm, end_of
from secretariat.core.rules import anyone
from secretariat.organization.models import Order
from secretariat.organization.queries import Difference, difference
from secretariat.organization.wording import summary_of, told


class Axis(models.TextChoices):
    """By which time two days are compared."""

    HELD = "held", gettext_lazy("what held on each day, as we know it today")
    KNOWN = "known", gettext_lazy("what our records showed on each day")


class StructureBetweenForm(BetweenForm):
    """Two days, and the axis."""

    axis = forms.ChoiceField(label=gettext_lazy("Compare"), choices=Axis, required=False)


class StructureBetweenPage(BoardPage):
    """Units, heads and functions that differ between two days."""

    rule = anyone
    door = "structure"
    title = gettext_lazy("The structure between two days")
    template_name = "organization/between.html"

    def crumbs(self) -> list[tuple[Words, str]]:
        return [(_("Structure"), reverse("structure"))]

    def actions(self) -> list[Action]:
        query = self.request.GET.copy()
        query.pop("language", None)
        return [Action(_("Download as CSV"), f"{reverse('structure-between-csv')}?{query.urlencode()}")]

    def asked(self) -> StructureBetweenForm:
        year_ago = self.today - datetime.timedelta(days=365)
        given = self.request.GET if "since" in self.request.GET else {"since": year_ago, "until": self.today}
        form = StructureBetweenForm(given)
        form.is_valid()
        return form

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.asked()
        if form.errors:
            return self.answer(status=422, form=form)
        orders = self._orders(form.cleaned_data)
        return self.answer(form=form, **self._shown(orders, form.cleaned_data))

    def found(self, asked: dict[str, Any]) -> Difference | None:
        """Return the difference; None where no structure is recorded for one of the days."""
        before, after = self._orders(asked)
        return difference(after, before) if before is not None and after is not None else None

    def _orders(self, asked: dict[str, Any]) -> tuple[Order | None, Order | None]:
        visible = Order.objects.visible_to(self.viewer).select_related("document")
        days = asked["since"], asked["until"]
        if asked["axis"] == Axis.KNOWN:
            before, after = (visible.known_on(day, end_of(day)) for day in days)
        else:
            before, after = (visible.in_force_on(day) for day in days)
        return before, after

    def _shown(self, orders: tuple[Order | None, Order | None], asked: dict[str, Any]) -> dict[str, Any]:
        before, after = orders
        axis = Axis(asked["axis"] or Axis.HELD).label
        if before is None or after is None:
            missing = written_date(asked["since"] if before is None else asked["until"])
            return {"axis": axis, "summary": _("No structure is recorded for %(day)s.") % {"day": missing}}
        found = difference(after, before)
        days = {"since": written_date(asked["since"]), "until": written_date(asked["until"])}
        nothing = _("Nothing differs between %(since)s and %(until)s.") % days
        words = {**days, "changes": ", ".join(summary_of(found))}
        said = _("Between %(since)s and %(until)s: %(changes)s.") % words if found else nothing
        return {"axis": axis, "summary": said, "orders": (before, after), "groups": told(found)}


class StructureBetweenCsv(StructureBetweenPage):
    """The same as a file, a line for each change."""

    rule = anyone

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.asked()
        if form.errors:
            return self.answer(status=422, form=form)
        found = self.found(form.cleaned_data)
        rows = [row for group in (told(found) if found is not None else []) for row in _rows(group)]
        heads = [_("Change"), _("What"), _("Note"), _("Field"), _("Before"), _("After")]
        return csv_file("structure-between.csv", heads, rows)


def _rows(group: Any) -> list[list[str]]:
    return [
        [str(group.title), row.what.text, row.note, *detail]
        for row in group.rows
        for detail in [[each.label, each.before, each.after] for each in row.details] or [["", "", ""]]
    ]

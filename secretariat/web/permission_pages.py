"""The matrix of permissions as a page, and as a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, table
from secretariat.core.csv_files import csv_file
from secretariat.core.pages import Action, BoardPage
from secretariat.core.rules import holds
from secretariat.parties.choices import RoleKind
from secretariat.web.matrix import Line, Opens, columns, lines

TONES = {Opens.YES: "done", Opens.NO: "none", Opens.BY_RECORD: "wait"}


class MatrixForm(forms.Form):
    """Which part of the matrix."""

    text = forms.CharField(label=gettext_lazy("Address or rule"), required=False, max_length=100)
    role = forms.ChoiceField(
        label=gettext_lazy("Opened by"), required=False, choices=lambda: [("", gettext_lazy("all")), *columns()]
    )


class PermissionsPage(BoardPage):
    """Which role opens which page; made from the rules that guard the pages, so it cannot be out of date."""

    rule = holds(RoleKind.ADMINISTRATOR)
    title = gettext_lazy("Permissions")
    sub = gettext_lazy("Which role opens which page. What one sees on it is still only what is visible to them.")
    template_name = "web/permissions.html"

    def actions(self) -> list[Action]:
        query = self.request.GET.copy()
        query.pop("language", None)
        return [Action(_("Download as CSV"), f"{reverse('permissions-csv')}?{query.urlencode()}")]

    def get_context(self) -> dict[str, Any]:
        form, found = self.asked()
        return {
            **super().get_context(),
            "form": form,
            "matrix_table": table(_columns(), found, empty=_("No page fits.")),
        }

    def asked(self) -> tuple[MatrixForm, list[Line]]:
        """Return the form and the lines that fit it; none where it is wrongly filled in."""
        form = MatrixForm(self.request.GET)
        if not form.is_valid():
            return form, []
        words, role = form.cleaned_data["text"].casefold(), form.cleaned_data["role"]
        place = [name for name, _label in columns()].index(role) if role else None
        fitting = [line for line in lines() if words in f"{line.name} {line.address} {line.rule}".casefold()]
        return form, [line for line in fitting if place is None or line.opens[place] is not Opens.NO]


class PermissionsCsv(PermissionsPage):
    """The same as a file."""

    rule = holds(RoleKind.ADMINISTRATOR)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        _form, found = self.asked()
        heads = [_("Page"), _("Address"), _("Rule"), *(label for _name, label in columns())]
        rows = ([line.name, line.address, line.rule, *(each.words for each in line.opens)] for line in found)
        return csv_file("permissions.csv", heads, rows)


def _columns() -> list[Column]:
    own = [
        Column("address", _("Address"), lambda line: Cell(line.address, css="symbol", title=line.name)),
        Column("rule", _("Rule"), lambda line: line.rule),
    ]
    return [*own, *(Column(name, label, _opens(place)) for place, (name, label) in enumerate(columns()))]


def _opens(place: int) -> Any:
    return lambda line: Cell(str(line.opens[place].words), tone=TONES[line.opens[place]])

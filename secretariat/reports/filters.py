"""What a reader may ask of the list of reports."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import alphabetical
from secretariat.core.viewer import Viewer
from secretariat.parties.models import Party
from secretariat.reports.choices import ReportState
from secretariat.reports.models import Report
from secretariat.reports.registry import report_kinds
from secretariat.reports.rules import may_see_drafts


def bodies(request: Any) -> QuerySet[Party]:
    """Return the bodies on which there is a report that the reader may see."""
    rows = Report.objects.visible_to(request.viewer).filter(body__party=OuterRef("pk"))
    return Party.objects.filter(Exists(rows)).order_by(alphabetical("name"))


def units(request: Any) -> QuerySet[Party]:
    """Return the units on which there is a report that the reader may see."""
    rows = Report.objects.visible_to(request.viewer).filter(unit__party=OuterRef("pk"))
    return Party.objects.filter(Exists(rows)).order_by(alphabetical("name"))


def kinds(viewer: Viewer) -> list[tuple[str, Any]]:
    """Return the kinds of report that a reader may come across."""
    inside = may_see_drafts.test(viewer)
    return [(each.name, each.title) for each in report_kinds() if inside or not each.of_unit]


class ReportFilter(django_filters.FilterSet):
    """Reports by what they are, on which body or unit, how far."""

    kind = django_filters.ChoiceFilter(label=_("Report"), choices=(), empty_label=_("any"))
    body = django_filters.ModelChoiceFilter(
        label=_("Body"), queryset=bodies, field_name="body__party", to_field_name="slug", empty_label=_("any")
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=units, field_name="unit__party", to_field_name="slug", empty_label=_("any")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=ReportState.choices, empty_label=_("any"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.filters["kind"].extra["choices"] = kinds(self.request.viewer)
        if not may_see_drafts.test(self.request.viewer):
            del self.filters["unit"]  # nobody else is told of reports on units

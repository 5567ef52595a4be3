"""What a reader may ask of the list of reports."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import alphabetical
from secretariat.parties.models import Party
from secretariat.reports.choices import ReportState
from secretariat.reports.models import Report
from secretariat.reports.registry import report_kinds


def bodies(request: Any) -> QuerySet[Party]:
    """Return the bodies on which there is a report that the reader may see."""
    rows = Report.objects.visible_to(request.viewer).filter(body__party=OuterRef("pk"))
    return Party.objects.filter(Exists(rows)).order_by(alphabetical("name"))


def kinds() -> list[tuple[str, Any]]:
    return [(each.name, each.title) for each in report_kinds()]


class ReportFilter(django_filters.FilterSet):
    """Reports by what they are, on which body, how far."""

    kind = django_filters.ChoiceFilter(label=_("Report"), choices=kinds, empty_label=_("any"))
    body = django_filters.ModelChoiceFilter(
        label=_("Body"), queryset=bodies, field_name="body__party", to_field_name="slug", empty_label=_("any")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=ReportState.choices, empty_label=_("any"))

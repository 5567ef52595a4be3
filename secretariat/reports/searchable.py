"""Issued reports in the search box; what people wrote in them is found with them."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils import translation

from secretariat.core.choices import Audience
from secretariat.core.gates import open_to
from secretariat.core.languages import LANGUAGES
from secretariat.core.search_registry import Entry, Searchable, in_each_language, make_searchable, that_had
from secretariat.reports.choices import ReportState
from secretariat.reports.models import Narrative, Report
from secretariat.reports.registry import find_kind


def _reports() -> models.QuerySet[Any]:
    rows = Report.objects.select_related("body__party", "unit__party", "owner", "document")
    return rows.prefetch_related("narratives")


def _entry(report: Report) -> Entry:
    issued = report.state == ReportState.ISSUED
    texts: dict[str, list[str]] = {code: [_about(report, code)] for code in LANGUAGES}
    for each in report.narratives.all():
        texts[each.language].append(each.text)
    return Entry(
        gates=open_to(report.audience if issued else Audience.SECRETARIAT),
        titles=in_each_language(report),
        texts=texts,
        names=[str(report.document)] if report.document else [],
        facets={
            "body": [report.body.party_id] if report.body else [],
            "unit": [report.owner.party_id],
            "year": sorted({report.starts_on.year, report.ends_on.year}),
        },
    )


def _about(report: Report, language: str) -> str:
    kind = find_kind(report.kind)
    with translation.override(language):
        return str(kind.about) if kind else ""


make_searchable(
    Searchable({"report": Report}, Report, _reports, _entry, touched_by={Narrative: that_had(Narrative, "report_id")})
)

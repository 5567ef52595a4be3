"""Reports as cells and lists."""

from __future__ import annotations

from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column
from secretariat.core.dates import written_date
from secretariat.reports.choices import TONES, NarrativeState, ReportState
from secretariat.reports.models import Narrative, Report
from secretariat.reports.registry import title_of


def state_cell(report: Report) -> Cell:
    """Say how far a report is."""
    state = ReportState(report.state)
    return Cell(str(state.label), tone=TONES[state].value)


def symbol_cell(report: Report) -> Cell:
    """Lead to the document as which it was issued."""
    return Cell(str(report.document), report.document.get_absolute_url(), css="symbol") if report.document else Cell("")


def narrative_cell(narrative: Narrative | None, href: str, empty: str) -> Cell:
    """Say how far a text is, and lead to where it is written."""
    if narrative is None:
        return Cell(empty, href)
    tone = "done" if narrative.state == NarrativeState.REVIEWED else "wait"
    return Cell(str(narrative.get_state_display()), href, tone=tone)


REPORTS = (
    Column(
        "kind", gettext_lazy("Report"), lambda each: Cell(title_of(each.kind), each.get_absolute_url()), order="kind"
    ),
    Column(
        "body",
        gettext_lazy("Body or unit"),
        lambda each: Cell(each.party.short, each.subject.get_absolute_url()),
        order=lambda: Coalesce("body__party__slug", "unit__party__slug"),
    ),
    Column("period", gettext_lazy("Period"), lambda each: each.period, order="ends_on"),
    Column("symbol", gettext_lazy("Symbol"), symbol_cell),
    Column("issued", gettext_lazy("Issued on"), lambda each: written_date(each.issued_on)),
    Column("state", gettext_lazy("State"), state_cell, order="state"),
)
PANEL = tuple(each for each in REPORTS if each.name != "body")

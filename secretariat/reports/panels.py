"""What pages of other apps show of reports, and the panels of a report."""

from __future__ import annotations

import datetime
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, table
from secretariat.core.fact_registry import Contribution, add_facts
from secretariat.core.pages import fact
from secretariat.core.panel_registry import Panel, add_panel, show_records_of
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party
from secretariat.reports import columns, rules
from secretariat.reports.choices import NarrativeState
from secretariat.reports.models import Narrative, Report
from secretariat.reports.registry import SectionKind, find_kind

TABLE = "panels/table.html"


def _texts(viewer: Viewer, report: Report) -> dict[str, Any]:
    """Return the sections in which people write, with how far each language is."""
    kind = find_kind(report.kind)
    found = {(each.section, each.language): each for each in Narrative.objects.filter(report=report)}
    may_write = report.is_open and rules.may_write.test(viewer, report)
    may_review = report.is_open and rules.may_review.test(viewer, report)

    def cell(section: SectionKind, language: str) -> Cell:
        text = found.get((section.key, language))
        if text is not None and may_review and text.state == NarrativeState.WRITTEN:
            return Cell(_("to be reviewed"), reverse("narrative-review", args=(text.pk,)), tone="wait")
        href = reverse("narrative-write", args=(report.pk, section.key, language)) if may_write else ""
        return columns.narrative_cell(text, href, _("write") if may_write else _("empty"))

    shown = (
        Column("section", gettext_lazy("Section"), _name),
        *(Column(code, name, partial(cell, language=code)) for code, name in settings.LANGUAGES),
    )
    return {"table": table(shown, kind.narratives if kind else [], empty=_("Nobody writes in this report."))}


def _name(section: SectionKind) -> str:
    return _("%(section)s (must be written)") % {"section": section.title} if section.required else str(section.title)


def _may_see_texts(viewer: Viewer, report: Report) -> bool:
    return bool(rules.may_see_drafts.test(viewer))


def _on_party(viewer: Viewer, party: Party) -> dict[str, Any]:
    rows = Report.objects.visible_to(viewer).filter(Q(body__party=party) | Q(unit__party=party))
    found = list(rows.select_related("document").order_by("-ends_on", "id"))
    is_unit = party.kind == PartyKind.UNIT
    empty = _("No report on this unit is on record yet.") if is_unit else _("No report on this body is on record yet.")
    return {"table": table(columns.PANEL, found, empty=empty)}


def _is_told_of(viewer: Viewer, party: Party) -> bool:
    """Whether there are reports on such a party for the viewer: those on units stay inside the secretariat."""
    if party.kind == PartyKind.UNIT:
        return bool(rules.may_see_drafts.test(viewer))
    return party.kind == PartyKind.BODY


def _of_document(viewer: Viewer, document: Document, today: datetime.date) -> Contribution:
    """Lead from a document to the report that it is: its figures open there."""
    rows = Report.objects.visible_to(viewer).select_related("body__party", "unit__party")
    report = rows.filter(document=document).first()
    if report is None:
        return Contribution()
    return Contribution(facts=[fact(_("Report"), Cell(str(report), report.get_absolute_url()))])


add_panel(Report, Panel("texts", gettext_lazy("Narrative"), TABLE, _texts, order=10, shown_to=_may_see_texts))
add_panel(Party, Panel("reports", gettext_lazy("Reports"), TABLE, _on_party, order=70, shown_to=_is_told_of))
add_facts(Document, _of_document, order=60)
show_records_of(Report)

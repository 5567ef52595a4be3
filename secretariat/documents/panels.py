"""What documents show on their own pages and on those of parties."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.columns import Cell, Column, Head, rows_of
from secretariat.core.dates import written_moment
from secretariat.core.history import taken_out
from secretariat.core.pages import fact
from secretariat.core.panel_registry import Panel, add_panel, show_records_of
from secretariat.core.viewer import Viewer
from secretariat.documents import rules
from secretariat.documents.columns import ISSUED, LINEAGE
from secretariat.documents.models import Document, KnownDay, Paragraph, Quotation
from secretariat.documents.queries import lineage_of
from secretariat.parties.models import Party

SHOWN = 20
LONG = 200


def _table(columns: tuple[Column, ...], records: list[Any], empty: str) -> dict[str, Any]:
    return {
        "columns": [Head(column.label, column.numeric) for column in columns],
        "rows": rows_of(columns, records),
        "empty": empty,
    }


def lineage(viewer: Viewer, document: Document) -> dict[str, Any]:
    """Return what a document cites, revises, replaces …, and what does so to it."""
    links = lineage_of(document, viewer)[:LONG]
    return _table(LINEAGE, links, _("No relation to another document is recorded."))


def quotations(viewer: Viewer, document: Document) -> dict[str, Any]:
    """Return whose paragraphs it quotes, and who quotes which of its own; a fact a document."""
    visible = Quotation.objects.visible_to(viewer).select_related("paragraph__document", "by")
    quoting = visible.filter(by=document).order_by("paragraph__document__symbol", "paragraph__position")[:LONG]
    quoted = visible.filter(paragraph__document=document).order_by("by__symbol", "paragraph__position")[:LONG]
    facts: dict[str, list[Cell]] = {}
    for each in quoting:
        label = _("Quotes %(document)s") % {"document": each.paragraph.document}
        facts.setdefault(label, []).append(Cell(each.paragraph.display_number, each.paragraph.get_absolute_url()))
    for each in quoted:
        label = _("Quoted by %(document)s") % {"document": each.by}
        facts.setdefault(label, []).append(Cell(each.paragraph.display_number, each.paragraph.get_absolute_url()))
    return {
        "facts": [fact(label, *cells) for label, cells in facts.items()],
        "empty": _("No quotation is recorded, of it or in it."),
    }


TAKEN_OUT = (
    Column("number", gettext_lazy("Number"), lambda version: version.number),
    Column("words", gettext_lazy("What it said"), lambda version: str(version.summary)),
    Column("when", gettext_lazy("When"), lambda version: written_moment(version.history_date)),
    Column("who", gettext_lazy("Who"), lambda version: str(version.history_user or "")),
    Column("why", gettext_lazy("Why"), lambda version: version.history_change_reason or ""),
)


def paragraphs_taken_out(viewer: Viewer, document: Document) -> dict[str, Any]:
    """Return the paragraphs that were taken out of a draft, the latest first."""
    rows = list(taken_out(Paragraph, document=document)[:LONG])
    return _table(TAKEN_OUT, rows, _("No paragraph was taken out."))


def _lost_paragraphs(viewer: Viewer, document: Document) -> bool:
    """Whether there are such, and the viewer is of those who keep paragraphs: a draft's past is not for its readers."""
    return rules.may_keep_paragraphs.test(viewer) and taken_out(Paragraph, document=document).exists()


def issued(viewer: Viewer, party: Party) -> dict[str, Any]:
    """Return the newest documents of a party, and the way to all."""
    own = Document.objects.visible_to(viewer).filter(issuer=party)
    rows = list(own.order_by(KnownDay("date").desc(), "-id")[: SHOWN + 1])
    shown = _table(ISSUED, rows[:SHOWN], _("No document of this party is recorded."))
    if len(rows) > SHOWN:
        total = own.count()
        words = ngettext("%(total)s document", "All %(total)s documents", total) % {"total": total}
        shown |= {"more_url": f"{reverse('documents')}?issuer={party.slug}", "more_label": words}
    return shown


show_records_of(Document, Paragraph)
add_panel(Document, Panel("lineage", gettext_lazy("Lineage"), "panels/table.html", lineage, order=20))
add_panel(Document, Panel("quotations", gettext_lazy("Quotations"), "panels/facts.html", quotations, order=60))
add_panel(
    Document,
    Panel(
        "taken-out",
        gettext_lazy("Paragraphs taken out"),
        "panels/table.html",
        paragraphs_taken_out,
        order=90,
        shown_to=_lost_paragraphs,
    ),
)
add_panel(Party, Panel("documents", gettext_lazy("Documents issued"), "panels/table.html", issued, order=40))

"""What documents show on their own pages and on those of parties."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.columns import Cell, Column, Head, rows_of
from secretariat.core.dates import written_moment
from secretariat.core.history import taken_out
from secretariat.core.pages import fact
from secretariat.core.panel_registry import Panel, add_panel, show_records_of
from secretariat.core.rules import in_secretariat
from secretariat.core.viewer import Viewer
from secretariat.documents import rules
from secretariat.documents.columns import ISSUED, LANGUAGES_OF, LINEAGE, NUMBERS, InLanguage
from secretariat.documents.models import (
    Document,
    DocumentFile,
    KnownDay,
    LanguageVersion,
    NumberSeries,
    Paragraph,
    Quotation,
    SymbolNumber,
)
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


def languages(viewer: Viewer, document: Document) -> dict[str, Any]:
    """Return the four languages, each with how far it is and its files; a line a file."""
    versions = {each.language: each for each in LanguageVersion.objects.visible_to(viewer).filter(document=document)}
    files: dict[str, list[DocumentFile]] = {}
    for each in DocumentFile.objects.visible_to(viewer).current().filter(document=document).order_by("media_type"):
        files.setdefault(each.language, []).append(each)
    is_led = in_secretariat.test(viewer)
    lines = [
        InLanguage(str(name), versions.get(code), file, is_led)
        for code, name in settings.LANGUAGES
        for file in files.get(code) or [None]  # type: ignore[list-item]
    ]
    return _table(LANGUAGES_OF, lines, "")


REPLACED = (
    Column("name", gettext_lazy("File"), lambda file: Cell(file.name, file.get_absolute_url())),
    Column("language", gettext_lazy("Language"), lambda file: str(file.get_language_display())),
    Column("when", gettext_lazy("Attached at"), lambda file: written_moment(file.brought_at)),
)


def files_replaced(viewer: Viewer, document: Document) -> dict[str, Any]:
    """Return the files that were replaced in the draft or taken out of it, the latest first."""
    rows = DocumentFile.objects.visible_to(viewer).filter(document=document, is_current=False)
    return _table(REPLACED, list(rows.order_by("-brought_at")[:LONG]), _("No file was replaced or taken out."))


def _replaced_files(viewer: Viewer, document: Document) -> bool:
    """Whether there are such that the viewer may see."""
    return DocumentFile.objects.visible_to(viewer).filter(document=document, is_current=False).exists()


def numbers_of_series(viewer: Viewer, series: NumberSeries) -> dict[str, Any]:
    """Return the newest numbers of a series, and the way to all."""
    rows = SymbolNumber.objects.visible_to(viewer).filter(series=series)
    listed = rows.select_related("series", "base", "document").order_by("-id")[: SHOWN + 1]
    columns = tuple(each for each in NUMBERS if each.name != "series")
    shown = _table(columns, list(listed)[:SHOWN], _("No number was asked for yet."))
    if len(listed) > SHOWN:
        shown |= {"more_url": f"{reverse('symbol-numbers')}?series={series.pk}", "more_label": _("All numbers")}
    return shown


def _is_inside(viewer: Viewer, _record: Any) -> bool:
    return bool(in_secretariat.test(viewer))


show_records_of(Document, Paragraph, LanguageVersion, NumberSeries, SymbolNumber)
add_panel(Document, Panel("languages", gettext_lazy("Languages and files"), "panels/table.html", languages, order=10))
add_panel(
    Document,
    Panel(
        "replaced",
        gettext_lazy("Files replaced"),
        "panels/table.html",
        files_replaced,
        order=91,
        shown_to=_replaced_files,
    ),
)
add_panel(
    NumberSeries,
    Panel("numbers", gettext_lazy("Numbers"), "panels/table.html", numbers_of_series, order=10, shown_to=_is_inside),
)
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

"""Columns of the lists of documents."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from django.db.models import DateField, Value
from django.db.models.functions import Coalesce
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Audience, Tone
from secretariat.core.columns import Cell, Column
from secretariat.core.dates import written_date
from secretariat.documents.choices import (
    NUMBER_TONES,
    VERSION_TONES,
    DocumentState,
    MediaType,
    NumberState,
    TextState,
    VersionStatus,
)
from secretariat.documents.models import Document, DocumentFile, KnownDay, LanguageVersion, SymbolNumber
from secretariat.documents.queries import Link


def _issuer(document: Document) -> Cell | str:
    issuer = document.issuer
    return Cell(issuer.short, issuer.get_absolute_url()) if issuer else ""


def _remark(document: Document) -> Cell | str:
    """Return what a reader should know before opening it."""
    if document.is_uncertain:
        return Cell(str(_("uncertain")), tone="wait")
    if document.state != DocumentState.ISSUED:
        return Cell(document.get_state_display(), tone="wait" if document.state == DocumentState.DRAFT else "none")
    if document.audience != Audience.PUBLIC:
        return Cell(document.get_audience_display(), tone="none")
    return ""


DOCUMENT = Column(
    "symbol",
    _("Symbol"),
    lambda document: Cell(str(document), document.get_absolute_url(), css="symbol" if document.symbol else ""),
    order="symbol",
)
TITLE = Column("title", _("Title"), lambda document: str(document.title) if document.symbol else "")
KIND = Column("kind", _("Kind"), lambda document: document.get_kind_display())
ISSUER = Column("issuer", _("Issued by"), _issuer)
DATE = Column(
    "date",
    _("Date"),
    lambda document: Cell(written_date(document.date, document.date_precision), css="date"),
    order=lambda: KnownDay("date"),
)
REMARK = Column("remark", _("Remark"), _remark)

DOCUMENTS = (DOCUMENT, TITLE, KIND, ISSUER, DATE, REMARK)
ISSUED = (DOCUMENT, TITLE, KIND, DATE)

LINEAGE: tuple[Column, ...] = (
    Column("relation", _("Relation"), lambda link: link.words),
    Column("other", _("Document"), lambda link: Cell(str(link.other), link.other.get_absolute_url())),
    Column("title", _("Title"), lambda link: str(link.other.title) if link.other.symbol else ""),
    Column("detail", _("Where"), lambda link: link.relation.detail),
)


def other_of(link: Link) -> Cell:
    """Return the other document of a relation, with the articles concerned."""
    detail = f" ({link.relation.detail})" if link.relation.detail else ""
    return Cell(f"{link.other}{detail}", link.other.get_absolute_url())


NEVER = datetime.date.max


def status_cell(version: LanguageVersion) -> Cell:
    """Return how far a version in a language is."""
    return Cell(version.get_status_display(), tone=VERSION_TONES[VersionStatus(version.status)])


def _due(version: LanguageVersion) -> Cell | str:
    if version.due_on is None:
        return ""
    late = version.due_on < timezone.localdate()
    return Cell(written_date(version.due_on), tone=Tone.LATE if late else "")


TRANSLATIONS = (
    Column(
        "document",
        _("Document"),
        lambda each: Cell(str(each.document), reverse("translation", args=(each.pk,))),
        order="document__slug",
    ),
    Column("language", _("Language"), lambda each: str(each.get_language_display()), order="language"),
    Column("status", _("Status"), status_cell, order="status"),
    Column("translator", _("Translated by"), lambda each: each.translator, order="translator"),
    Column("due", _("Due on"), _due, order=lambda: Coalesce("due_on", Value(NEVER), output_field=DateField())),
)


def number_cell(row: SymbolNumber) -> Cell:
    """Return how far a number is."""
    return Cell(row.get_state_display(), tone=NUMBER_TONES[NumberState(row.state)])


def _of(row: SymbolNumber) -> Cell | str:
    if row.series is not None:
        return Cell(str(row.series), row.series.get_absolute_url())
    return row.get_step_display()


NUMBERS = (
    Column(
        "symbol",
        _("Symbol"),
        lambda row: Cell(row.symbol or str(_("not given yet")), row.get_absolute_url(), css="symbol"),
    ),
    Column("asked", _("For what"), lambda row: row.purpose, order="id"),
    Column("series", _("Series"), _of),
    Column("state", _("State"), number_cell, order="state"),
    Column("why", _("Why cancelled"), lambda row: row.why_not),
)

SERIES = (
    Column(
        "template",
        _("Template"),
        lambda series: Cell(str(series), series.get_absolute_url(), css="symbol"),
        order="template",
    ),
    Column("title", _("Title"), lambda series: str(series.title)),
    Column("of", _("Of"), lambda series: Cell(series.party.short, series.party.get_absolute_url())),
    Column("restarts", _("Begins anew"), lambda series: series.get_restarts_display()),
    Column("state", _("State"), lambda series: str(_("closed")) if series.is_closed else ""),
)


@dataclass(frozen=True)
class InLanguage:
    """A document in one language, with one of its files: a line on its page."""

    language: str
    version: LanguageVersion | None
    file: DocumentFile | None
    is_led: bool = False  # whether the reader may open the page of the version


def _status_of(line: InLanguage) -> Cell | str:
    if line.version is None:
        return ""
    cell = status_cell(line.version)
    return replace(cell, href=reverse("translation", args=(line.version.pk,))) if line.is_led else cell


def _file_of(line: InLanguage) -> Cell | str:
    return Cell(line.file.name, line.file.get_absolute_url()) if line.file else ""


def _size_of(line: InLanguage) -> str:
    return f"{MediaType(line.file.media_type).name}, {filesizeformat(line.file.size)}" if line.file else ""


def _words_of(line: InLanguage) -> Cell | str:
    if line.file is None:
        return ""
    is_read = line.file.text_state == TextState.READ
    where = reverse("document-file-read", args=(line.file.pk,))
    return Cell(str(_("read here")) if is_read else line.file.get_text_state_display(), where)


LANGUAGES_OF = (
    Column("language", _("Language"), lambda line: line.language),
    Column("status", _("Status"), _status_of),
    Column("file", _("File"), _file_of),
    Column("size", _("Kind and size"), _size_of),
    Column("words", _("Words"), _words_of),
)

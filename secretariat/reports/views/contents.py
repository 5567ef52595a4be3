"""What a report says, as files, and what its figures are made of."""

from __future__ import annotations

import io
from typing import Any

from django.apps import apps
from django.db import models
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.columns import Cell, Column, table
from secretariat.core.files import attached, open_file
from secretariat.core.languages import LANGUAGES, current_language
from secretariat.core.pages import BoardPage, Page
from secretariat.core.pages.base import Crumb
from secretariat.core.rendering import RenderingFailed
from secretariat.core.resources import visible
from secretariat.core.rules import anyone
from secretariat.documents.models import DocumentFile
from secretariat.reports.choices import ReportFormat
from secretariat.reports.content import Content, Row, as_json
from secretariat.reports.models import Report
from secretariat.reports.queries import content_of
from secretariat.reports.registry import find_kind
from secretariat.reports.writers import MEDIA_TYPES, WRITERS

WITH = ("body__party", "unit__party", "owner__party", "document")
JSON = "json"  # the frozen content with all rows behind its figures, for programs
ALONG = {"mandates.mandate": ("paragraph__document",)}  # what the address of a record leads through


class OfContent(Page):
    """What is about the content of one report in one language."""

    abstract = True
    rule = anyone
    subject: Report

    def load(self) -> None:
        rows = Report.objects.visible_to(self.viewer).select_related(*WITH)
        self.subject = get_object_or_404(rows, pk=self.kwargs["id"])
        if find_kind(self.subject.kind) is None and self.subject.is_open:
            raise Http404

    def content(self, language: str) -> Content:
        return content_of(self.subject, language, on=self.today)


class ReportFilePage(OfContent):
    """A report as a file: as it was kept when it was issued, else made now, in a child process."""

    rule = anyone

    def load(self) -> None:
        super().load()
        known = {*ReportFormat.values, JSON}
        if self.kwargs["language"] not in LANGUAGES or self.kwargs["format"] not in known:
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language, format_ = self.kwargs["language"], self.kwargs["format"]
        name = f"{slugify(self._name())}-{language}.{format_}"
        if format_ == JSON:
            made = as_json(self.content(language)).encode()
            return attached(io.BytesIO(made), name=name, kind="application/json")
        kept = self._kept(language, format_)
        if kept is not None:
            return attached(open_file(kept.key), name=name, kind=MEDIA_TYPES[format_])
        try:
            made = WRITERS[format_](self.content(language))
        except RenderingFailed:
            return self.problem(503, _("The file could not be made just now. Try again, or take another format."))
        return attached(io.BytesIO(made), name=name, kind=MEDIA_TYPES[format_])

    def _name(self) -> str:
        report = self.subject
        return str(report.document) if report.document else f"{report.kind} {report.party.short} {report.ends_on}"

    def _kept(self, language: str, format_: str) -> DocumentFile | None:
        if self.subject.document is None:
            return None
        files = DocumentFile.objects.visible_to(self.viewer).current().filter(document=self.subject.document)
        return files.filter(language=language, media_type=format_).first()


class FigurePage(OfContent, BoardPage):
    """What a figure is made of: the rows behind it, as they were called when it was counted."""

    rule = anyone
    door = "work"
    template_name = "reports/figure.html"

    def load(self) -> None:
        super().load()
        asked = self.request.GET.get("in", "")
        self.language = asked if asked in LANGUAGES else current_language()
        self.told = self.content(self.language)
        if self.kwargs["key"] not in self.told.figures:
            raise Http404

    def crumbs(self) -> list[Crumb]:
        address = f"{self.subject.get_absolute_url()}?in={self.language}"
        return [(_("Reports"), reverse("reports")), (str(self.subject), address)]

    def get_context(self) -> dict[str, Any]:
        figure = self.told.figures[self.kwargs["key"]]
        rows = self.told.behind(self.kwargs["key"])
        addresses = self._addresses(rows)
        columns = (
            Column("what", gettext_lazy("Record"), lambda each: Cell(each[1].label, addresses.get(each[0], ""))),
            Column("kind", gettext_lazy("Kind"), lambda each: _kind(each[1])),
            Column("note", gettext_lazy("Note"), lambda each: self.told.words["invented"] if each[1].invented else ""),
        )
        return {
            **super().get_context(),
            "title": figure.label,
            "kpis": [{"value": figure.said, "label": self.told.subtitle, "url": "", "tone": ""}],
            "hidden": _hidden(figure.hidden),
            "language": self.language if self.language != current_language() else "",
            "table": table(columns, rows, empty=_("Nothing stands behind this figure.")),
            "is_frozen": not self.subject.is_open,
            "is_inside": self.subject.unit is not None,
        }

    def _addresses(self, rows: list[tuple[str, Row]]) -> dict[str, str]:
        """Return where rows are shown today, by key: of those that the reader may see."""
        found: dict[str, str] = {}
        for label in {row.model for _key, row in rows}:
            model: type[models.Model] = apps.get_model(label)
            keys = [key for key, row in rows if row.model == label]
            records = visible(model, self.viewer).filter(pk__in=keys).select_related(*ALONG.get(label, ()))
            found |= {str(each.pk): each.get_absolute_url() for each in records if hasattr(each, "get_absolute_url")}
        return found


def _kind(row: Row) -> str:
    return str(apps.get_model(row.model)._meta.verbose_name)


def _hidden(number: int) -> str:
    if not number:
        return ""
    said = ngettext(
        "%(count)d of them is not for every reader: it is counted and not listed.",
        "%(count)d of them are not for every reader: they are counted and not listed.",
        number,
    )
    return said % {"count": number}

"""Take a list away as a file."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.dates import written_moment
from secretariat.core.files import attached, open_file
from secretariat.core.languages import current_language
from secretariat.core.pages import Action, BoardPage, ListPage, Page
from secretariat.core.pages.base import Crumb
from secretariat.core.rules import anyone, signed_in
from secretariat.exchange import tasks
from secretariat.exchange.choices import ExportState, FileFormat
from secretariat.exchange.columns import EXPORTS
from secretariat.exchange.forms import DownloadForm
from secretariat.exchange.lists_asked import list_asked
from secretariat.exchange.models import Export
from secretariat.exchange.rules import may_import
from secretariat.exchange.services.exports import KEPT, Wishes, ask_export, remove_old_exports, write_export
from secretariat.exchange.targets import register_words
from secretariat.exchange.writing import KINDS


class DownloadPage(Page):
    """A list as a file, or, where it is not said as what, how it may be had."""

    rule = anyone  # the list's own rule is asked before anything is shown
    template_name = "exchange/download.html"
    title = gettext_lazy("Download")

    def load(self) -> None:
        self.asked = list_asked(self.request.GET.get("of", ""), self.viewer)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.GET.get("format"):
            return self.answer(form=DownloadForm(initial={"of": request.GET["of"], "format": FileFormat.XLSX}))
        form = DownloadForm(request.GET)
        if not form.is_valid():
            return self.answer(status=422, form=form)
        return self._give(form.cleaned_data)

    def crumbs(self) -> list[Crumb]:
        return [(self.asked.title or _("List"), self.request.GET["of"])]

    def _give(self, wanted: dict[str, Any]) -> HttpResponseBase:
        wishes = Wishes(wanted["format"], current_language(), wanted["all_languages"], not wanted["bare"])
        export = ask_export(self.asked, wanted["of"], wishes, by=self.viewer)
        if export.state == ExportState.ASKED:
            remove_old_exports(at=timezone.now())
            tasks.make_export.enqueue(str(export.pk))
            return HttpResponseRedirect(export.get_absolute_url())
        file = io.BytesIO()
        write_export(export, self.asked, file, by=self.viewer)
        file.seek(0)
        return attached(file, name=file_name(export), kind=KINDS[FileFormat(export.format)])


class ExportsPage(ListPage):
    """What somebody took out."""

    rule = signed_in
    title = gettext_lazy("Exports")
    sub = gettext_lazy("What you took out of registers. Files of long lists are kept for a day.")
    columns = EXPORTS
    order = "-asked"
    empty_title = gettext_lazy("You have taken nothing out yet")
    empty_text = gettext_lazy("Open a register, filter and sort it, and choose “Download” under its rows.")

    def actions(self) -> list[Action]:
        return [Action(_("Imports"), reverse("imports"))] if may_import.test(self.viewer) else []

    def records(self) -> Any:
        return Export.objects.visible_to(self.viewer)


class OneExport(Page):
    """What is about one export of one's own. SECURITY: another's is answered as one that is not there."""

    abstract = True
    rule = signed_in
    subject: Export

    def load(self) -> None:
        self.subject = get_object_or_404(Export.objects.visible_to(self.viewer), pk=self.kwargs["id"])


class ExportPage(OneExport, BoardPage):
    """How far an export has come."""

    rule = signed_in
    template_name = "exchange/export.html"

    def crumbs(self) -> list[Crumb]:
        return [(_("Exports"), reverse("exports"))]

    def get_context(self) -> dict[str, Any]:
        export = self.subject
        ready = export.state == ExportState.READY and timezone.now() < export.ready_at + KEPT  # type: ignore[operator]
        return {
            **super().get_context(),
            "title": register_words(export.register),
            "export": export,
            "making": export.state == ExportState.ASKED,
            "share": 100 * export.written // max(export.rows, 1),
            "file_url": reverse("export-file", args=(export.pk,)) if ready else "",
            "until": written_moment(export.ready_at + KEPT) if export.ready_at else "",
            "again_url": self._again(),
        }

    def _again(self) -> str:
        return f"{reverse('download')}?of={quote(self.subject.address, safe='')}"


class ExportFilePage(OneExport):
    """The file of a long export, for a day."""

    rule = signed_in

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        export = self.subject
        if export.state != ExportState.READY or timezone.now() >= export.ready_at + KEPT:  # type: ignore[operator]
            raise Http404
        try:
            file = open_file(export.file_key)
        except FileNotFoundError as error:
            raise Http404 from error
        return attached(file, name=file_name(export), kind=KINDS[FileFormat(export.format)])


def file_name(export: Export) -> str:
    """Return what a file is called when it is kept: the register and the day."""
    return f"{slugify(export.register)}-{export.asked_at:%Y-%m-%d}.{export.format}"

"""The words of a file, page by page, and pictures of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.core.columns import Cell
from secretariat.core.files import open_file
from secretariat.core.pages import Action, Fact, RecordPage, fact
from secretariat.core.pages.base import Page
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone, signed_in
from secretariat.documents import rules
from secretariat.documents.choices import MediaType, TextState
from secretariat.documents.models import DocumentFile
from secretariat.documents.queries import words_of_pages
from secretariat.documents.reading import picture_of
from secretariat.documents.views.crumbs import Crumbs, crumbs_below

SHOWN_AT_ONCE = 30  # pages of a file on one page
WIDTH = 900  # pixels of a picture


@dataclass(frozen=True)
class PageOfFile:
    """A page of a file: its number, its words in paragraphs, and where its picture is, for who may ask for it."""

    number: int
    lines: tuple[str, ...]
    picture: str = ""


class FileReadPage(RecordPage):
    """The words of a file by page, each with an address of its own (#page-3)."""

    rule = anyone
    door = "sessions"
    template_name = "documents/file.html"
    subject: DocumentFile

    def records(self) -> RecordQuerySet[Any]:
        return DocumentFile.objects.visible_to(self.viewer).select_related("document__issuer")

    def crumbs(self) -> Crumbs:
        return crumbs_below(self.subject.document)

    def actions(self) -> list[Action]:
        file = self.subject
        made = [Action(_("Download"), file.get_absolute_url(), primary=True)]
        is_free = rules.is_open_to_change(file.document) and file.is_current
        if is_free and rules.may_attach_files.test(self.viewer, file):
            made.append(Action(_("Take out"), reverse("document-file-take-out", args=(file.pk,))))
        return made

    def facts(self) -> list[Fact]:
        file = self.subject
        document = file.document
        return [
            fact(_("Document"), Cell(str(document), document.get_absolute_url())),
            fact(_("Language"), str(file.get_language_display())),
            fact(_("Kind of file"), f"{MediaType(file.media_type).label}, {filesizeformat(file.size)}"),
            fact(_("Pages"), str(file.pages) if file.pages else None),
            fact(_("State"), _("sealed") if file.is_sealed else None if file.is_current else _("replaced")),
            fact(_("Digest (SHA-256)"), file.sha256),
        ]

    def get_context(self) -> dict[str, Any]:
        first = self._first()
        words, pages = self._words(), self._pages(first)
        rest = first + SHOWN_AT_ONCE
        return {
            **super().get_context(),
            "sub": str(self.subject.document.title),
            "pages": pages,
            "empty": "" if words else self._why_nothing(),
            "next_url": f"?from={rest}#page-{rest}" if rest <= len(words) else "",
            "before_url": f"?from={max(first - SHOWN_AT_ONCE, 1)}" if first > 1 else "",
        }

    def _first(self) -> int:
        typed = self.request.GET.get("from", "")
        return max(int(typed), 1) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 1

    def _words(self) -> list[str]:
        if not hasattr(self, "_read"):
            try:
                self._read = words_of_pages(self.subject)
            except FileNotFoundError:
                self._read = []
        return self._read

    def _pages(self, first: int) -> list[PageOfFile]:
        shown = self._words()[first - 1 : first - 1 + SHOWN_AT_ONCE]
        drawn = self.subject.media_type == MediaType.PDF and self.viewer.is_signed_in
        return [
            PageOfFile(
                number,
                tuple(line for line in text.splitlines() if line.strip()),
                reverse("document-file-picture", args=(self.subject.pk, number)) if drawn else "",
            )
            for number, text in enumerate(shown, first)
        ]

    def _why_nothing(self) -> str:
        file = self.subject
        reasons = {
            TextState.WAITING: _("The words are read within a minute or two. Come back then, or download the file."),
            TextState.NO_TEXT: _(
                "The file has no text layer, as a scan: it can be downloaded, but not found by words."
            ),
            TextState.FAILED: file.text_problem,
        }
        return reasons.get(TextState(file.text_state), _("The words are not where they were kept."))


class FilePicturePage(Page):
    """A page of a PDF as a picture, drawn in a limited child process for people who signed in."""

    rule = signed_in
    subject: DocumentFile

    def load(self) -> None:
        visible = DocumentFile.objects.visible_to(self.viewer).filter(media_type=MediaType.PDF)
        self.subject = get_object_or_404(visible.select_related("document"), pk=self.kwargs["id"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            with open_file(self.subject.key) as kept:
                image = picture_of(kept.read(), self.kwargs["page"], width=WIDTH)
        except (FileNotFoundError, ValidationError) as error:
            raise Http404 from error
        answer = HttpResponse(image, content_type="image/png")
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return answer

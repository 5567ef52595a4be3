"""The files of a document: give them, attach them, take them out of a draft."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Words
from secretariat.core.files import attached, open_file
from secretariat.core.languages import current_language
from secretariat.core.pages import ConfirmPage, FormPage
from secretariat.core.pages.base import Page
from secretariat.core.rules import anyone
from secretariat.core.uploads import is_too_large
from secretariat.documents import rules, services
from secretariat.documents.choices import MediaType
from secretariat.documents.forms import FileForm
from secretariat.documents.models import Document, DocumentFile
from secretariat.documents.views.crumbs import Crumbs, crumbs_below


class DocumentFilePage(Page):
    """Give a file to whoever may read its document, as an attachment; readings of restricted ones are noted."""

    rule = anyone
    subject: DocumentFile

    def load(self) -> None:
        visible = DocumentFile.objects.visible_to(self.viewer).select_related("document")
        self.subject = get_object_or_404(visible, pk=self.kwargs["id"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            content = open_file(self.subject.key)
        except FileNotFoundError as error:
            raise Http404 from error
        return attached(content, name=self.subject.name, kind=MediaType(self.subject.media_type).sent_as)


class FileAttachPage(FormPage):
    """Attach a file to a document."""

    rule = rules.may_attach_files
    title = gettext_lazy("Attach a file")
    door = "sessions"
    form_class = FileForm
    submit_label = gettext_lazy("Attach")
    done = gettext_lazy("The file is attached; its words can be found as soon as they are read.")
    subject: Document

    def load(self) -> None:
        visible = Document.objects.visible_to(self.viewer).select_related("issuer")
        self.subject = get_object_or_404(visible, slug=self.kwargs["slug"])

    @property
    def intro(self) -> Words:  # type: ignore[override]
        if rules.is_open_to_change(self.subject):
            return _("It replaces the file of the same language and kind, if there is one.")
        return _("The document is issued: it takes a file only in a language that has none yet.")

    def crumbs(self) -> Crumbs:
        return crumbs_below(self.subject)

    def initial(self) -> dict[str, Any]:
        return {"language": self.subject.original_language or current_language()}

    def form_options(self) -> dict[str, Any]:
        return {"is_too_large": is_too_large(self.request)}

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        file = said["content"]
        services.attach_file(
            self.subject,
            language=said["language"],
            content=file,
            name=file.name,
            by=self.viewer,
            reason=said["reason"],
        )


class FileTakeOutPage(ConfirmPage):
    """Take a file out of a draft."""

    rule = rules.may_attach_files
    title = gettext_lazy("Take the file out")
    submit_label = gettext_lazy("Take out")
    done = gettext_lazy("The file is taken out.")
    door = "sessions"
    danger = True
    subject: DocumentFile

    def load(self) -> None:
        visible = DocumentFile.objects.visible_to(self.viewer).select_related("document__issuer")
        self.subject = get_object_or_404(visible, pk=self.kwargs["id"])

    @property
    def question(self) -> Words:  # type: ignore[override]
        said = {"file": self.subject, "document": self.subject.document}
        return _("Take “%(file)s” out of %(document)s?") % said

    def consequences(self) -> list[Words]:
        return [_("It stays on record for the secretariat, with your reason."), _("Nobody else sees it any more.")]

    def crumbs(self) -> Crumbs:
        return crumbs_below(self.subject.document)

    def perform(self, form: Any) -> None:
        services.take_out_file(self.subject, by=self.viewer, reason=form.cleaned_data["reason"])

    def done_url(self) -> str:
        return self.subject.document.get_absolute_url()

"""Enter documents and relate them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.pages import FormPage
from secretariat.documents import rules, services
from secretariat.documents.choices import RelationKind
from secretariat.documents.forms import DocumentForm, RelationForm
from secretariat.documents.models import Document
from secretariat.documents.views.crumbs import Crumbs, crumbs_below


class DocumentEnterPage(FormPage):
    """Enter a document."""

    rule = rules.may_enter_documents
    title = gettext_lazy("Enter a document")
    door = "sessions"
    form_class = DocumentForm
    submit_label = gettext_lazy("Enter")
    done = gettext_lazy("The document is on record.")
    intro = gettext_lazy("Its symbol is checked by the habits of the body that issues it.")

    def crumbs(self) -> Crumbs:
        return [(_("Documents"), reverse("documents"))]

    def perform(self, form: Any) -> None:
        said = {name: value for name, value in form.cleaned_data.items() if name != "doubts_seen"}
        date, precision = said.pop("date")
        self.subject = services.enter_document(date=date, date_precision=precision, by=self.viewer, **said)
        if self.subject.printed_as:
            spelling = _("It is kept as %(symbol)s; your spelling finds it too.") % {"symbol": self.subject.symbol}
            messages.info(self.request, spelling)
        for doubt in form.doubts:
            messages.warning(self.request, _("About the symbol: %(doubt)s") % {"doubt": doubt})

    def done_url(self) -> str:
        return self.subject.get_absolute_url() if self.subject else reverse("documents")


class DocumentRelatePage(FormPage):
    """Say what a document does to another."""

    rule = rules.may_relate_documents
    title = gettext_lazy("Relate to another document")
    door = "sessions"
    form_class = RelationForm
    submit_label = gettext_lazy("Relate")
    done = gettext_lazy("The relation is on record.")

    def load(self) -> None:
        visible = Document.objects.visible_to(self.viewer)
        self.subject = get_object_or_404(visible.select_related("issuer"), slug=self.kwargs["slug"])

    def crumbs(self) -> Crumbs:
        return crumbs_below(self.subject)

    def form_options(self) -> dict[str, Any]:
        return {"viewer": self.viewer}

    def perform(self, form: Any) -> None:
        said = form.cleaned_data
        services.relate_documents(
            self.subject,
            kind=RelationKind(said["kind"]),
            to=said["to"],
            detail=said["detail"],
            by=self.viewer,
            reason=said["reason"],
        )

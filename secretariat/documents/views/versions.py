"""Versions of documents in other languages: which are due, how far each is, and what is asked for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Words
from secretariat.core.dates import written_date
from secretariat.core.pages import Action, ConfirmPage, Fact, FormPage, ListPage, RecordPage, fact
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import in_secretariat
from secretariat.documents import rules, services
from secretariat.documents.choices import VersionStatus
from secretariat.documents.columns import TRANSLATIONS, status_cell
from secretariat.documents.forms import TranslationForm, VersionForm
from secretariat.documents.models import Document, LanguageVersion
from secretariat.documents.views.crumbs import Crumbs, crumbs_below, sentence


def _versions(viewer: Any) -> RecordQuerySet[LanguageVersion]:
    rows: RecordQuerySet[LanguageVersion] = LanguageVersion.objects.visible_to(viewer)
    return rows.select_related("document__issuer")


class TranslationsPage(ListPage):
    """The translations that somebody is still at, those due first."""

    rule = in_secretariat
    title = gettext_lazy("Translations due")
    sub = gettext_lazy("What is requested, in translation or reviewed, by the day it is due.")
    door = "sessions"
    columns = TRANSLATIONS
    order = "due"
    empty_title = gettext_lazy("No translation is due")
    empty_text = gettext_lazy("Ask for one on the page of a document.")

    def records(self) -> RecordQuerySet[LanguageVersion]:
        return _versions(self.viewer).in_hand()  # type: ignore[attr-defined, no-any-return]

    def crumbs(self) -> Crumbs:
        return [(_("Documents"), reverse("documents"))]


class TranslationRequestPage(FormPage):
    """Ask for a translation of a document."""

    rule = rules.may_have_translated
    title = gettext_lazy("Have it translated")
    door = "sessions"
    form_class = TranslationForm
    submit_label = gettext_lazy("Request")
    done = gettext_lazy("The translation is requested.")
    subject: Document

    def load(self) -> None:
        visible = Document.objects.visible_to(self.viewer).select_related("issuer")
        self.subject = get_object_or_404(visible, slug=self.kwargs["slug"])

    def crumbs(self) -> Crumbs:
        return crumbs_below(self.subject)

    def form_options(self) -> dict[str, Any]:
        rows = self.subject.versions.exclude(status=VersionStatus.DROPPED)
        return {"taken": frozenset(rows.values_list("language", flat=True))}

    def perform(self, form: Any) -> None:
        services.request_translation(self.subject, **form.cleaned_data, by=self.viewer)


class VersionPage(RecordPage):
    """A document in a language: how far it is, and what may be done."""

    rule = in_secretariat
    door = "sessions"
    subject: LanguageVersion

    def records(self) -> RecordQuerySet[LanguageVersion]:
        return _versions(self.viewer)

    def crumbs(self) -> Crumbs:
        return crumbs_below(self.subject.document)

    def facts(self) -> list[Fact]:
        each = self.subject
        files = each.document.files.current().filter(language=each.language)
        return [
            fact(_("Document"), Cell(str(each.document), each.document.get_absolute_url())),
            fact(_("Language"), str(dict(settings.LANGUAGES)[each.language])),
            fact(_("Status"), status_cell(each)),
            fact(_("Translated by"), each.translator),
            fact(_("Due on"), written_date(each.due_on) if each.due_on else None),
            fact(_("Files"), *(Cell(file.name, file.get_absolute_url()) for file in files)),
        ]

    def actions(self) -> list[Action]:
        each = self.subject
        verbs = rules.VERSION_CHANGES.open_to(self.viewer, each)
        return [Action(sentence(row.label), reverse("translation-move", args=(each.pk, row.verb))) for row in verbs]


class VersionMovePage(ConfirmPage):
    """Say how far a translation is, who makes it and by when."""

    rule = rules.may_have_translated
    door = "sessions"
    form_class = VersionForm
    subject: LanguageVersion

    def load(self) -> None:
        verb = self.kwargs["verb"]
        if verb not in rules.VERSION_CHANGES.rows:
            raise Http404
        self.subject = get_object_or_404(_versions(self.viewer), pk=self.kwargs["id"])
        self.row = rules.VERSION_CHANGES.rows[verb]
        self.title = self.submit_label = sentence(self.row.label)
        self.question = _("“%(what)s”: %(verb)s?") % {"what": self.subject, "verb": self.row.label}
        self.done = _("Done.")

    def crumbs(self) -> Crumbs:
        own: tuple[Words, str] = (str(self.subject), self.done_url())
        return [*crumbs_below(self.subject.document), own]

    def initial(self) -> dict[str, Any]:
        return {"translator": self.subject.translator, "due_on": self.subject.due_on}

    def perform(self, form: Any) -> None:
        self.subject = services.move_version(self.subject, self.row.verb, by=self.viewer, **form.cleaned_data)

    def done_url(self) -> str:
        return reverse("translation", args=(self.subject.pk,))

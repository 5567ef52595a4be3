"""A paragraph, and the import of its source text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from secretariat.core.columns import Cell
from secretariat.core.fact_registry import contributed_to
from secretariat.core.history import version_of
from secretariat.core.languages import current_language
from secretariat.core.pages import Action, Fact, FormPage, RecordPage, fact
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone
from secretariat.documents import rules, services
from secretariat.documents.forms import TextForm
from secretariat.documents.models import Paragraph, ParagraphText
from secretariat.documents.queries import Reading, neighbors_of, paragraph_found, quotations_of, read_paragraph
from secretariat.documents.views.crumbs import Crumbs, crumbs_below, ways_to_arrange

LANGUAGES = dict(settings.LANGUAGES)
FEW = 6  # links in one fact


@dataclass(frozen=True)
class Tab:
    """A language of a paragraph's text."""

    label: str
    url: str
    lang: str
    current: bool
    note: str


class ParagraphPage(RecordPage):
    """A paragraph: its words, the thread it begins, what is known of it."""

    rule = anyone
    door = "mandates"
    lookup = {"document__slug": "slug", "number": "number"}
    template_name = "documents/paragraph.html"
    subject: Paragraph

    def ready(self) -> Callable[..., Sequence[Paragraph]]:
        return partial(paragraph_found, self.viewer)

    @property
    def title(self) -> str:  # type: ignore[override]
        paragraph = self.subject
        if paragraph.number == "unnumbered":
            return _("Unnumbered paragraph")
        return _("Paragraph %(number)s") % {"number": paragraph.number}

    def crumbs(self) -> Crumbs:
        return crumbs_below(self.subject.document)

    def actions(self) -> list[Action]:
        own: list[Action] = []
        if rules.may_arrange_paragraphs_of(self.viewer, self.subject.document):
            own += ways_to_arrange(self.subject)
        elif rules.may_add_paragraphs_to(self.viewer, self.subject.document):
            own.append(Action(_("Correct our words"), self._url_of("paragraph-correct")))
        if rules.may_import_text.test(self.viewer, self.subject):
            own.append(Action(_("Import source text"), self._url_of("paragraph-text-import")))
        return [*self.contribution.actions, *own]

    def _url_of(self, route: str) -> str:
        return reverse(route, args=(self.subject.document.slug, self.subject.number))

    def facts(self) -> list[Fact]:
        paragraph, document = self.subject, self.subject.document
        return [
            *self.contribution.facts,
            fact(_("Stands in"), Cell(str(document), document.get_absolute_url())),
            fact(_("Kind"), paragraph.get_kind_display()),
            fact(_("Quoted by"), *self._quoting()),
        ]

    def _quoting(self) -> list[Cell]:
        return [
            Cell(str(each.by), each.by.get_absolute_url()) for each in quotations_of(self.viewer, self.subject.pk)[:FEW]
        ]

    def get_context(self) -> dict[str, Any]:
        self.contribution = contributed_to(self.viewer, self.subject, on=self.today)
        hidden = self.contribution.without
        reading = read_paragraph(self.subject, self._language(), self.viewer)
        document = self.subject.document
        above = [str(document.title) if document.symbol else "", str(document.date.year) if document.date else ""]
        context = super().get_context()
        return {
            **context,
            "panels": [panel for panel in context["panels"] if panel["key"] not in hidden],
            "sub": " · ".join(filter(None, above)),
            "reading": reading,
            "tabs": self._tabs(reading),
            "neighbors": neighbors_of(self.viewer, self.subject),
            "remarks": self.contribution.remarks,
            "signs": [(place, each.sign) for place, each in enumerate(self.contribution.remarks, 1) if each.sign],
            "uncertain_notes": self._notes(uncertain=True),
            "notes": self._notes(uncertain=False),
        }

    def _language(self) -> str:
        asked = self.request.GET.get("text", "")
        return asked if asked in LANGUAGES else current_language()

    def _tabs(self, reading: Reading) -> list[Tab]:
        """Return the languages; those without the source's words say what stands there instead."""
        return [
            Tab(
                name,
                f"{self.request.path}?text={code}",
                code,
                current=code == reading.language,
                note=self._note_on(code, reading),
            )
            for code, name in LANGUAGES.items()
        ]

    def _note_on(self, code: str, reading: Reading) -> str:
        if code in reading.with_source:
            return pgettext("a paragraph's words", "source") if len(reading.with_source) < len(LANGUAGES) else ""
        if code in reading.with_summary:
            return pgettext("a paragraph's words", "summary") if reading.with_source else ""
        return _("missing")

    def _notes(self, *, uncertain: bool) -> list[str]:
        """Return the notes on the sources of the paragraph and of its document, doubtful or not."""
        return [
            str(each.note) or _("The sources are unclear here.")
            for each in (self.subject, self.subject.document)
            if each.is_uncertain == uncertain and (each.note or uncertain)
        ]


class TextImportPage(FormPage):
    """Import the source text of a paragraph."""

    rule = rules.may_import_text
    title = gettext_lazy("Import source text")
    door = "mandates"
    form_class = TextForm
    submit_label = gettext_lazy("Import")
    done = gettext_lazy("The source text is kept; our summary stays beside it.")
    intro = gettext_lazy(
        "Paste the words of this paragraph from the document itself. Where a text is held already, it is replaced; "
        "what stood before stays in the history."
    )

    def load(self) -> None:
        visible = Paragraph.objects.visible_to(self.viewer).select_related("document__issuer")
        self.subject = get_object_or_404(visible, document__slug=self.kwargs["slug"], number=self.kwargs["number"])

    def crumbs(self) -> Crumbs:
        own = (self.subject.display_number, self.subject.get_absolute_url())
        return [*crumbs_below(self.subject.document), own]

    def initial(self) -> dict[str, Any]:
        asked = self.request.GET.get("text", "")
        language = asked if asked in LANGUAGES else current_language()
        held = self._texts().filter(language=language).first()
        return {"language": language, "text": held.text, "source": held.source} if held else {"language": language}

    def _texts(self) -> RecordQuerySet[ParagraphText]:
        return ParagraphText.objects.visible_to(self.viewer).filter(paragraph=self.subject)

    def _version(self) -> str:
        """Return a mark of the texts held, so that one import never undoes another unseen."""
        return version_of(self.subject) + "".join(
            f".{each.language}{version_of(each)}" for each in self._texts().order_by("language")
        )

    def perform(self, form: Any) -> None:
        services.import_text(self.subject, by=self.viewer, **form.cleaned_data)

    def done_url(self) -> str:
        language = self.request.POST.get("language", "")
        known = language if language in LANGUAGES else current_language()
        return f"{self.subject.get_absolute_url()}?text={known}"

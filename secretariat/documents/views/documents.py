"""The list of documents, the way to one, and its page."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import Audience
from secretariat.core.columns import Cell
from secretariat.core.dates import known_date
from secretariat.core.fact_registry import contributed_to, marks_on
from secretariat.core.languages import current_language
from secretariat.core.pages import Action, BoardPage, Fact, ListPage, RecordPage, fact
from secretariat.core.records import RecordQuerySet
from secretariat.core.rules import anyone, in_secretariat
from secretariat.documents import rules
from secretariat.documents.choices import DocumentState
from secretariat.documents.columns import DOCUMENTS, other_of
from secretariat.documents.filters import DocumentFilters
from secretariat.documents.models import Document, Paragraph
from secretariat.documents.queries import (
    CHANGES,
    Link,
    document_found,
    documents_listed,
    find_typed,
    is_as_issued,
    lineage_of,
    paragraphs_listed,
)
from secretariat.documents.views.crumbs import Crumbs, crumbs_above, ways_of, ways_to_arrange

SHOWN_AT_ONCE = 150  # paragraphs of a document on one page
FEW = 6  # links in one fact


class DocumentsPage(ListPage):
    """The documents, newest first."""

    rule = anyone
    title = gettext_lazy("Documents")
    sub = gettext_lazy("Resolutions, declarations, plans, orders and treaties, by symbol and day.")
    door = "sessions"
    template_name = "documents/documents.html"
    columns = DOCUMENTS
    filters = DocumentFilters
    order = "-date"
    empty_title = gettext_lazy("No documents yet")
    empty_text = gettext_lazy("Enter a document by its symbol; its paragraphs can then become mandates.")

    def records(self) -> RecordQuerySet[Any]:
        return Document.objects.visible_to(self.viewer)

    def ready(self) -> Callable[[list[uuid.UUID]], Sequence[Any]]:
        return partial(documents_listed, self.viewer)

    def actions(self) -> list[Action]:
        made = []
        if in_secretariat.test(self.viewer):
            made.append(Action(_("Translations due"), reverse("translations")))
            made.append(Action(_("Series of symbols"), reverse("number-series-list")))
        if rules.may_enter_documents.test(self.viewer):
            made.append(Action(_("Enter a document"), reverse("document-enter"), primary=True))
        return made


class DocumentFindPage(BoardPage):
    """Go to the document or paragraph that somebody typed; say what may be meant where nothing or several fit."""

    rule = anyone
    title = gettext_lazy("Find a document")
    door = "sessions"
    template_name = "documents/find.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.found = find_typed(request.GET.get("symbol", "").replace("\0", ""), self.viewer)
        if self.found.target is not None:
            return HttpResponseRedirect(self.found.target.get_absolute_url())
        return self.answer()

    def crumbs(self) -> Crumbs:
        return [(_("Documents"), reverse("documents"))]

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "found": self.found}


@dataclass(frozen=True)
class Line:
    """A paragraph as a document's page lists it: how deep it stands, the marks that apps give it, what one may do."""

    paragraph: Paragraph
    depth: int
    kind: str
    marks: list[Cell] = field(default_factory=list)
    ways: list[Action] = field(default_factory=list)


class DocumentPage(RecordPage):
    """A document: where it comes from, what it says, what became of it."""

    rule = anyone
    door = "sessions"
    lookup = {"slug": "slug"}
    template_name = "documents/document.html"
    subject: Document

    def ready(self) -> Callable[..., Sequence[Document]]:
        return partial(document_found, self.viewer)

    def crumbs(self) -> Crumbs:
        return crumbs_above(self.subject)

    def actions(self) -> list[Action]:
        return ways_of(self.subject, self.viewer)

    def facts(self) -> list[Fact]:
        document = self.subject
        issuer = document.issuer
        shown = [
            fact(_("Kind"), document.get_kind_display()),
            fact(_("Symbol"), document.symbol or _("not known")),
            fact(_("State"), document.get_state_display() if document.state != DocumentState.ISSUED else None),
            fact(_("Issued by"), Cell(str(issuer), issuer.get_absolute_url()) if issuer else _("not known")),
            fact(_("Session"), str(document.session) if document.session else None),
            fact(_("Date"), known_date(document.date, document.date_precision)),
            fact(_("Series"), document.series),
            fact(_("Languages"), *self._versions()),
            fact(_("Changes"), self._changes()),
            fact(_("Seal"), *self._seal(), why=document.content_hash),
            fact(_("Also printed as"), *document.printed_as),
            fact(_("Readers"), document.get_audience_display() if document.audience != Audience.PUBLIC else None),
        ]
        return [*self._succession(), *shown, *self.contribution.facts]

    def _changes(self) -> Cell | None:
        """Lead to what it changes of the document that it revises."""
        if not any(each.relation.kind in CHANGES and not each.is_later for each in self.links):
            return None
        return Cell(_("what it changes"), reverse("document-changes", args=(self.subject.slug,)))

    def _seal(self) -> list[Cell]:
        """Say whether a document that was issued here still says what it was issued with."""
        stands = is_as_issued(self.subject)
        if stands is None:
            return []
        return [Cell(_("as issued"), tone="done") if stands else Cell(_("not as issued"), tone="late")]

    def _versions(self) -> list[str]:
        """Return the languages it exists in, with the status of each."""
        rows = list(self.subject.versions.order_by("language"))
        if rows:
            return [f"{each.get_language_display()} ({each.get_status_display()})" for each in rows]
        original = self.subject.original_language
        return [_("%(language)s (original)") % {"language": dict(settings.LANGUAGES)[original]}] if original else []

    def _succession(self) -> list[Fact]:
        """Return what it revises, corrects or replaces, and what does so to it."""
        facts: dict[str, list[Cell]] = {}
        for link in (each for each in self.links if each.is_succession):
            facts.setdefault(link.words, []).append(other_of(link))
        return [fact(words[:1].upper() + words[1:], *cells[:FEW]) for words, cells in facts.items()]

    def get_context(self) -> dict[str, Any]:
        self.links: list[Link] = lineage_of(self.subject, self.viewer)
        self.contribution = contributed_to(self.viewer, self.subject, on=self.today)
        first = self._first_position()
        lines, next_position = self._lines(first)
        document = self.subject
        context = super().get_context()
        context["actions"] += list(self.contribution.actions)
        hidden = self.contribution.without
        return {
            **context,
            "panels": [panel for panel in context["panels"] if panel["key"] not in hidden],
            "sub": str(document.title) if document.symbol else "",
            "sub_note": self._title_note(),
            "lines": lines,
            "next_url": f"?from={next_position}#paragraphs" if next_position else "",
            "is_later_part": first > 0,
            "remarks": self.contribution.remarks,
            "may_add": rules.may_add_paragraphs_to(self.viewer, document),
        }

    def _title_note(self) -> str:
        """Say where the title shown is a translation of ours."""
        is_ours = current_language() in self.subject.title.ours
        return _("This title is a translation of our own.") if is_ours else ""

    def _first_position(self) -> int:
        typed = self.request.GET.get("from", "")
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0

    def _lines(self, first: int) -> tuple[list[Line], int]:
        """Return a part of the paragraphs, with the marks of all apps, and where the next part begins."""
        own = Paragraph.objects.visible_to(self.viewer).filter(document=self.subject, position__gte=first)
        keys = own.order_by("position").values_list("pk", flat=True)[: SHOWN_AT_ONCE + 1]
        rows = paragraphs_listed(self.viewer, list(keys))
        shown, rest = rows[:SHOWN_AT_ONCE], rows[SHOWN_AT_ONCE:]
        marks = marks_on(self.viewer, Paragraph, shown, on=self.today)
        may_arrange = rules.may_arrange_paragraphs_of(self.viewer, self.subject)
        lines = [
            Line(
                each,
                _depth(each),
                each.get_kind_display(),
                marks.get(each.pk, []),
                ways_to_arrange(each) if may_arrange else [],
            )
            for each in shown
        ]
        return lines, rest[0].position if rest else 0


def _depth(paragraph: Paragraph) -> int:
    """Return how many paragraphs it is part of, at most three."""
    depth = 0
    above = paragraph.parent
    while above is not None and depth < 3:
        depth += 1
        above = above.parent
    return depth

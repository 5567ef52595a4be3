"""The words of a paragraph in a language: the source's where they were imported, else our summary."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Subquery

from secretariat.core.languages import FALLBACK, Labels
from secretariat.core.prepared import prepared
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Paragraph, ParagraphText, Quotation


@dataclass(frozen=True)
class Piece:
    """Words as they are shown: their lines, the language they are in, and whether they are the source's."""

    number: str
    lines: tuple[str, ...]
    language: str
    is_source: bool
    source: str = ""


@dataclass(frozen=True)
class Reading:
    """A paragraph in one language, with what it continues (its chapeau) before it.

    Shape: ``with_source`` names the languages whose source text was imported, ``with_summary`` those of our summary.
    """

    language: str
    above: tuple[Piece, ...]
    own: Piece
    with_source: frozenset[str]
    with_summary: frozenset[str]

    @property
    def is_other_language(self) -> bool:
        """Whether the words stand in another language than the one asked for."""
        return bool(self.own.lines) and self.own.language != self.language


def read_paragraph(paragraph: Paragraph, language: str, viewer: Viewer) -> Reading:
    """Return a paragraph's words in a language; one statement for the texts of it and of what it continues.

    A source text in the language comes first, then our summary in it, then either in another language.
    """
    family = _above(paragraph)
    held: dict[object, dict[str, ParagraphText]] = {}
    for text in _texts(viewer, [paragraph.pk, *(each.pk for each in family)]):
        held.setdefault(text.paragraph_id, {})[text.language] = text
    own = held.get(paragraph.pk, {})
    return Reading(
        language,
        tuple(_piece(each, held.get(each.pk, {}), language) for each in family),
        _piece(paragraph, own, language),
        frozenset(own),
        frozenset(paragraph.summary),
    )


@prepared
def _texts(viewer: Viewer, paragraphs: list[uuid.UUID]) -> QuerySet[ParagraphText]:
    return ParagraphText.objects.visible_to(viewer).filter(paragraph__in=paragraphs)


@prepared
def quotations_of(viewer: Viewer, paragraph: uuid.UUID) -> QuerySet[Quotation]:
    """Return the quotations of a paragraph, with the documents that quote it."""
    return Quotation.objects.visible_to(viewer).filter(paragraph=paragraph).select_related("by")


def _above(paragraph: Paragraph) -> list[Paragraph]:
    """Return what a paragraph continues, the outermost first."""
    family: list[Paragraph] = []
    parent = paragraph.parent
    while parent is not None and parent not in family:
        family.insert(0, parent)
        parent = parent.parent
    return family


def _piece(paragraph: Paragraph, texts: dict[str, ParagraphText], language: str) -> Piece:
    summary: Labels = paragraph.summary
    for code in (language, *FALLBACK):
        text = texts.get(code)
        if text is not None:
            return Piece(paragraph.display_number, _lines(text.text), code, is_source=True, source=text.source)
        if code in summary:
            return Piece(paragraph.display_number, _lines(summary[code]), code, is_source=False)
    return Piece(paragraph.display_number, (), language, is_source=False)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip())


@dataclass(frozen=True)
class Neighbors:
    """The paragraphs beside one in its document, and its own parts."""

    before: Paragraph | None
    after: Paragraph | None
    parts: Sequence[Paragraph]


def neighbors_of(viewer: Viewer, paragraph: Paragraph) -> Neighbors:
    """Return the paragraphs around one and those that continue it, in one statement."""
    rows = _around(viewer, paragraph.document_id, paragraph.pk)
    before = next((each for each in reversed(rows) if each.position < paragraph.position), None)
    after = next((each for each in rows if each.position > paragraph.position), None)
    parts = [each for each in rows if each.parent_id == paragraph.pk]
    return Neighbors(before, after, parts)


@prepared
def _around(viewer: Viewer, document: uuid.UUID, paragraph: uuid.UUID) -> QuerySet[Paragraph]:
    own = Paragraph.objects.filter(document=document)
    here = Subquery(Paragraph.objects.filter(pk=paragraph).values("position")[:1])
    above = own.filter(position__lt=here).order_by("-position").values("position")[:1]
    below = own.filter(position__gt=here).order_by("position").values("position")[:1]
    beside = Q(position=Subquery(above)) | Q(position=Subquery(below))
    return own.visible_to(viewer).filter(beside | Q(parent=paragraph)).select_related("document").order_by("position")

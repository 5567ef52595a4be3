"""Where a document comes from and what became of it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet

from secretariat.core.prepared import prepared
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import RelationKind
from secretariat.documents.models import Document, DocumentRelation

SHORT_LINES = (RelationKind.REVISES, RelationKind.CORRECTS, RelationKind.ADDS_TO, RelationKind.REPLACES)


@dataclass(frozen=True)
class Link:
    """One relation seen from one of its two documents: in words from there, and the other document."""

    relation: DocumentRelation
    words: str
    other: Document
    is_later: bool  # whether the other document says so of this one

    @property
    def is_succession(self) -> bool:
        """Whether one stands in the other's place: a revision, a correction, an addition or a replacement."""
        return self.relation.kind in SHORT_LINES


def lineage_of(document: Document, viewer: Viewer) -> list[Link]:
    """Return a document's relations to those before it, then those of later ones to it; both ends visible.

    Shape: in the order of the kinds of relation, then by symbol.
    """
    before = [
        Link(each, str(RelationKind(each.kind).label), each.to, is_later=False) for each in _before(viewer, document.pk)
    ]
    after = [
        Link(each, str(RelationKind(each.kind).passive), each.document, is_later=True)
        for each in _after(viewer, document.pk)
    ]
    kinds = list(RelationKind)
    return sorted(
        [*before, *after],
        key=lambda link: (link.is_later, kinds.index(RelationKind(link.relation.kind)), str(link.other)),
    )


@prepared
def _before(viewer: Viewer, document: uuid.UUID) -> QuerySet[DocumentRelation]:
    return DocumentRelation.objects.visible_to(viewer).filter(document=document).select_related("to")


@prepared
def _after(viewer: Viewer, document: uuid.UUID) -> QuerySet[DocumentRelation]:
    return DocumentRelation.objects.visible_to(viewer).filter(to=document).select_related("document")

"""Documents, and the paragraphs of one, as a list shows them."""

from __future__ import annotations

import uuid

from django.db.models import QuerySet

from secretariat.core.prepared import prepared
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph

_UNREAD_IN_LISTS = ("note", "printed_as", "issued_content", "issuer__note", "issuer__variants")


@prepared
def documents_listed(viewer: Viewer, documents: list[uuid.UUID]) -> QuerySet[Document]:
    """Return some documents with their issuers, without the words that a list leaves out; in no order."""
    rows = Document.objects.visible_to(viewer).filter(pk__in=documents)
    return rows.select_related("issuer").defer(*_UNREAD_IN_LISTS)


@prepared
def paragraphs_listed(viewer: Viewer, paragraphs: list[uuid.UUID]) -> QuerySet[Paragraph]:
    """Return some paragraphs of a document with what they are part of, in its order."""
    rows = Paragraph.objects.visible_to(viewer).filter(pk__in=paragraphs)
    return rows.select_related("document", "parent__parent__parent").order_by("position")


@prepared
def document_found(viewer: Viewer, slug: str) -> QuerySet[Document]:
    """Return the document with a key, with its issuer and session."""
    return Document.objects.visible_to(viewer).filter(slug=slug).select_related("issuer", "session__body__party")


@prepared
def paragraph_found(viewer: Viewer, slug: str, number: str) -> QuerySet[Paragraph]:
    """Return the paragraph with a number in a document, with what it continues."""
    rows = Paragraph.objects.visible_to(viewer).filter(document__slug=slug, number=number)
    return rows.select_related("document__issuer", "parent__parent__parent")

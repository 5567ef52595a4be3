"""The way to a document and its pages."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.core.columns import Words
from secretariat.documents.models import Document

Crumbs = list[tuple[Words, str]]


def crumbs_above(document: Document) -> Crumbs:
    """Return the way to a document."""
    crumbs: Crumbs = [(_("Documents"), reverse("documents"))]
    if document.issuer:
        crumbs.append((document.issuer.short, document.issuer.get_absolute_url()))
    return crumbs


def crumbs_below(document: Document) -> Crumbs:
    """Return the way to what lies under a document."""
    return [*crumbs_above(document), (str(document), document.get_absolute_url())]

"""The ways to a document, to its pages, and to what is done with its paragraphs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.core.columns import Words
from secretariat.core.pages import Action
from secretariat.documents.models import Document, Paragraph

Crumbs = list[tuple[Words, str]]


def crumbs_above(document: Document) -> Crumbs:
    """Return the way to a document."""
    crumbs: Crumbs = [(_("Documents"), reverse("documents"))]
    if document.issuer:
        crumbs.append((document.issuer.short, document.issuer.get_absolute_url()))
    return crumbs


def ways_to_arrange(paragraph: Paragraph) -> list[Action]:
    """Return what may be done with a paragraph of a draft."""
    key = (paragraph.document.slug, paragraph.number)
    ways = ((_("Correct"), "correct"), (_("Move"), "move"), (_("Take out"), "withdraw"))
    return [Action(words, reverse(f"paragraph-{verb}", args=key)) for words, verb in ways]


def crumbs_below(document: Document) -> Crumbs:
    """Return the way to what lies under a document."""
    return [*crumbs_above(document), (str(document), document.get_absolute_url())]

"""The ways to a document, to its pages, and to what is done with its paragraphs."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.core.columns import Words
from secretariat.core.pages import Action
from secretariat.core.viewer import Viewer
from secretariat.documents import rules
from secretariat.documents.choices import DocumentKind, DocumentState
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


def ways_of(document: Document, viewer: Viewer) -> list[Action]:
    """Return what a viewer may do with a document."""
    is_draft = rules.is_open_to_change(document)
    free_draft = is_draft and document.kind != DocumentKind.EXECUTIVE_ORDER
    issued = document.state == DocumentState.ISSUED
    live = document.state != DocumentState.WITHDRAWN
    may_step = issued and bool(document.symbol) and document.kind != DocumentKind.EXECUTIVE_ORDER
    ways = (
        (rules.may_add_paragraphs_to(viewer, document), _("Add a paragraph"), "paragraph-add", is_draft),
        (live and rules.may_attach_files.test(viewer, document), _("Attach a file"), "document-file-attach", False),
        (free_draft and rules.may_correct_drafts.test(viewer), _("Correct"), "document-correct", False),
        (free_draft and rules.may_issue.test(viewer, document), _("Issue"), "document-issue", False),
        (free_draft and rules.may_correct_drafts.test(viewer), _("Withdraw"), "document-withdraw", False),
        (live and rules.may_have_translated.test(viewer, document), _("Translate"), "document-translate", False),
        (may_step and rules.may_request_symbols.test(viewer), _("Rev., Corr. or Add."), "document-step", False),
        (rules.may_relate_documents.test(viewer), _("Relate to another"), "document-relate", False),
    )
    key = (document.slug,)
    return [Action(label, reverse(name, args=key), primary=main) for may, label, name, main in ways if may]


def crumbs_below(document: Document) -> Crumbs:
    """Return the way to what lies under a document."""
    return [*crumbs_above(document), (str(document), document.get_absolute_url())]


def sentence(words: Words) -> str:
    """Return the label of a verb as a button bears it."""
    text = str(words)
    return text[:1].upper() + text[1:]

"""Who may do what with documents, and from which state to which a document goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.rules import holds
from secretariat.core.transitions import Transition, Transitions
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentKind, DocumentState
from secretariat.documents.models import Document
from secretariat.parties.choices import RoleKind

keeps_documents = holds(RoleKind.PLANNING_OFFICER, RoleKind.CONFERENCE_OFFICER, RoleKind.KNOWLEDGE_OFFICER)

may_enter_documents = keeps_documents
may_relate_documents = keeps_documents
may_import_text = keeps_documents
may_correct_drafts = keeps_documents
may_issue_documents = holds(RoleKind.CONFERENCE_OFFICER, RoleKind.PLANNING_OFFICER)
may_keep_paragraphs = keeps_documents


def may_add_paragraphs_to(viewer: Viewer, document: Document) -> bool:
    """Whether the viewer may record a paragraph of this document; an executive order's come with its structure."""
    closed = document.kind == DocumentKind.EXECUTIVE_ORDER or document.state == DocumentState.WITHDRAWN
    return not closed and bool(may_keep_paragraphs.test(viewer))


def may_arrange_paragraphs_of(viewer: Viewer, document: Document) -> bool:
    """Whether the viewer may change, move and take out the paragraphs of this document: only those of drafts."""
    return document.state == DocumentState.DRAFT and may_add_paragraphs_to(viewer, document)


DOCUMENT_CHANGES = Transitions(
    Transition("issue", _("issue"), (DocumentState.DRAFT,), DocumentState.ISSUED, may_issue_documents),
    Transition("withdraw", _("withdraw"), (DocumentState.DRAFT,), DocumentState.WITHDRAWN, may_correct_drafts),
)

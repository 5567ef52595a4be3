"""Who may do what with documents, and from which state to which a document goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.rules import holds
from secretariat.core.transitions import Transition, Transitions
from secretariat.documents.choices import DocumentState
from secretariat.parties.choices import RoleKind

keeps_documents = holds(RoleKind.PLANNING_OFFICER, RoleKind.CONFERENCE_OFFICER, RoleKind.KNOWLEDGE_OFFICER)

may_enter_documents = keeps_documents
may_relate_documents = keeps_documents
may_import_text = keeps_documents
may_correct_drafts = keeps_documents
may_issue_documents = holds(RoleKind.CONFERENCE_OFFICER, RoleKind.PLANNING_OFFICER)
may_keep_paragraphs = keeps_documents

DOCUMENT_CHANGES = Transitions(
    Transition("issue", _("issue"), (DocumentState.DRAFT,), DocumentState.ISSUED, may_issue_documents),
    Transition("withdraw", _("withdraw"), (DocumentState.DRAFT,), DocumentState.WITHDRAWN, may_correct_drafts),
)

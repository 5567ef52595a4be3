"""Who may do what with documents, and from which state to which a document goes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from rules.predicates import predicate

from secretariat.core.rules import holds
from secretariat.core.transitions import Transition, Transitions
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import IN_HAND, DocumentKind, DocumentState, NumberState, VersionStatus
from secretariat.documents.models import Document, DocumentFile, LanguageVersion
from secretariat.parties.choices import RoleKind

keeps_documents = holds(RoleKind.PLANNING_OFFICER, RoleKind.CONFERENCE_OFFICER, RoleKind.KNOWLEDGE_OFFICER)

may_enter_documents = keeps_documents
may_relate_documents = keeps_documents
may_import_text = keeps_documents
may_correct_drafts = keeps_documents
may_issue_documents = holds(RoleKind.CONFERENCE_OFFICER, RoleKind.PLANNING_OFFICER)
may_keep_paragraphs = keeps_documents

WORKS = (RoleKind.CHIEF, RoleKind.PROGRAM_OFFICER)


@predicate
def issues_for_own_unit(viewer: Viewer, thing: Document | DocumentFile | LanguageVersion | None) -> bool:
    """Whether the viewer is chief or program officer of the unit that issues the document, or of a unit above it."""
    if thing is None:
        return viewer.holds(*WORKS)
    document = thing if isinstance(thing, Document) else thing.document
    # SECURITY: the units of another role, such as finance officer of the whole secretariat, give no say here.
    return document.issuer_id is not None and document.issuer_id in viewer.parties_as(*WORKS)


@predicate
def issues_unnumbered(viewer: Viewer, document: Document | None) -> bool:
    """Whether the viewer works for the unit whose document it is, and it bears no symbol: an agenda, a presentation."""
    return document is not None and not document.symbol and bool(issues_for_own_unit.test(viewer, document))


may_attach_files = keeps_documents | issues_for_own_unit
may_enter_for_unit = keeps_documents | issues_unnumbered
may_issue = may_issue_documents | issues_unnumbered
may_have_translated = keeps_documents | issues_for_own_unit


def may_add_paragraphs_to(viewer: Viewer, document: Document) -> bool:
    """Whether the viewer may record a paragraph of this document; an executive order's come with its structure."""
    closed = document.kind == DocumentKind.EXECUTIVE_ORDER or document.state == DocumentState.WITHDRAWN
    return not closed and bool(may_keep_paragraphs.test(viewer))


def may_arrange_paragraphs_of(viewer: Viewer, document: Document) -> bool:
    """Whether the viewer may change, move and take out the paragraphs of this document: only those of drafts."""
    return document.state == DocumentState.DRAFT and may_add_paragraphs_to(viewer, document)


may_request_symbols = keeps_documents | holds(*WORKS)
may_keep_series = may_issue_documents


def is_open_to_change(document: Document) -> bool:
    """Whether a document is still a draft: what is issued or withdrawn does not change."""
    return document.state == DocumentState.DRAFT


DOCUMENT_CHANGES = Transitions(
    Transition("issue", _("issue"), (DocumentState.DRAFT,), DocumentState.ISSUED, may_issue),
    Transition("withdraw", _("withdraw"), (DocumentState.DRAFT,), DocumentState.WITHDRAWN, may_correct_drafts),
)

N = NumberState
NUMBER_CHANGES = Transitions(
    Transition("reserve", _("reserve"), (N.REQUESTED,), N.RESERVED, may_issue_documents),
    Transition("assign", _("assign to a document"), (N.RESERVED,), N.ASSIGNED, may_issue_documents),
    Transition("cancel", _("cancel"), (N.REQUESTED, N.RESERVED), N.CANCELLED, may_issue_documents),
)

V = VersionStatus
VERSION_CHANGES = Transitions(
    Transition("start", _("put into translation"), (V.REQUESTED,), V.IN_WORK, may_have_translated),
    Transition("review", _("record as reviewed"), (V.IN_WORK,), V.REVIEWED, may_have_translated),
    Transition("return", _("return for more work"), (V.REVIEWED,), V.IN_WORK, may_have_translated),
    Transition("finish", _("record as translated"), (V.IN_WORK, V.REVIEWED), V.TRANSLATION, may_have_translated),
    Transition("make-official", _("make official"), (V.REVIEWED, V.TRANSLATION), V.OFFICIAL, keeps_documents),
    Transition("drop", _("do not translate"), IN_HAND, V.DROPPED, may_have_translated),
    field="status",
)

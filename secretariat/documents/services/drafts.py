"""Correct drafts, issue them or withdraw them."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.bodies.models import Session
from secretariat.core.choices import Audience, Precision
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import change_all, keep
from secretariat.core.languages import Labels
from secretariat.core.transitions import change_state
from secretariat.core.viewer import Viewer
from secretariat.documents import rules
from secretariat.documents.choices import DocumentKind, DocumentState
from secretariat.documents.models import Document, SymbolNumber
from secretariat.documents.queries import content_of, digest_of
from secretariat.documents.services.numbers import assign_symbol
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party


@transaction.atomic
def correct_draft(
    document: Document,
    *,
    title: Labels,
    issuer: Party | None,
    session: Session | None,
    date: datetime.date | None,
    date_precision: Precision,
    original_language: str,
    series: str,
    note: Labels,
    is_uncertain: bool,
    audience: Audience,
    by: Viewer,
    reason: str,
) -> Document:
    """Correct what is recorded of a document that is not issued yet; its symbol and key never change.

    Errors: NotPermitted; Refused where it is no draft, or belongs to an executive order; ValidationError.
    """
    if not rules.may_correct_drafts.test(by, document):
        raise NotPermitted(_("Only planning, conference and knowledge officers correct drafts."))
    draft = locked_draft(document)
    if issuer is not None and issuer.kind == PartyKind.PERSON:
        raise Refused(_("Bodies, organizations, units and States issue documents, not people."))
    draft.title, draft.issuer, draft.session = title, issuer, session
    draft.date, draft.date_precision = date, date_precision
    draft.original_language, draft.series = original_language, series
    draft.note, draft.is_uncertain, draft.audience = note, is_uncertain, audience
    return keep(draft, by=by, reason=reason)


@transaction.atomic
def issue_document(
    document: Document,
    *,
    audience: Audience,
    date: datetime.date,
    number: SymbolNumber | None = None,
    by: Viewer,
    on: datetime.date,
    reason: str,
) -> Document:
    """Issue a draft to an audience under the day that it bears; from then on it never changes.

    It is sealed with its facts and files, whose digest is kept. ``number`` is the reserved symbol that it bears, where
    it bears none yet.

    Errors: NotPermitted; Refused where it is no draft, its day has not come by ``on``, fewer may read it than may read
    the draft, or it is an executive order, which is issued when it is put in force.
    """
    if number is not None:
        assign_symbol(number, document, by=by, reason=reason)
    draft = _unordered(document)
    rules.DOCUMENT_CHANGES.check(draft, "issue", by=by)
    if date > on:
        raise Refused(_("A document is issued once the day that it bears has come."))
    if audience > draft.audience:
        raise Refused(_("Whoever may read the draft may read the issued document: choose at least its readers."))
    draft.date, draft.date_precision = date, Precision.DAY
    seal_document(draft, by=by, reason=reason)
    return change_state(draft, rules.DOCUMENT_CHANGES, "issue", by=by, reason=reason, audience=audience)


def seal_document(draft: Document, *, by: Viewer, reason: str) -> None:
    """Seal a document that is being issued, and its files, with what it says now; the caller keeps the document.

    From then on ``queries.is_as_issued`` tells whether it still says so.
    """
    draft.issued_content = content_of(draft)
    draft.content_hash = digest_of(draft.issued_content)
    files = list(draft.files.current())
    for each in files:
        each.is_sealed = True
    change_all(files, ["is_sealed"], by=by, reason=reason)


@transaction.atomic
def withdraw_document(document: Document, *, by: Viewer, reason: str) -> Document:
    """Withdraw a draft; it stays on record. Errors: NotPermitted; Refused where it is none, or an executive order."""
    return change_state(_unordered(document), rules.DOCUMENT_CHANGES, "withdraw", by=by, reason=reason)


def locked_draft(document: Document) -> Document:
    """Return a document as it is now, held until the transaction ends. Errors: Refused where it is no free draft."""
    draft = _unordered(document)
    if draft.state != DocumentState.DRAFT:
        said = {"document": draft, "state": draft.get_state_display()}
        raise Refused(_("%(document)s is %(state)s and does not change.") % said)
    return draft


def _unordered(document: Document) -> Document:
    now = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if now.kind == DocumentKind.EXECUTIVE_ORDER:
        raise Refused(_("An executive order is drafted, put in force and withdrawn with its structure, not here."))
    return now

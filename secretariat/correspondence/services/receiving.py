"""Open what was received and take its files: what recipients do leaves its mark."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.viewer import Viewer
from secretariat.correspondence.choices import ReceiptState, Withheld
from secretariat.correspondence.models import Enclosure, Receipt
from secretariat.documents.models import Document
from secretariat.parties.queries import viewer_of_party

R = ReceiptState
OPENS = (R.SENT, R.IN_INBOX, R.UNCONFIRMED, R.BOUNCED)  # who opens it has got it, whatever was known before
TAKES = (*OPENS, R.OPENED)


@transaction.atomic
def open_receipt(receipt: Receipt, *, by: Viewer, at: datetime.datetime) -> Receipt:
    """Note that a recipient opened what was sent; again changes nothing.

    ``by`` acts for the recipient, or is the operator where the link in mail was used. Errors: NotPermitted.
    """
    held = _held(receipt, by)
    if held.state not in OPENS and held.opened_at is not None:
        return held
    if held.state in OPENS:
        held.state = R.OPENED
    held.opened_at = held.opened_at or at
    return keep(held, by=by, reason=_said(by, _("Opened"), _("Opened by the link in mail")))


@transaction.atomic
def take_document(enclosure: Enclosure, *, by: Viewer, at: datetime.datetime, is_file: bool) -> Enclosure:
    """Note that a recipient opened a document or, with ``is_file``, took its file; again changes nothing.

    SECURITY: asked again whether the recipient may read it now. Errors: NotPermitted; Refused for what was withheld or
    may no longer be read.
    """
    receipt = open_receipt(enclosure.receipt, by=by, at=at)
    held = Enclosure.objects.select_for_update(of=("self",)).select_related("document").get(pk=enclosure.pk)
    _refuse_hidden(held, receipt, at.date())
    changed = held.opened_at is None or (is_file and held.downloaded_at is None)
    held.opened_at = held.opened_at or at
    if is_file:
        held.downloaded_at = held.downloaded_at or at
        _note_taken(receipt, by, at)
    return keep(held, by=by, reason=_("Downloaded") if is_file else _("Opened")) if changed else held


def _note_taken(receipt: Receipt, by: Viewer, at: datetime.datetime) -> None:
    if receipt.downloaded_at is not None:
        return
    receipt.downloaded_at = at
    receipt.state = R.DOWNLOADED if receipt.state in TAKES else receipt.state
    keep(receipt, by=by, reason=_said(by, _("Downloaded"), _("Downloaded by the link in mail")))


def _refuse_hidden(enclosure: Enclosure, receipt: Receipt, on: datetime.date) -> None:
    reader = viewer_of_party(receipt.recipient.party, on=on)
    readable = Document.objects.visible_to(reader).filter(pk=enclosure.document_id).exists()
    if enclosure.withheld or not readable:
        raise Refused(Withheld.NOT_READABLE.label)


def _held(receipt: Receipt, by: Viewer) -> Receipt:
    rows = Receipt.objects.select_for_update(of=("self",)).select_related("recipient__party")
    held = rows.get(pk=receipt.pk)
    if not by.is_operator and held.recipient.party_id not in by.party_ids:
        raise NotPermitted(_("Only those who act for the recipient open what it received."))
    return held


def _said(by: Viewer, own: str, by_link: str) -> str:
    return by_link if by.is_operator else own

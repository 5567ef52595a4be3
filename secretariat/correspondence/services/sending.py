"""Have a distribution sent, cancel it, have a part of it sent again; the worker does the rest (``delivering``)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep, keep_all
from secretariat.core.transitions import change_state
from secretariat.core.viewer import Viewer
from secretariat.correspondence import rules
from secretariat.correspondence.choices import Channel, DistributionState, ReceiptState
from secretariat.correspondence.models import Distribution, Receipt
from secretariat.correspondence.queries import Outgoing, outgoing_of
from secretariat.correspondence.services.delivering import give, lay_into_inbox
from secretariat.correspondence.services.finishing import finish

AGAIN = (ReceiptState.UNCONFIRMED, ReceiptState.BOUNCED, ReceiptState.REFUSED, ReceiptState.WITHHELD)


@transaction.atomic
def send_distribution(
    distribution: Distribution, *, by: Viewer, at: datetime.datetime, reason: str = ""
) -> Distribution:
    """Have a distribution sent: from now on it changes no more, and the worker sends its parts within a minute.

    Each recipient gets it in the inbox and at every address known today. Errors: NotPermitted; Refused where it is no
    draft any more, holds no document or has no recipient.
    """
    held = _release(distribution, by=by, at=at, reason=reason)
    keep_all(list(_receipts(outgoing_of(held, on=at.date()), at)), by=by, reason=reason or _("Sent"))
    return held


@transaction.atomic
def record_as_sent(distribution: Distribution, *, by: Viewer, at: datetime.datetime, reason: str) -> Distribution:
    """Record that a distribution was sent at a moment by other means: no mail goes out, the rest is as if it had.

    It lies in the inboxes, and who may not read a document is not given it. Errors: as ``send_distribution``.
    """
    held = _release(distribution, by=by, at=at, reason=reason)
    receipts = list(_receipts(outgoing_of(held, on=at.date()), at))
    keep_all(receipts, by=by, reason=reason)
    for receipt in receipts:
        if receipt.channel == Channel.INBOX:
            lay_into_inbox(receipt, by=by, at=at)
        else:
            give(receipt, by=by, on=at.date(), at=at, state=ReceiptState.SENT, reason=reason)
    return finish(held, by=by, at=at)


def _release(distribution: Distribution, *, by: Viewer, at: datetime.datetime, reason: str) -> Distribution:
    held = _locked(distribution)
    rules.DISTRIBUTION_CHANGES.check(held, "send", by=by)
    if not held.documents.exists():
        raise Refused(_("There is no document in it: choose what is sent."))
    if not held.recipients.exists():
        raise Refused(_("There is no recipient: choose who gets it."))
    return change_state(held, rules.DISTRIBUTION_CHANGES, "send", by=by, reason=reason or _("Sent"), sent_at=at)


def _receipts(outgoing: list[Outgoing], at: datetime.datetime) -> Iterator[Receipt]:
    """Yield one receipt for each inbox and each address."""
    for each in outgoing:
        yield Receipt(recipient=each.recipient, channel=Channel.INBOX, not_before=at)
        for contact in each.contacts:
            yield Receipt(
                recipient=each.recipient,
                channel=Channel.MAIL,
                address=contact.address,
                via=contact.via,
                not_before=at,
            )


@transaction.atomic
def cancel_distribution(distribution: Distribution, *, by: Viewer, reason: str) -> Distribution:
    """Cancel a draft; it stays on record with the reason. Errors: NotPermitted; Refused once it is sent."""
    held = _locked(distribution)
    return change_state(held, rules.DISTRIBUTION_CHANGES, "cancel", by=by, reason=reason, why_not=reason[:500])


@transaction.atomic
def resend_receipt(receipt: Receipt, *, by: Viewer, at: datetime.datetime, reason: str) -> Receipt:
    """Have one part sent again of which it is not known whether it arrived, or that bounced or was refused.

    The recipient may get it twice: whoever has it sent says why. Errors: NotPermitted; Refused in any other state.
    """
    held = Receipt.objects.select_for_update(of=("self",)).select_related("recipient__distribution__unit")
    found = held.get(pk=receipt.pk)
    if not rules.may_distribute.test(by, found):
        raise NotPermitted(_("Only those who may send it have it sent again."))
    if found.state not in AGAIN:
        raise Refused(_("It is %(state)s: there is nothing to send again.") % {"state": found.get_state_display()})
    found.state, found.attempts, found.not_before, found.said = ReceiptState.QUEUED, 0, at, ""
    keep(found, by=by, reason=reason)
    distribution = _locked(found.recipient.distribution)
    if distribution.state == DistributionState.DONE:
        change_state(distribution, rules.DISTRIBUTION_CHANGES, "resume", by=by, reason=reason, done_at=None)
    return found


def _locked(distribution: Distribution) -> Distribution:
    """Return the distribution as it is now, held until the transaction ends."""
    rows = Distribution.objects.select_for_update(of=("self",)).select_related("unit")
    return rows.get(pk=distribution.pk)

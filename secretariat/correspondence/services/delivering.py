"""Lay distributions into inboxes and hand them to the mail server: each part once at most.

Every part is its receipt, and every step is one transaction that begins with the receipt as it is then, so that a
worker that dies leaves nothing half done and a second one does nothing twice. Mail is marked as being sent, and that is
committed, before the server gets it. Where the worker dies or the line breaks in between, nobody knows whether it
arrived: it is marked as unconfirmed, and only a person has it sent again.
"""

from __future__ import annotations

import datetime
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from secretariat.core.history import keep, keep_all
from secretariat.core.job_registry import Progress
from secretariat.core.mail_door import PATIENCE, Handed, Outcome, hand_over, pause_after, reopen_if_closed
from secretariat.core.viewer import Viewer
from secretariat.correspondence.choices import Channel, ReceiptState, Withheld
from secretariat.correspondence.models import Enclosure, Receipt
from secretariat.correspondence.notice_kinds import RECEIVED, UNCONFIRMED
from secretariat.correspondence.queries import Parcel, contacts_of, documents_of, parcels_for
from secretariat.correspondence.services.finishing import finish_distributions
from secretariat.correspondence.tokens import digest_of, last_day, opening_token
from secretariat.correspondence.writing import message_of
from secretariat.notices.queries import holders
from secretariat.notices.services import notify
from secretariat.parties.choices import RoleKind
from secretariat.parties.queries import operator

AT_A_TIME = 500
R = ReceiptState
ENDS = {Handed.TAKEN: R.SENT, Handed.REFUSED: R.REFUSED, Handed.UNKNOWN: R.UNCONFIRMED}
WITH = ("recipient__distribution__unit__party", "recipient__party", "recipient__of")
Clock = Callable[[], datetime.datetime]
logger = logging.getLogger(__name__)


def deliver(progress: Progress, *, clock: Clock = timezone.now) -> dict[str, int]:
    """Deliver what is due; return how many parts ended in which state.

    Errors: OSError or SMTPException where the mail server cannot be reached; no mail has counted an attempt then, and
    what needs no mail is done.
    """
    by, ended = operator(), Counter[str]()
    for receipt in Receipt.objects.cut_off(clock()).select_related(*WITH):
        ended[_end(receipt, Outcome(Handed.UNKNOWN, "WorkerDied"), by, clock()).state] += 1
    due = Receipt.objects.waiting(clock()).select_related(*WITH).order_by("not_before", "pk")
    for receipt in due.filter(channel=Channel.INBOX)[:AT_A_TIME]:
        ended[lay_into_inbox(receipt, by=by, at=clock()).state] += 1
    finish_distributions(by=by, at=clock())
    by_mail = list(due.filter(channel=Channel.MAIL)[:AT_A_TIME])
    if by_mail:
        with get_connection() as door:
            for receipt in progress.over(by_mail):
                ended[_mail(receipt, door, by, clock).state] += 1
        finish_distributions(by=by, at=clock())
    return dict(ended)


@transaction.atomic
def lay_into_inbox(receipt: Receipt, *, by: Viewer, at: datetime.datetime) -> Receipt:
    """Lay a distribution into the inbox of a recipient, and tell those who read it; again changes nothing."""
    held = give(receipt, by=by, on=at.date(), at=at, state=R.IN_INBOX, reason=_("Laid into the inbox"))
    if held.state == R.IN_INBOX and held.sent_at == at:
        people = holders(RoleKind.DELEGATE, on=at.date(), party=held.recipient.party)
        distribution = held.recipient.distribution
        data = {"subject": distribution.subject, "unit": distribution.unit.party.name}
        address = held.get_absolute_url()
        notify(RECEIVED, to=people, about=held, address=address, data=data, occasion=str(held.pk), by=by)
    return held


@transaction.atomic
def give(
    receipt: Receipt,
    *,
    by: Viewer,
    on: datetime.date,
    at: datetime.datetime,
    state: ReceiptState,
    reason: str,
) -> Receipt:
    """Note what a recipient is given at a receipt that waits, and take it to a state; one that waits no more stays.

    SECURITY: what the recipient may read is asked here, at the time of sending; the rest is withheld with the reason.
    """
    held = _waiting(receipt)
    if held is None:
        return Receipt.objects.select_related(*WITH).get(pk=receipt.pk)
    parcels = _parcels(held, on)
    _enclose(held, parcels, by)
    is_withheld = all(each.withheld for each in parcels)
    held.state = R.WITHHELD if is_withheld else state
    if state == R.SENDING and not is_withheld:
        held.attempts += 1
        held.not_before = at + PATIENCE
        held.digest, held.opens_until = digest_of(opening_token(held)), last_day(on)
    elif not is_withheld:
        held.sent_at = at
    return keep(held, by=by, reason=_("Withheld") if is_withheld else reason)


def _waiting(receipt: Receipt) -> Receipt | None:
    """Return a receipt as it is now, held until the transaction ends; None where it waits no more."""
    rows = Receipt.objects.select_for_update(of=("self",)).select_related(*WITH)
    held = rows.get(pk=receipt.pk)
    return held if held.state == R.QUEUED and held.attempts == receipt.attempts else None


def _parcels(receipt: Receipt, on: datetime.date) -> list[Parcel]:
    recipient = receipt.recipient
    documents = documents_of(recipient.distribution)
    if receipt.channel == Channel.MAIL and not _is_contact(receipt, on):
        return [Parcel(each, withheld=Withheld.NO_CONTACT) for each in documents]
    return parcels_for(recipient.party, documents, language=recipient.language, on=on)


def _is_contact(receipt: Receipt, on: datetime.date) -> bool:
    """Tell whether an address is still one of the recipient's: a role may have ended since it was sent off."""
    recipient = receipt.recipient
    known = contacts_of([recipient.party_id], on=on, body=recipient.body).get(recipient.party_id, [])
    return receipt.address.casefold() in {each.address.casefold() for each in known}


def _enclose(receipt: Receipt, parcels: Sequence[Parcel], by: Viewer) -> None:
    """Note what is given and what is withheld; at a further attempt, what changed since."""
    known = {each.document_id: each for each in receipt.enclosures.all()}
    new = []
    for parcel in parcels:
        row = known.get(parcel.document.pk) or Enclosure(receipt=receipt, document=parcel.document)
        said = (parcel.language, parcel.withheld or "", parcel.sha256)
        if row._state.adding:
            row.language, row.withheld, row.sha256 = said
            new.append(row)
        elif (row.language, row.withheld, row.sha256) != said:
            row.language, row.withheld, row.sha256 = said
            keep(row, by=by, reason=_("Found anew at the next attempt"))
    keep_all(new, by=by, reason=_("Enclosed"))


def _mail(receipt: Receipt, door: Any, by: Viewer, clock: Clock) -> Receipt:
    """Hand one letter over."""
    now = clock()
    reopen_if_closed(door)
    taken = give(receipt, by=by, on=now.date(), at=now, state=R.SENDING, reason=_("Being sent"))
    if taken.state != R.SENDING or taken.attempts != receipt.attempts + 1:  # withheld, or another worker was quicker
        return taken
    try:
        message = message_of(taken)
    except OSError as error:  # nothing was sent: a file cannot be read now
        logger.warning("Receipt %s: %s", taken.pk, type(error).__name__)
        return _later(taken, Outcome(Handed.LATER, type(error).__name__), by, clock())
    outcome = hand_over(message, door)
    if outcome.handed == Handed.LATER:
        return _later(taken, outcome, by, clock())
    return _end(taken, outcome, by, clock())


def _later(receipt: Receipt, outcome: Outcome, by: Viewer, now: datetime.datetime) -> Receipt:
    """Try later what the server refused for now; give up what it has refused too often."""
    pause = pause_after(receipt.attempts)
    if pause is None:
        return _end(receipt, Outcome(Handed.REFUSED, outcome.error, outcome.said), by, now)
    receipt.state, receipt.not_before = R.QUEUED, now + pause
    receipt.said = (outcome.said or outcome.error)[:500]
    return keep(receipt, by=by, reason=_("Refused for now"))


@transaction.atomic
def _end(receipt: Receipt, outcome: Outcome, by: Viewer, now: datetime.datetime) -> Receipt:
    """Write how a letter ended, unless somebody else did; who sends is told of one that may not have arrived."""
    rows = Receipt.objects.select_for_update(of=("self",)).select_related(*WITH)
    held = rows.get(pk=receipt.pk)
    if held.state != R.SENDING or held.attempts != receipt.attempts:
        return held
    held.state = ENDS[outcome.handed]
    held.said = (outcome.said or outcome.error)[:500]
    held.sent_at = now if held.state == R.SENT else None
    keep(held, by=by, reason=str(R(held.state).label))
    if held.state != R.SENT:
        logger.warning("Receipt %s: %s, %s", held.pk, held.state, outcome.error)
        distribution = held.recipient.distribution
        told = holders(RoleKind.CHIEF, RoleKind.PROGRAM_OFFICER, on=now.date(), party=distribution.unit.party)
        data = {"subject": distribution.subject, "party": held.recipient.party.name, "state": R(held.state).label}
        notify(UNCONFIRMED, to=told, about=distribution, occasion=f"{held.pk} {held.attempts}", data=data, by=by)
    return held

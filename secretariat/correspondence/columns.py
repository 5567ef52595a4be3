"""Distributions, receipts and what goes out, as cells and lists."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db.models import DateTimeField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column
from secretariat.core.dates import written_moment
from secretariat.core.languages import alphabetical
from secretariat.correspondence.choices import RECEIPT_TONES, TONES, DistributionState, ReceiptState, Withheld
from secretariat.correspondence.models import Distribution, Enclosure, Receipt, Recipient
from secretariat.correspondence.queries import Outgoing, Parcel

NOT_YET = datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC)  # what is not sent stands first


def language_name(code: str) -> str:
    """Return a language under its own name."""
    return str(dict(settings.LANGUAGES).get(code, ""))


def moment(at: datetime.datetime | None) -> str:
    """Write a moment; nothing where it has not come."""
    return written_moment(at) if at else ""


def state_cell(distribution: Distribution) -> Cell:
    """Say how far a distribution is."""
    state = DistributionState(distribution.state)
    return Cell(str(state.label), tone=TONES[state].value, title=distribution.why_not)


def receipt_state(receipt: Receipt) -> Cell:
    """Say the furthest that is known of a receipt."""
    state = ReceiptState(receipt.state)
    return Cell(str(state.label), tone=RECEIPT_TONES[state].value, title=receipt.said)


def parcel_words(parcel: Parcel | Enclosure) -> str:
    """Say of a document which version is given, or why it is withheld."""
    if parcel.withheld:
        words = {"document": parcel.document, "why": Withheld(parcel.withheld).label}
        return _("%(document)s: withheld, %(why)s") % words
    if not parcel.language:
        return str(parcel.document)
    return _("%(document)s (%(language)s)") % {
        "document": parcel.document,
        "language": language_name(parcel.language),
    }


def language_words(recipient: Recipient) -> str:
    """Say in which language somebody is written to, and why."""
    words = {"language": language_name(recipient.language), "why": recipient.get_language_rule_display()}
    return _("%(language)s: %(why)s") % words


def chosen_words(recipient: Recipient) -> str:
    """Say by which rule somebody is a recipient."""
    return (
        f"{recipient.get_chosen_as_display()}: {recipient.of.short}"
        if recipient.of
        else str(recipient.get_chosen_as_display())
    )


def where_words(outgoing: Outgoing, *, named: bool) -> str:
    """Say where a recipient gets it: how many addresses, and which for who may know them."""
    addresses = [each.address for each in outgoing.contacts]
    if not addresses:
        return _("in the inbox; no mail address is on record")
    return _("in the inbox, and by mail: %(addresses)s") % {
        "addresses": ", ".join(addresses) if named else len(addresses)
    }


def _sent() -> Combinable:
    return Coalesce("sent_at", Value(NOT_YET), output_field=DateTimeField())


SUBJECT = Column(
    "subject",
    gettext_lazy("Subject"),
    lambda each: Cell(str(each), each.get_absolute_url()),
    order=lambda: alphabetical("subject"),
)
PURPOSE = Column("purpose", gettext_lazy("Purpose"), lambda each: str(each.get_purpose_display()), order="purpose")
SENT = Column("sent", gettext_lazy("Sent"), lambda each: moment(each.sent_at), order=_sent)
UNIT = Column(
    "unit",
    gettext_lazy("Unit"),
    lambda each: Cell(each.unit.party.short, each.unit.get_absolute_url()),
    order=lambda: alphabetical("unit__party__name"),
)
STATE = Column("state", gettext_lazy("State"), state_cell, order="state")
DISTRIBUTIONS = (SUBJECT, PURPOSE, UNIT, SENT, STATE)
PANEL = (SUBJECT, PURPOSE, SENT, STATE)
INBOX = (
    Column(
        "subject",
        gettext_lazy("Documents"),
        lambda each: Cell(str(each.recipient.distribution), each.get_absolute_url()),
    ),
    Column("from", gettext_lazy("From"), lambda each: each.recipient.distribution.unit.party.short),
    Column("for", gettext_lazy("For"), lambda each: str(each.recipient.party)),
    Column("came", gettext_lazy("Received"), lambda each: moment(each.sent_at), order="not_before"),
    Column("state", gettext_lazy("State"), receipt_state, order="state"),
)


def opened_cell(each: Enclosure) -> str:
    """Say when a document was opened and taken, as far as it was."""
    return moment(each.downloaded_at or each.opened_at)


def take_cell(each: Enclosure) -> Cell:
    """Lead a recipient to a document that was given; what was withheld leads nowhere."""
    page = "enclosure-file" if each.sha256 else "enclosure"
    return Cell(parcel_words(each), "" if each.withheld else reverse(page, args=(each.pk,)))

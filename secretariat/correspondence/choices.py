"""Words of distributions: what for, how far they are, and what became of each part."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.core.choices import Tone


class Purpose(models.TextChoices):
    IN_ADVANCE = "in_advance", _("documents in advance")
    CONCLUSIONS = "conclusions", _("conclusions")
    REPORT = "report", pgettext_lazy("purpose of a distribution", "report")
    OTHER = "other", pgettext_lazy("purpose of a distribution", "other")


class DistributionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a distribution", "draft")
    SENT = "sent", pgettext_lazy("state of a distribution", "being sent")
    DONE = "done", pgettext_lazy("state of a distribution", "gone out")
    CANCELLED = "cancelled", pgettext_lazy("state of a distribution", "cancelled")


OUT = (DistributionState.SENT, DistributionState.DONE)


class ChosenAs(models.TextChoices):
    """By which rule a recipient was chosen."""

    PARTICIPANT = "participant", _("takes part")
    MEMBER = "member", _("member of the organization")
    GROUP = "group", _("member of a group")
    BODY = "body", _("member of a body")
    CHOSEN = "chosen", _("chosen one by one")


class LanguageRule(models.TextChoices):
    """Why somebody is written to in a language."""

    CHOSEN = "chosen", _("chosen for this distribution")
    PREFERRED = "preferred", _("preferred by the recipient")
    READERS = "readers", _("the language of those who represent it")
    USUAL = "usual", _("the usual language, as none is recorded")


class Channel(models.TextChoices):
    MAIL = "mail", pgettext_lazy("channel", "mail")
    INBOX = "inbox", pgettext_lazy("channel", "inbox")


class Via(models.TextChoices):
    """Where an address is known from."""

    DESIGNATION = "designation", _("designation")
    ACCOUNT = "account", _("account of a delegate")


class ReceiptState(models.TextChoices):
    QUEUED = "queued", pgettext_lazy("state of a receipt", "waiting")
    SENDING = "sending", pgettext_lazy("state of a receipt", "being sent")
    SENT = "sent", pgettext_lazy("state of a receipt", "sent")
    IN_INBOX = "in_inbox", pgettext_lazy("state of a receipt", "in the inbox")
    OPENED = "opened", pgettext_lazy("state of a receipt", "opened")
    DOWNLOADED = "downloaded", pgettext_lazy("state of a receipt", "downloaded")
    BOUNCED = "bounced", pgettext_lazy("state of a receipt", "bounced")
    REFUSED = "refused", pgettext_lazy("state of a receipt", "refused")
    UNCONFIRMED = "unconfirmed", pgettext_lazy("state of a receipt", "unconfirmed")
    WITHHELD = "withheld", pgettext_lazy("state of a receipt", "withheld")


R = ReceiptState
OPEN = (R.QUEUED, R.SENDING)
ARRIVED = (R.SENT, R.IN_INBOX, R.OPENED, R.DOWNLOADED)
RECEIVED = (R.IN_INBOX, R.OPENED, R.DOWNLOADED)  # in an inbox: read by those who act for the recipient
RECEIPT_TONES = {
    R.QUEUED: Tone.GOING,
    R.SENDING: Tone.GOING,
    R.SENT: Tone.DONE,
    R.IN_INBOX: Tone.DONE,
    R.OPENED: Tone.DONE,
    R.DOWNLOADED: Tone.DONE,
    R.BOUNCED: Tone.LATE,
    R.REFUSED: Tone.LATE,
    R.UNCONFIRMED: Tone.WAIT,
    R.WITHHELD: Tone.NONE,
}
TONES = {
    DistributionState.DRAFT: Tone.NONE,
    DistributionState.SENT: Tone.GOING,
    DistributionState.DONE: Tone.DONE,
    DistributionState.CANCELLED: Tone.LATE,
}


class Withheld(models.TextChoices):
    """Why a recipient was not given a document."""

    NOT_READABLE = "not_readable", _("the recipient may not read it")
    NOT_ISSUED = "not_issued", _("it is not issued")
    NO_CONTACT = "no_contact", _("the address is no contact of the recipient any more")

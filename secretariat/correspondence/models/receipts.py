"""What became of a distribution at each address and inbox, and of each document in it."""

from __future__ import annotations

import datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.correspondence.choices import OPEN, RECEIVED, Channel, ReceiptState, Via, Withheld
from secretariat.correspondence.models.distributions import Recipient, open_recipients
from secretariat.documents.models import Document, readable


class ReceiptQuerySet(RecordQuerySet["Receipt"]):
    """Questions on receipts."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return those of distributions that one may see; outside the secretariat one's own State alone."""
        return self.filter(open_recipients(viewer, "recipient__"))

    def waiting(self, now: datetime.datetime) -> Self:
        """Keep what is due to be sent."""
        return self.filter(state=ReceiptState.QUEUED, not_before__lte=now)

    def cut_off(self, now: datetime.datetime) -> Self:
        """Keep those whose sending was begun and never ended: their worker died."""
        return self.filter(state=ReceiptState.SENDING, not_before__lt=now)

    def in_inbox_of(self, viewer: Viewer) -> Self:
        """Keep what lies in the inbox of those for whom the viewer acts."""
        own = self.filter(channel=Channel.INBOX, state__in=RECEIVED)
        return own.filter(recipient__party__in=viewer.party_ids)


class Receipt(Record):
    """What became of a distribution at one address, or in the inbox of one recipient; one row each.

    The opening link of mail is kept as its digest alone. What is unconfirmed may have arrived: only a person has it
    sent again.
    """

    recipient = models.ForeignKey(
        Recipient,
        verbose_name=_("recipient"),
        on_delete=models.PROTECT,
        related_name="receipts",
        help_text=_("Whose."),
    )
    channel = models.CharField(_("channel"), max_length=8, choices=Channel, help_text=_("By mail or in the inbox."))
    address = models.EmailField(_("address"), blank=True, help_text=_("Where mail goes; empty for the inbox."))
    via = models.CharField(
        _("known from"), max_length=12, choices=Via, blank=True, help_text=_("Where the address is known from.")
    )
    state = models.CharField(
        _("state"),
        max_length=12,
        choices=ReceiptState,
        default=ReceiptState.QUEUED,
        help_text=_("The furthest that is known."),
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, help_text=_("How often it was tried."))
    not_before = models.DateTimeField(
        _("not before"), help_text=_("When it is tried next; while it is being sent, when the worker counts as dead.")
    )
    sent_at = models.DateTimeField(
        _("sent"), null=True, blank=True, help_text=_("When the mail server took it, or it was laid into the inbox.")
    )
    opened_at = models.DateTimeField(
        _("opened"), null=True, blank=True, help_text=_("When the recipient first opened it.")
    )
    downloaded_at = models.DateTimeField(
        _("downloaded"), null=True, blank=True, help_text=_("When the recipient first took a file.")
    )
    said = models.CharField(
        _("what was answered"), max_length=500, blank=True, help_text=_("By the mail server, or in a bounce.")
    )
    digest = models.CharField(
        _("digest of the link"),
        max_length=64,
        null=True,
        blank=True,
        unique=True,
        editable=False,
        help_text=_("SHA-256 of what the link in mail opens with; that itself is not kept."),
    )
    opens_until = models.DateField(
        _("link opens until"), null=True, blank=True, help_text=_("The last day on which the link in mail opens.")
    )

    objects = ReceiptQuerySet.as_manager()

    # What the mail server said, and each attempt, may name people: recipients see what became of it.
    changed_inside: ClassVar[tuple[str, ...]] = ("said", "attempts", "not_before")

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.UniqueConstraint(fields=["recipient", "channel", "address"], name="correspondence_receipt_once"),
            models.CheckConstraint(
                condition=models.Q(channel=Channel.INBOX, address="")
                | (models.Q(channel=Channel.MAIL) & ~models.Q(address="")),
                name="correspondence_mail_has_address",
            ),
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=models.Q(state__in=OPEN), name="correspondence_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.recipient}: {self.get_channel_display()}"

    def get_absolute_url(self) -> str:
        return address_of("receipt", self.pk)

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.recipient.open_since(viewer)


class EnclosureQuerySet(RecordQuerySet["Enclosure"]):
    """As visible as the receipt and the document."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_recipients(viewer, "receipt__recipient__"), readable(viewer, "document__"))

    def given(self) -> Self:
        """Leave out what was withheld."""
        return self.filter(withheld="")


class Enclosure(Record):
    """That a document was given at one receipt, in which language, or why it was withheld; one row a document."""

    receipt = models.ForeignKey(
        Receipt,
        verbose_name=_("receipt"),
        on_delete=models.PROTECT,
        related_name="enclosures",
        help_text=_("At which address or inbox."),
    )
    document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="enclosures",
        help_text=_("What was given."),
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("The version that was given; empty where no version is on record."),
    )
    sha256 = models.CharField(
        _("digest"), max_length=64, blank=True, help_text=_("SHA-256 of the file that was given; empty without one.")
    )
    withheld = models.CharField(
        _("withheld"), max_length=12, choices=Withheld, blank=True, help_text=_("Why it was not given.")
    )
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True, help_text=_("When it was first opened."))
    downloaded_at = models.DateTimeField(
        _("downloaded"), null=True, blank=True, help_text=_("When its file was first taken.")
    )

    objects = EnclosureQuerySet.as_manager()

    class Meta:
        verbose_name = _("enclosure")
        verbose_name_plural = _("enclosures")
        constraints = [models.UniqueConstraint(fields=["receipt", "document"], name="correspondence_enclosed_once")]

    def __str__(self) -> str:
        return f"{self.document}, {self.receipt}"

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.receipt.open_since(viewer)

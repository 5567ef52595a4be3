"""A sending of documents: what, to whom, for what."""

from __future__ import annotations

import datetime
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.choices import Audience
from secretariat.core.history import since_last
from secretariat.core.languages import TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.correspondence.choices import OUT, RECEIVED, ChosenAs, DistributionState, LanguageRule, Purpose
from secretariat.documents.models import Document, readable
from secretariat.organization.models import Unit
from secretariat.parties.models import Party


def open_distributions(viewer: Viewer, prefix: str = "") -> models.Q:
    """Return the condition under which a viewer may see a distribution; ``prefix`` leads to it.

    Its audience and the sending unit's own people; those for whom it lies in the inbox, however few it is for. Before
    it is sent, and if it never is, it is for the secretariat alone.
    """
    if viewer.reads_everything:
        return ~models.Q(pk__in=[])  # all; an empty condition would vanish beside an “or”
    wide = models.Q(**{f"{prefix}audience__lte": viewer.clearance})
    if viewer.party_ids:
        received = Recipient.objects.filter(party__in=viewer.party_ids, receipts__state__in=RECEIVED)
        wide |= models.Q(**{f"{prefix}unit__party__in": viewer.party_ids})
        wide |= models.Q(**{f"{prefix}pk__in": received.values("distribution")})
    if viewer.clearance >= Audience.SECRETARIAT:
        return wide
    return wide & models.Q(**{f"{prefix}state__in": OUT})


class DistributionQuerySet(RecordQuerySet["Distribution"]):
    """Questions on distributions."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return what its audience lets see, what one's own unit sends and what lies in the inbox of one's own State.

        Drafts and what was cancelled are for the secretariat alone.
        """
        return self.filter(open_distributions(viewer))


class Distribution(Record):
    """A sending of chosen documents to chosen recipients for a purpose; one row a sending, whoever gets it how."""

    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="distributions",
        help_text=_("Who sends."),
    )
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose, help_text=_("What it is sent for."))
    subject = TranslatedField(_("subject"), help_text=_("Stands in mail as it is written here."))
    text = TranslatedField(
        _("text"), long=True, blank=True, help_text=_("Goes with the documents; each recipient gets one language.")
    )
    audience = models.PositiveSmallIntegerField(
        _("who may see it"),
        choices=Audience,
        default=Audience.SECRETARIAT,
        help_text=_(
            "That it was sent, and what; the unit and the recipients always see it, recipients their own part."
        ),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=DistributionState,
        default=DistributionState.DRAFT,
        help_text=_("How far it is; once sent it changes no more."),
    )
    why_not = models.CharField(_("why not sent"), max_length=500, blank=True, help_text=_("Why it was cancelled."))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, help_text=_("When somebody had it sent."))
    done_at = models.DateTimeField(
        _("gone out"), null=True, blank=True, help_text=_("When nothing of it waited any more.")
    )

    objects = DistributionQuerySet.as_manager()

    class Meta:
        verbose_name = _("distribution")
        verbose_name_plural = _("distributions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=OUT, sent_at__isnull=False)
                | (~models.Q(state__in=OUT) & models.Q(sent_at__isnull=True)),
                name="correspondence_sent_has_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=DistributionState.CANCELLED) | ~models.Q(why_not=""),
                name="correspondence_says_why_not",
                violation_error_message=_("Say why it is not sent."),
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="correspondence_by_state")]

    def __str__(self) -> str:
        return str(self.subject)

    def get_absolute_url(self) -> str:
        return address_of("distribution", self.pk)

    def keeper_ids(self) -> frozenset[uuid.UUID]:
        return frozenset({self.unit.party_id})

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        """Return since when it is out and its readers are as many as today: what was drafted stays inside."""
        if viewer.reads_everything:
            return None
        if viewer.clearance < Audience.SECRETARIAT:
            return since_last(self, ~models.Q(state__in=OUT))
        if self.unit.party_id in viewer.party_ids or self.audience > viewer.clearance:
            return None
        return since_last(self, models.Q(audience__gt=viewer.clearance))


class DistributionDocumentQuerySet(RecordQuerySet["DistributionDocument"]):
    """As visible as the distribution and the document."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_distributions(viewer, "distribution__"), readable(viewer, "document__"))


class DistributionDocument(Record):
    """That a document goes out in a distribution; one row a document, in the order of the covering text."""

    distribution = models.ForeignKey(
        Distribution,
        verbose_name=_("distribution"),
        on_delete=models.PROTECT,
        related_name="documents",
        help_text=_("In which sending."),
    )
    document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="distributions",
        help_text=_("What is sent."),
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place among the documents, from 1."))

    objects = DistributionDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document of a distribution")
        verbose_name_plural = _("documents of distributions")
        constraints = [
            models.UniqueConstraint(fields=["distribution", "document"], name="correspondence_document_once")
        ]

    def __str__(self) -> str:
        return str(self.document)

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.distribution.open_since(viewer)


def open_recipients(viewer: Viewer, prefix: str = "") -> models.Q:
    """Return the condition under which a viewer may see a recipient; ``prefix`` leads to it.

    SECURITY: outside the secretariat everybody sees the part of their own State alone, even of a distribution that all
    may see.
    """
    seen = open_distributions(viewer, f"{prefix}distribution__")
    if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
        return seen
    return seen & models.Q(**{f"{prefix}party__in": viewer.party_ids})


class RecipientQuerySet(RecordQuerySet["Recipient"]):
    """Questions on recipients."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return those of distributions that one may see; outside the secretariat one's own State alone."""
        return self.filter(open_recipients(viewer))


class Recipient(Record):
    """That a party gets the documents of a distribution, in which language and why; one row a party."""

    distribution = models.ForeignKey(
        Distribution,
        verbose_name=_("distribution"),
        on_delete=models.PROTECT,
        related_name="recipients",
        help_text=_("In which sending."),
    )
    party = models.ForeignKey(
        Party,
        verbose_name=_("recipient"),
        on_delete=models.PROTECT,
        related_name="received",
        help_text=_("Who gets it."),
    )
    chosen_as = models.CharField(
        _("chosen as"), max_length=12, choices=ChosenAs, help_text=_("By which rule it is among the recipients.")
    )
    of = models.ForeignKey(
        Party,
        verbose_name=_("member of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="chosen_through",
        help_text=_("The organization, group or body through which it was chosen."),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, help_text=_("In which it is written to.")
    )
    language_rule = models.CharField(
        _("why this language"), max_length=10, choices=LanguageRule, help_text=_("How the language was found.")
    )

    objects = RecipientQuerySet.as_manager()

    class Meta:
        verbose_name = _("recipient")
        verbose_name_plural = _("recipients")
        constraints = [models.UniqueConstraint(fields=["distribution", "party"], name="correspondence_recipient_once")]

    def __str__(self) -> str:
        return str(self.party)

    @property
    def body(self) -> Party | None:
        """The body whose member it is, if it was chosen as that."""
        return self.of if self.chosen_as == ChosenAs.BODY else None

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.distribution.open_since(viewer)


class PreferredLanguageQuerySet(RecordQuerySet["PreferredLanguage"]):
    """Questions on preferred languages. They are no secret."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.all()


class PreferredLanguage(Record):
    """In which language a State or organization wishes to be written to; one row a party that said so."""

    party = models.OneToOneField(
        Party,
        verbose_name=_("State or organization"),
        on_delete=models.PROTECT,
        related_name="preferred_language",
        help_text=_("Who wishes it."),
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, help_text=_("One of the four.")
    )
    source = models.CharField(
        _("source"), max_length=300, blank=True, help_text=_("Where this is known from, such as a note.")
    )

    objects = PreferredLanguageQuerySet.as_manager()

    class Meta:
        verbose_name = _("preferred language")
        verbose_name_plural = _("preferred languages")

    def __str__(self) -> str:
        return f"{self.party}: {self.get_language_display()}"

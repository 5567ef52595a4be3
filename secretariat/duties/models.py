"""Duties: what a party owes by a day, because a paragraph says so or somebody asked, and what shows it was kept."""

from __future__ import annotations

import datetime
import uuid
from typing import Self

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.choices import Audience
from secretariat.core.dates import written_period
from secretariat.core.history import since_last
from secretariat.core.languages import TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph, readable
from secretariat.duties.choices import KEPT_STATES, DutyKind, DutyState, Rhythm
from secretariat.parties.models import Party


def open_duties(viewer: Viewer, prefix: str = "") -> models.Q:
    """Return the condition under which a viewer may see a duty; ``prefix`` leads to it.

    Its audience sees it, and who acts for the party that owes or for the one that is owed. The paragraph that says so
    may be hidden all the same: show it to those who may read its document.
    """
    if viewer.reads_everything:
        return ~models.Q(pk__in=[])  # all; an empty condition would vanish beside an “or”
    wide = models.Q(**{f"{prefix}audience__lte": viewer.clearance})
    if viewer.party_ids:
        wide |= models.Q(**{f"{prefix}debtor__in": viewer.party_ids})
        wide |= models.Q(**{f"{prefix}creditor__in": viewer.party_ids})
    return wide


class Owed(models.Model):
    """What is owed, by whom, to whom, and who says so: of one duty, or of one that comes back period by period."""

    kind = models.CharField(_("kind"), max_length=24, choices=DutyKind, help_text=_("What sort of thing is owed."))
    subject = TranslatedField(_("what"), help_text=_("What is owed, or about what, in a few words."))
    debtor = models.ForeignKey(
        Party,
        verbose_name=_("owed by"),
        on_delete=models.PROTECT,
        related_name="%(class)s_owed",
        help_text=_("The unit, State or body that owes it."),
    )
    creditor = models.ForeignKey(
        Party,
        verbose_name=_("owed to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)s_due",
        help_text=_("Empty where it is owed to several, such as the States that take part."),
    )
    creditor_words = TranslatedField(
        _("owed to, in words"), blank=True, help_text=_("Such as: the Member States that take part.")
    )
    paragraph = models.ForeignKey(
        Paragraph,
        verbose_name=_("paragraph"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="%(class)s_ordered",
        help_text=_("What says so; empty where a person asked for it."),
    )
    asked_by = models.CharField(
        _("asked by"), max_length=200, blank=True, help_text=_("Who asked for it, where no paragraph says so.")
    )
    audience = models.PositiveSmallIntegerField(
        _("who may see it"),
        choices=Audience,
        default=Audience.SECRETARIAT,
        help_text=_("Who owes it and who is owed it always see it; an instruction stays inside the secretariat."),
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(paragraph__isnull=False) | ~models.Q(asked_by=""),
                name="%(app_label)s_%(class)s_says_why",
                violation_error_message=_("Name the paragraph that says so, or who asked for it."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=DutyKind.INSTRUCTION)
                | models.Q(audience__gte=Audience.SECRETARIAT, creditor__isnull=True),
                name="%(app_label)s_%(class)s_instruction_inside",
                violation_error_message=_("An instruction stays inside the secretariat."),
            ),
        ]

    @property
    def owed_to(self) -> str:
        """To whom it is owed, in the reader's language."""
        return str(self.creditor_words) or (str(self.creditor) if self.creditor_id else "")

    @property
    def named(self) -> str:
        """The kind and what it is about, in the reader's language."""
        return f"{capfirst(self.get_kind_display())}: {self.subject}"


class RecurringDutyQuerySet(RecordQuerySet["RecurringDuty"]):
    """Questions on duties that come back."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return what its audience lets see, and what the viewer's own parties or units owe or are owed."""
        return self.filter(open_duties(viewer))


class RecurringDuty(Record, Owed):
    """What is owed period after period, such as a report for each semester; one row an order that says so.

    The duty of each period exists by itself once the period has begun (``services.owe_what_recurs``).
    """

    rhythm = models.CharField(_("rhythm"), max_length=10, choices=Rhythm, help_text=_("How often it is owed."))
    starts_on = models.DateField(_("first day"), help_text=_("It is owed for the period of this day and those after."))
    ends_on = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("No period that begins later; empty if it goes on.")
    )
    days_after = models.PositiveSmallIntegerField(
        _("days after the period"),
        default=30,
        help_text=_(
            "By how many days after the last day of a period it is owed. A setting of ours, not of the source."
        ),
    )
    remind_days = models.PositiveSmallIntegerField(
        _("days of reminding"), default=30, help_text=_("How many days before the due day people are reminded.")
    )

    objects = RecurringDutyQuerySet.as_manager()

    class Meta(Owed.Meta):
        verbose_name = _("recurring duty")
        verbose_name_plural = _("recurring duties")
        constraints = [
            *Owed.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="duties_recurring_days_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.UniqueConstraint(
                fields=["paragraph", "debtor", "kind"],
                condition=models.Q(paragraph__isnull=False),
                name="duties_recurring_once",
                violation_error_message=_("This is on record already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.named} ({self.get_rhythm_display()})"

    def get_absolute_url(self) -> str:
        return address_of("recurring-duty", self.pk)

    def keeper_ids(self) -> frozenset[uuid.UUID]:
        return frozenset({self.debtor_id})


class DutyQuerySet(RecordQuerySet["Duty"]):
    """Questions on duties."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return what its audience lets see, and what the viewer's own parties or units owe or are owed."""
        return self.filter(open_duties(viewer))

    def owed(self) -> Self:
        """Keep those that are not done yet."""
        return self.filter(state=DutyState.OWED)

    def due(self, day: datetime.date) -> Self:
        """Keep those of which people are reminded on ``day``, and which are not late yet."""
        return self.owed().filter(remind_from__lte=day, due_on__gte=day)

    def late(self, day: datetime.date) -> Self:
        """Keep those that should have been done before ``day`` and are not."""
        return self.owed().filter(due_on__lt=day)

    def done(self) -> Self:
        """Keep those that were kept, in time or late."""
        return self.filter(state__in=KEPT_STATES)

    def done_late(self) -> Self:
        """Keep those that were kept after their day."""
        return self.filter(state=DutyState.KEPT_LATE)


class Duty(Record, Owed):
    """Something owed by a party by a day, because a paragraph says so or somebody asked; one row a thing owed.

    ``slot`` names what it is owed for, so that what exists by itself exists once.
    """

    due_on = models.DateField(
        _("due on"), null=True, blank=True, help_text=_("The last day on which it is in time; empty while none is set.")
    )
    remind_from = models.DateField(
        _("reminded from"), null=True, blank=True, help_text=_("The first day on which people are reminded.")
    )
    done_on = models.DateField(_("done on"), null=True, blank=True, help_text=_("The day it was kept."))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=DutyState,
        default=DutyState.OWED,
        help_text=_("Owed until it is kept or somebody releases from it."),
    )
    why_released = models.CharField(
        _("why released"), max_length=500, blank=True, help_text=_("Why it is not owed any more.")
    )
    covers_from = models.DateField(
        _("period from"), null=True, blank=True, help_text=_("First day of the period it is about.")
    )
    covers_until = models.DateField(
        _("period until"), null=True, blank=True, help_text=_("Last day of the period it is about, included.")
    )
    recurring = models.ForeignKey(
        RecurringDuty,
        verbose_name=_("recurring duty"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="duties",
        help_text=_("What comes back, where this is one of its periods."),
    )
    slot = models.CharField(
        _("slot"), max_length=120, blank=True, editable=False, help_text=_("What it is owed for: one duty a slot.")
    )

    objects = DutyQuerySet.as_manager()

    class Meta(Owed.Meta):
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [
            *Owed.Meta.constraints,
            models.UniqueConstraint(fields=["slot"], condition=~models.Q(slot=""), name="duties_duty_once_a_slot"),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True, remind_from__isnull=True)
                | models.Q(due_on__isnull=False, remind_from__isnull=False, remind_from__lte=models.F("due_on")),
                name="duties_duty_reminded_before",
                violation_error_message=_("People are reminded before the due day, not after it."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=DutyState.KEPT, done_on__isnull=False, due_on__isnull=True)
                | models.Q(state=DutyState.KEPT, done_on__isnull=False, done_on__lte=models.F("due_on"))
                | models.Q(state=DutyState.KEPT_LATE, done_on__isnull=False, done_on__gt=models.F("due_on"))
                | models.Q(state__in=(DutyState.OWED, DutyState.RELEASED), done_on__isnull=True),
                name="duties_duty_state_says_when",
                violation_error_message=_("What was kept has a day; it is late where that lies after the due day."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=DutyState.RELEASED) ^ models.Q(why_released=""),
                name="duties_duty_says_why_released",
                violation_error_message=_("Say why it is not owed any more."),
            ),
            models.CheckConstraint(
                condition=models.Q(covers_from__isnull=True, covers_until__isnull=True)
                | models.Q(covers_from__isnull=False, covers_until__gte=models.F("covers_from")),
                name="duties_duty_period_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
        ]
        indexes = [
            models.Index(fields=["state", "due_on"], name="duties_by_state_and_day"),
            models.Index(fields=["debtor", "state", "due_on"], name="duties_of_debtor"),
        ]

    def __str__(self) -> str:
        period = written_period(self.covers_from, self.covers_until) if self.covers_from else ""
        return f"{self.named}, {period}" if period else self.named

    def get_absolute_url(self) -> str:
        return address_of("duty", self.pk)

    def keeper_ids(self) -> frozenset[uuid.UUID]:
        return frozenset({self.debtor_id})

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        """Return since when its readers are as many as today: what it said to fewer of them stays theirs."""
        if viewer.reads_everything or viewer.party_ids & {self.debtor_id, self.creditor_id}:
            return None
        return since_last(self, models.Q(audience__gt=viewer.clearance))

    def is_late(self, day: datetime.date) -> bool:
        """Tell whether it should have been done before ``day`` and is not."""
        return self.state == DutyState.OWED and self.due_on is not None and self.due_on < day

    def is_due(self, day: datetime.date) -> bool:
        """Tell whether people are reminded of it on ``day``, and it is not late yet."""
        if self.state != DutyState.OWED or self.remind_from is None or self.due_on is None:
            return False
        return self.remind_from <= day <= self.due_on


class DutyEvidenceQuerySet(RecordQuerySet["DutyEvidence"]):
    """As visible as the duty and the document."""

    def visible_to(self, viewer: Viewer) -> Self:
        document = models.Q(document__isnull=True) | readable(viewer, "document__")
        return self.filter(open_duties(viewer, "duty__"), document)

    def standing(self) -> Self:
        """Leave out what was taken back."""
        return self.filter(is_withdrawn=False)


class DutyEvidence(Record):
    """What shows that a duty was kept: a document, or what somebody says of it; one row a piece."""

    duty = models.ForeignKey(
        Duty,
        verbose_name=_("duty"),
        on_delete=models.PROTECT,
        related_name="evidence",
        help_text=_("What was kept by it."),
    )
    document = models.ForeignKey(
        Document,
        verbose_name=_("document"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duty_evidence",
        help_text=_("The document that shows it."),
    )
    text = models.CharField(
        _("in words"), max_length=500, blank=True, help_text=_("What shows it, such as a note with its number.")
    )
    day = models.DateField(_("day"), help_text=_("The day of what shows it."))
    source = models.UUIDField(
        _("source"), null=True, blank=True, editable=False, help_text=_("What another part of the program keeps of it.")
    )
    url = models.CharField(
        _("page"), max_length=200, blank=True, editable=False, help_text=_("The page that shows the source.")
    )
    is_withdrawn = models.BooleanField(
        _("withdrawn"), default=False, editable=False, help_text=_("It does not show it after all.")
    )

    objects = DutyEvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("evidence of a duty")
        verbose_name_plural = _("evidence of duties")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(document__isnull=False) | ~models.Q(text=""),
                name="duties_evidence_says_something",
                violation_error_message=_("Name the document, or say in words what shows it."),
            ),
            models.UniqueConstraint(
                fields=["duty", "source"], condition=models.Q(source__isnull=False), name="duties_evidence_source_once"
            ),
            models.UniqueConstraint(
                fields=["duty", "document"],
                condition=models.Q(source__isnull=True),
                name="duties_evidence_document_once",
                violation_error_message=_("This document is on record already."),
            ),
        ]

    def __str__(self) -> str:
        return self.text or str(self.document)

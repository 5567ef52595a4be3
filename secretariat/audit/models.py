"""Who looked at what not everyone may see, the seals that show tampering, and when somebody last visited a register.

These are technical rows, not records: readings and seals are appended and never changed, a visit is only its newest.
"""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.accounts.choices import ADMINISTRATOR
from secretariat.core.choices import How
from secretariat.core.identifiers import new_identifier
from secretariat.core.viewer import Viewer


class ReadingQuerySet(models.QuerySet["Reading"]):
    """Questions on readings."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return all to administrators, their own to others; a record's chiefs read theirs in its panel."""
        if viewer.reads_everything or viewer.holds(ADMINISTRATOR):
            return self.all()
        return self.filter(person=viewer.person.pk) if viewer.person else self.none()

    def of(self, record: models.Model) -> Self:
        return self.filter(label=record._meta.label_lower, record=record.pk)


class Reading(models.Model):
    """That a person read a record that not everyone may see; at most one row a person, record, way and hour.

    A technical row, no record: appended after the answer, never changed, sealed by the hour, dropped when its time is
    over. It keeps no title: what the record is called, the record says to those who may see it.
    """

    id = models.UUIDField(
        _("identifier"), primary_key=True, default=new_identifier, editable=False, help_text=_("Never changes.")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who was signed in."),
    )
    label = models.CharField(_("kind of record"), max_length=80, help_text=_("As the program calls it."))
    record = models.UUIDField(_("record"), help_text=_("The identifier of the record."))
    how = models.CharField(_("how"), max_length=10, choices=How, help_text=_("In what way it was read."))
    at = models.DateTimeField(_("when"), help_text=_("The first time in that hour."))
    hour = models.DateTimeField(_("hour"), help_text=_("The hour it lies in, in universal time."))

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [
            models.UniqueConstraint(fields=["person", "record", "how", "hour"], name="audit_reading_once_an_hour")
        ]
        indexes = [
            models.Index(fields=["at", "id"], name="audit_reading_by_time"),
            models.Index(fields=["record", "at"], name="audit_reading_by_record"),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.label} {self.record} {self.at:%Y-%m-%d %H:%M}"


class Seal(models.Model):
    """A seal over the readings and the history entries of some hours, chained to the one before.

    A technical row, no record: one row for the hours from ``since`` until before ``until``, which no other row covers.
    """

    number = models.PositiveBigIntegerField(_("number"), primary_key=True, help_text=_("Counts from 1, without a gap."))
    since = models.DateTimeField(_("from"), help_text=_("The first moment it covers."))
    until = models.DateTimeField(_("until"), help_text=_("The first moment it does not cover."))
    readings = models.PositiveBigIntegerField(_("readings"), help_text=_("How many there were."))
    readings_digest = models.CharField(_("digest of the readings"), max_length=64, help_text=_("SHA-256."))
    entries = models.PositiveBigIntegerField(_("history entries"), help_text=_("How many there were."))
    entries_digest = models.CharField(_("digest of the history entries"), max_length=64, help_text=_("SHA-256."))
    columns = models.JSONField(
        _("columns"),
        default=dict,
        help_text=_("Which columns of which histories it covers; upgrades add others freely."),
    )
    digest = models.CharField(
        _("digest"), max_length=64, help_text=_("HMAC-SHA-256 over all of this and the seal before.")
    )

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        constraints = [
            models.UniqueConstraint(fields=["since"], name="audit_seal_covers_once"),
            models.CheckConstraint(condition=models.Q(until__gt=models.F("since")), name="audit_seal_covers_some_time"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.digest}"


class Visit(models.Model):
    """When a person was last in a register; one row a person and family of records.

    A technical row, no record: renewed at most once a quarter hour. ``before`` is when the visit before the present one
    ended: what changed since then is new to the person.
    """

    id = models.UUIDField(
        _("identifier"), primary_key=True, default=new_identifier, editable=False, help_text=_("Never changes.")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who was signed in."),
    )
    family = models.CharField(_("family of records"), max_length=40, help_text=_("As the program calls it."))
    latest = models.DateTimeField(_("latest"), help_text=_("When they were last there, to the quarter hour."))
    before = models.DateTimeField(
        _("before"), null=True, help_text=_("When the visit before ended; empty at the first one.")
    )

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [models.UniqueConstraint(fields=["person", "family"], name="audit_visit_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.family}"

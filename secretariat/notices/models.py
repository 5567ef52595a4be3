"""Notices, how people wish to learn of them, and the letters in which they are mailed."""

from __future__ import annotations

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Way
from secretariat.core.identifiers import new_identifier
from secretariat.core.notice_registry import find_kind
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.notices.choices import LetterState


class NoticeQuerySet(RecordQuerySet["Notice"]):
    """Questions on notices."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the viewer's own; nobody reads those of others."""
        return self.filter(person=viewer.person.pk) if viewer.person else self.none()

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)

    def unmailed(self, way: Way) -> Self:
        """Return those that still have to be mailed in a way: what was read in the inbox has not."""
        return self.unread().filter(way=way, letter_item__isnull=True)


class Notice(Record):
    """That a person was told of something; one row a person and occasion.

    What it is about stands here as words and an identifier, not as a key: notices lie below the records they speak of.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("to"),
        on_delete=models.PROTECT,
        related_name="notices",
        help_text=_("Who is told; nobody else sees it."),
    )
    kind = models.CharField(_("kind"), max_length=60, help_text=_("What sort of notice it is."))
    occasion = models.CharField(
        _("occasion"), max_length=200, help_text=_("Of one occasion a person is told once, however often it is said.")
    )
    about_label = models.CharField(
        _("kind of record"), max_length=80, blank=True, help_text=_("What it is about; empty if about no record.")
    )
    about_id = models.CharField(_("record"), max_length=40, blank=True, help_text=_("The record's identifier."))
    address = models.CharField(_("address"), max_length=500, blank=True, help_text=_("The page where it leads."))
    data = models.JSONField(
        _("data"), default=dict, blank=True, help_text=_("What the words of the kind are completed with, by language.")
    )
    way = models.CharField(_("way"), max_length=8, choices=Way, help_text=_("As the person wished when it was made."))
    made_at = models.DateTimeField(_("made"), help_text=_("When it was made."))
    read_at = models.DateTimeField(_("read"), null=True, blank=True, help_text=_("Empty until it is read."))

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "occasion"], name="notices_notice_once_an_occasion")
        ]
        indexes = [
            models.Index(fields=["person"], condition=models.Q(read_at__isnull=True), name="notices_notice_unread"),
        ]

    def __str__(self) -> str:
        kind = find_kind(self.kind)
        return str(kind.label) if kind else self.kind

    def get_absolute_url(self) -> str:
        return reverse("notice-open", args=(self.pk,))


class PreferenceQuerySet(RecordQuerySet["Preference"]):
    """Questions on preferences."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return the viewer's own."""
        return self.filter(person=viewer.person.pk) if viewer.person else self.none()


class Preference(Record):
    """How a person wishes to learn of notices of a kind; one row a person and kind, none where they never chose."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="notice_preferences",
        help_text=_("Whose wish it is."),
    )
    kind = models.CharField(_("kind"), max_length=60, help_text=_("Of which notices."))
    way = models.CharField(_("way"), max_length=8, choices=Way, help_text=_("How to learn of them."))

    objects = PreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("preference")
        verbose_name_plural = _("preferences")
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="notices_preference_once_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.get_way_display()}"


class LetterQuerySet(models.QuerySet["Letter"]):
    """Questions on letters."""

    def due(self, now: datetime.datetime) -> Self:
        return self.filter(state=LetterState.WAITING, not_before__lte=now)

    def cut_off(self, now: datetime.datetime) -> Self:
        """Return those whose sending was begun and never ended: their worker died."""
        return self.filter(state=LetterState.SENDING, not_before__lt=now)


class Letter(models.Model):
    """A message to one person with one or more notices; one row a message, whatever the number of attempts.

    No record: only the worker writes it, and it holds no words; those are found when it is sent.
    """

    id = models.UUIDField(
        _("identifier"),
        primary_key=True,
        default=new_identifier,
        editable=False,
        help_text=_("Never changes; the message bears it in its Message-ID."),
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("to"),
        on_delete=models.PROTECT,
        related_name="letters",
        help_text=_("Who gets it."),
    )
    key = models.CharField(
        _("key"), max_length=60, help_text=_("The notice, or the day of the digest in the person's own time zone.")
    )
    way = models.CharField(_("way"), max_length=8, choices=Way, help_text=_("At once or as a digest."))
    state = models.CharField(
        _("state"), max_length=9, choices=LetterState, default=LetterState.WAITING, help_text=_("How far it is.")
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, help_text=_("How often it was tried."))
    not_before = models.DateTimeField(
        _("not before"), help_text=_("When it is tried next; while it is being sent, when the worker counts as dead.")
    )
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True, help_text=_("When the mail server took it."))
    error = models.CharField(_("last error"), max_length=100, blank=True, help_text=_("Its kind, nobody's data."))

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        constraints = [models.UniqueConstraint(fields=["person", "key"], name="notices_letter_once_a_key")]
        indexes = [
            models.Index(
                fields=["not_before"], condition=models.Q(state__in=("waiting", "sending")), name="notices_letter_open"
            )
        ]

    def __str__(self) -> str:
        return self.key


class LetterItem(models.Model):
    """That a notice stands in a letter; one row a notice, so that no notice is mailed twice. No record, as letters."""

    notice = models.OneToOneField(
        Notice,
        verbose_name=_("notice"),
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="letter_item",
        help_text=_("What is mailed."),
    )
    letter = models.ForeignKey(
        Letter,
        verbose_name=_("letter"),
        on_delete=models.PROTECT,
        related_name="items",
        help_text=_("In which message."),
    )

    class Meta:
        verbose_name = _("item of a letter")
        verbose_name_plural = _("items of letters")

    def __str__(self) -> str:
        return str(self.notice)

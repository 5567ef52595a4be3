"""Calendars that programs of a person read by an address that nobody else knows."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.accounts.choices import ADMINISTRATOR
from secretariat.accounts.models import Person, one_line
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import FeedOf


class FeedQuerySet(RecordQuerySet["Feed"]):
    """Questions on feeds."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return one's own, to an administrator everyone's; none holds what it opens with."""
        if viewer.reads_everything or viewer.holds(ADMINISTRATOR):
            return self.all()
        return self.filter(person=viewer.person.pk) if viewer.person else self.none()

    def standing(self) -> Self:
        """Leave out what was revoked."""
        return self.filter(revoked_on__isnull=True)


class Feed(Record):
    """An address at which a calendar program reads what a person may see; one row an address, ended, never deleted.

    The secret in the address is shown once and not kept: here is its SHA-256. What it answers is what the person may
    see on that day.
    """

    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="calendar_feeds",
        help_text=_("Who reads with it."),
    )
    name = models.CharField(
        _("name"), max_length=80, validators=[one_line], help_text=_("Where it is read, such as “My telephone”.")
    )
    of = models.CharField(
        _("what it holds"),
        max_length=4,
        choices=FeedOf,
        default=FeedOf.MINE,
        help_text=_("What one's own units and States have a part in, or all that one may see."),
    )
    digest = models.CharField(
        _("digest"),
        max_length=64,
        unique=True,
        editable=False,
        help_text=_("SHA-256 of the secret in the address; that itself is not kept."),
    )
    revoked_on = models.DateField(
        _("revoked on"), null=True, blank=True, editable=False, help_text=_("Since when the address answers nothing.")
    )

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")

    def __str__(self) -> str:
        return self.name

"""Bodies in which States sit, and their sessions as identity."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secretariat.bodies.choices import BodyKind, SessionKind
from secretariat.core.addresses import address_of
from secretariat.core.choices import Precision
from secretariat.core.languages import TranslatedField
from secretariat.core.records import PublicQuerySet, Record
from secretariat.parties.models import Party


class BodyQuerySet(PublicQuerySet["Body"]):
    """Questions on bodies."""


class Body(Record):
    """What is particular to a committee, council or forum; one row a body."""

    party = models.OneToOneField(
        Party,
        verbose_name=_("party"),
        on_delete=models.PROTECT,
        related_name="body",
        help_text=_("The body as a party."),
    )
    kind = models.CharField(_("kind"), max_length=16, choices=BodyKind, help_text=_("What sort of body it is."))
    parent = models.ForeignKey(
        Party,
        verbose_name=_("belongs to"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="bodies_below",
        help_text=_("The body or organization it belongs to."),
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")

    def __str__(self) -> str:
        return str(self.party)

    def get_absolute_url(self) -> str:
        return self.party.get_absolute_url()


class SessionQuerySet(PublicQuerySet["Session"]):
    """Questions on sessions."""


class Session(Record):
    """A session of a body: part of a document's identity, since numbers restart at special sessions."""

    body = models.ForeignKey(
        Body, verbose_name=_("body"), on_delete=models.PROTECT, related_name="sessions", help_text=_("Who meets.")
    )
    number = models.PositiveSmallIntegerField(
        _("number"), help_text=_("Counted apart for regular and special sessions.")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=SessionKind, help_text=_("Regular or special."))
    opened_on = models.DateField(_("opened on"), null=True, blank=True, help_text=_("First day."))
    closed_on = models.DateField(_("closed on"), null=True, blank=True, help_text=_("Last day."))
    opened_precision = models.CharField(
        _("precision of the first day"),
        max_length=8,
        choices=Precision,
        default=Precision.DAY,
        help_text=_("How exactly it is known."),
    )
    place = TranslatedField(_("place"), blank=True, help_text=_("Where it meets."))

    objects = SessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        constraints = [
            models.UniqueConstraint(fields=["body", "kind", "number"], name="bodies_session_number_once"),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True)
                | models.Q(opened_on__isnull=True)
                | models.Q(closed_on__gte=models.F("opened_on")),
                name="bodies_session_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return gettext("%(body)s, %(session)s") % {"body": self.body.party.short, "session": self.short}

    @property
    def short(self) -> str:
        """The session within its body: kind and number."""
        return gettext("%(kind)s %(number)s") % {"kind": self.get_kind_display(), "number": self.number}

    def get_absolute_url(self) -> str:
        return address_of("session", self.body.party.slug, self.kind, self.number)

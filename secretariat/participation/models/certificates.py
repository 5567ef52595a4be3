"""Certificates of those who attended."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.participation.models.nominations import Nomination, open_names


class CertificateQuerySet(RecordQuerySet["Certificate"]):
    """As visible as the nomination; whoever has its code may ask whether it stands."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_names(viewer, "nomination__"))

    def standing(self) -> Self:
        return self.filter(revoked_on__isnull=True)


class Certificate(Record):
    """That somebody attended an event as its terms ask; one row a certificate, revoked and never deleted."""

    nomination = models.ForeignKey(
        Nomination,
        verbose_name=_("nomination"),
        on_delete=models.PROTECT,
        related_name="certificates",
        help_text=_("Whose."),
    )
    code = models.CharField(
        _("code"), max_length=20, unique=True, editable=False, help_text=_("Under which anyone may check it.")
    )
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, help_text=_("In which it is written.")
    )
    issued_on = models.DateField(_("issued on"), help_text=_("The day it bears."))
    attended = models.PositiveSmallIntegerField(_("sessions attended"), help_text=_("As recorded on that day."))
    held = models.PositiveSmallIntegerField(_("sessions held"), help_text=_("As recorded on that day."))
    revoked_on = models.DateField(
        _("revoked on"), null=True, blank=True, help_text=_("Since when it confirms nothing any more.")
    )
    why = models.CharField(_("why"), max_length=500, blank=True, help_text=_("Why it was revoked."))

    objects = CertificateQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["nomination"],
                condition=models.Q(revoked_on__isnull=True),
                name="participation_one_certificate",
                violation_error_message=_("A certificate stands already."),
            ),
            models.CheckConstraint(
                condition=models.Q(attended__lte=models.F("held"), attended__gte=1),
                name="participation_certificate_attended",
                violation_error_message=_("Only those who attended get a certificate."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return address_of("certificate", self.pk)

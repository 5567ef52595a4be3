"""What became of an event for those who attended, months later."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Audience
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.participation.models.nominations import Nomination, open_names
from secretariat.parties.choices import RoleKind


class FollowUpQuerySet(RecordQuerySet["FollowUp"]):
    """Questions on follow-ups."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return them to those of the secretariat who know the names; what a person answers is not for the State."""
        rows = self.filter(open_names(viewer, "nomination__"))
        if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
            return rows
        return rows.exclude(nomination__party__in=viewer.parties_as(RoleKind.DELEGATE))


class FollowUp(Record):
    """That somebody who attended is asked what became of it, and the answer; one row a nomination.

    The person answers by a link; of what opens it only the SHA-256 is kept.
    """

    nomination = models.OneToOneField(
        Nomination,
        verbose_name=_("nomination"),
        on_delete=models.PROTECT,
        related_name="follow_up",
        help_text=_("Who is asked, on what."),
    )
    digest = models.CharField(
        _("digest"),
        max_length=64,
        unique=True,
        editable=False,
        help_text=_("SHA-256 of what opens; that itself is not kept."),
    )
    asked_on = models.DateField(_("asked on"), help_text=_("The day of the request."))
    closes_on = models.DateField(_("open until"), help_text=_("Last day on which it can be answered."))
    answered_on = models.DateField(_("answered on"), null=True, blank=True, help_text=_("Empty until then."))
    uses_it = models.BooleanField(
        _("uses what was learned"), null=True, blank=True, help_text=_("Empty where it is not answered.")
    )
    in_position = models.BooleanField(
        _("still in the position"), null=True, blank=True, help_text=_("Empty where it is not answered.")
    )
    result = models.TextField(
        _("what became of it"), max_length=2000, blank=True, help_text=_("In the person's own words.")
    )

    objects = FollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_on__isnull=False)
                | models.Q(uses_it__isnull=True, in_position__isnull=True),
                name="participation_answer_has_day",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("asked_on")), name="participation_follow_up_in_order"
            ),
        ]

    def __str__(self) -> str:
        return str(self.nomination)

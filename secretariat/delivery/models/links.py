"""What a deliverable serves beside its own line."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.delivery.models.deliverables import Deliverable, open_deliverables
from secretariat.documents.models import readable
from secretariat.mandates.models import Mandate
from secretariat.plans.models import Activity


class AlsoServesQuerySet(RecordQuerySet["AlsoServes"]):
    """As visible as the deliverable and what it serves."""

    def visible_to(self, viewer: Viewer) -> Self:
        lines = Activity.objects.visible_to(viewer)
        served = models.Q(activity__isnull=True) | models.Q(activity__in=lines)
        mandate = models.Q(mandate__isnull=True) | readable(viewer, "mandate__paragraph__document__")
        return self.filter(open_deliverables(viewer, "deliverable__"), served, mandate)

    def standing(self) -> Self:
        """Leave out what was taken back."""
        return self.filter(is_withdrawn=False)


class AlsoServes(Record):
    """That a deliverable also serves another line or a mandate, where it is shown and not counted; one row each."""

    deliverable = models.ForeignKey(
        Deliverable,
        verbose_name=_("deliverable"),
        on_delete=models.PROTECT,
        related_name="also_serves",
        help_text=_("What serves."),
    )
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("plan line"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="also_serves",
        help_text=_("The line that is served too."),
    )
    mandate = models.ForeignKey(
        Mandate,
        verbose_name=_("mandate"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="also_serves",
        help_text=_("The mandate that is served too."),
    )
    is_withdrawn = models.BooleanField(
        _("withdrawn"), default=False, editable=False, help_text=_("It does not serve it after all.")
    )

    objects = AlsoServesQuerySet.as_manager()

    class Meta:
        verbose_name = _("also serves")
        verbose_name_plural = _("also serves")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(activity__isnull=True) ^ models.Q(mandate__isnull=True),
                name="delivery_serves_line_or_mandate",
                violation_error_message=_("It serves either a line or a mandate."),
            ),
            models.UniqueConstraint(fields=["deliverable", "activity"], name="delivery_serves_line_once"),
            models.UniqueConstraint(fields=["deliverable", "mandate"], name="delivery_serves_mandate_once"),
        ]

    def __str__(self) -> str:
        return f"{self.deliverable} – {self.activity or self.mandate}"

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.deliverable.open_since(viewer)

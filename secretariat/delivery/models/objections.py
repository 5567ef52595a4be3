"""What those who lead a unit say against a number of its lines."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.accounts.models import Person
from secretariat.core.addresses import address_of
from secretariat.core.records import Record, SecretariatQuerySet
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import ObjectionState
from secretariat.documents.models import readable
from secretariat.plans.models import Activity


class ObjectionQuerySet(SecretariatQuerySet["Objection"]):
    """Questions on objections; they are for the secretariat."""

    def visible_to(self, viewer: Viewer) -> Self:
        """As far as they may read the plan."""
        return super().visible_to(viewer).filter(readable(viewer, "activity__plan__document__"))

    def open(self) -> Self:
        """Keep those that nobody decided yet."""
        return self.filter(state=ObjectionState.RAISED)


class Objection(Record):
    """That a number of a plan line is said to be wrong: how many were held by a day; one row an objection.

    It changes no number: who accepts it puts the record of the deliverables right.
    """

    activity = models.ForeignKey(
        Activity,
        verbose_name=_("plan line"),
        on_delete=models.PROTECT,
        related_name="objections",
        help_text=_("The line whose number it is."),
    )
    on = models.DateField(_("day"), help_text=_("The day for which the number was shown."))
    shown = models.PositiveIntegerField(_("number shown"), help_text=_("How many were held by that day, as shown."))
    should_be = models.PositiveIntegerField(_("should be"), help_text=_("How many it should be."))
    why = models.TextField(_("why"), max_length=2000, help_text=_("What is missing or counted wrongly."))
    raised_by = models.ForeignKey(
        Person,
        verbose_name=_("raised by"),
        on_delete=models.PROTECT,
        related_name="objections",
        editable=False,
        help_text=_("Who objects."),
    )
    state = models.CharField(
        _("state"),
        max_length=8,
        choices=ObjectionState,
        default=ObjectionState.RAISED,
        editable=False,
        help_text=_("Whether somebody decided it, and how."),
    )
    answer = models.CharField(_("answer"), max_length=500, blank=True, help_text=_("Why it was accepted or rejected."))

    objects = ObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection")
        verbose_name_plural = _("objections")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(should_be=models.F("shown")),
                name="delivery_objection_differs",
                violation_error_message=_("The number is the one that is shown."),
            ),
            models.CheckConstraint(
                condition=models.Q(state=ObjectionState.RAISED) | ~models.Q(answer=""),
                name="delivery_objection_answered",
                violation_error_message=_("Say why."),
            ),
            models.UniqueConstraint(
                fields=["activity"],
                condition=models.Q(state=ObjectionState.RAISED),
                name="delivery_one_open_objection",
                violation_error_message=_("Somebody objects to this number already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity.address}: {self.shown} → {self.should_be}"

    def get_absolute_url(self) -> str:
        return address_of("objection", self.pk)

"""Plans and the amendments to them."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secretariat.bodies.models import Body
from secretariat.core.addresses import address_of
from secretariat.core.choices import Audience
from secretariat.core.languages import TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, readable
from secretariat.organization.models import Unit
from secretariat.plans.choices import AmendmentState, PlanState


class PlanQuerySet(RecordQuerySet["Plan"]):
    """Questions on plans."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "document__"))


class Plan(Record):
    """A body's work plan for a period; one row a plan. What was adopted never changes: see ``Amendment``."""

    document = models.OneToOneField(
        Document,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="plan",
        help_text=_("The plan as a document."),
    )
    body = models.ForeignKey(
        Body, verbose_name=_("body"), on_delete=models.PROTECT, related_name="plans", help_text=_("Who adopts it.")
    )
    owner = models.ForeignKey(
        Unit,
        verbose_name=_("carried out by"),
        on_delete=models.PROTECT,
        related_name="plans",
        help_text=_("The unit that carries it out."),
    )
    title = TranslatedField(_("title"), help_text=_("What it is called."))
    starts_on = models.DateField(_("from"), help_text=_("First day of the plan."))
    ends_on = models.DateField(_("until"), help_text=_("Last day of the plan."))
    state = models.CharField(
        _("state"), max_length=8, choices=PlanState, default=PlanState.DRAFT, help_text=_("Where it stands.")
    )
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True, help_text=_("The day the body adopted it."))
    adopted_at = TranslatedField(_("adopted at"), blank=True, help_text=_("The meeting that adopted it."))

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="plans_plan_days_in_order"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(adopted_on__isnull=False),
                name="plans_plan_adopted_has_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.title)

    def get_absolute_url(self) -> str:
        return address_of("plan", self.document.slug)


class AmendmentQuerySet(RecordQuerySet["Amendment"]):
    """An amendment in draft is for the secretariat."""

    def visible_to(self, viewer: Viewer) -> Self:
        rows = self.filter(readable(viewer, "plan__document__"))
        if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
            return rows
        return rows.filter(state=AmendmentState.ADOPTED)

    def adopted(self) -> Self:
        return self.filter(state=AmendmentState.ADOPTED)


class Amendment(Record):
    """A change to an adopted plan, with its authority; numbered within the plan from 1."""

    plan = models.ForeignKey(
        Plan,
        verbose_name=_("plan"),
        on_delete=models.PROTECT,
        related_name="amendments",
        help_text=_("What is amended."),
    )
    number = models.PositiveSmallIntegerField(_("number"), help_text=_("Within the plan, from 1."))
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=AmendmentState,
        default=AmendmentState.DRAFT,
        help_text=_("A draft changes nothing yet."),
    )
    authority = models.ForeignKey(
        Document,
        verbose_name=_("authority"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="amendments",
        help_text=_("The decision that adopts it; needed to adopt."),
    )
    reason = models.TextField(_("reason"), max_length=2000, help_text=_("Why the plan changes."))
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True, help_text=_("The day it took effect."))

    kept_inside = ~models.Q(state=AmendmentState.ADOPTED)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plans_amendment_number_once"),
            models.CheckConstraint(
                condition=~models.Q(state="adopted") | models.Q(adopted_on__isnull=False, authority__isnull=False),
                name="plans_amendment_adopted_has_authority",
            ),
        ]

    def __str__(self) -> str:
        return gettext("Amendment %(number)s") % {"number": self.number}

    def get_absolute_url(self) -> str:
        return address_of("amendment", self.pk)

"""What is owed because something is delivered: the rules, and the duties of each deliverable."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.languages import TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.delivery.models.deliverables import Deliverable, open_deliverables
from secretariat.documents.models import Paragraph, readable
from secretariat.duties.choices import OF_EVENTS, REMIND_DAYS, DutyKind
from secretariat.duties.models import Duty, open_duties
from secretariat.organization.models import Unit
from secretariat.plans.choices import Level


class DutyRuleQuerySet(RecordQuerySet["DutyRule"]):
    """Questions on rules of duties."""

    def visible_to(self, viewer: Viewer) -> Self:
        """As visible as the paragraph that says so."""
        return self.filter(readable(viewer, "paragraph__document__"))

    def standing(self) -> Self:
        """Leave out those that hold no more."""
        return self.filter(is_withdrawn=False)


class DutyRule(Record):
    """That who delivers an event of a level owes something for it; one row a unit, level and kind of duty.

    It holds for the unit and the units beneath it. An event of a level without a rule, such as a national one, owes
    nothing by itself.
    """

    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="duty_rules",
        help_text=_("Whose events: its own, and those of the units beneath it."),
    )
    level = models.CharField(_("level"), max_length=12, choices=Level, help_text=_("Events of which level."))
    kind = models.CharField(
        _("kind"),
        max_length=24,
        choices=[(each.value, each.label) for each in OF_EVENTS],
        help_text=_("What is owed for each."),
    )
    days = models.PositiveSmallIntegerField(
        _("days"), help_text=_("How many days before its first day, or after its last, it is due.")
    )
    days_are_ours = models.BooleanField(
        _("a setting of ours"), default=True, help_text=_("The source gives no number of days; this one is a setting.")
    )
    remind_days = models.PositiveSmallIntegerField(
        _("days of reminding"),
        default=REMIND_DAYS,
        help_text=_("How many days before the due day people are reminded."),
    )
    creditor_words = TranslatedField(_("owed to"), help_text=_("Such as: the Member States that take part."))
    paragraph = models.ForeignKey(
        Paragraph,
        verbose_name=_("paragraph"),
        on_delete=models.PROTECT,
        related_name="duty_rules",
        help_text=_("What says so."),
    )
    is_withdrawn = models.BooleanField(
        _("withdrawn"), default=False, editable=False, help_text=_("It holds no more; duties that exist stay.")
    )

    objects = DutyRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("rule of duties")
        verbose_name_plural = _("rules of duties")
        constraints = [
            models.UniqueConstraint(fields=["unit", "level", "kind"], name="delivery_duty_rule_once"),
            models.CheckConstraint(condition=models.Q(kind__in=OF_EVENTS), name="delivery_duty_rule_of_events"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_level_display()}, {self.get_kind_display()}"

    def get_absolute_url(self) -> str:
        return address_of("duty-rule", self.pk)

    def day_for(self, deliverable: Deliverable) -> datetime.date | None:
        """Return the day by which it is owed for a deliverable; None while that has no day."""
        first, last = deliverable.starts_on, deliverable.ends_on or deliverable.starts_on
        days = datetime.timedelta(days=self.days)
        if first is None or last is None:
            return None
        return first - days if self.kind == DutyKind.DOCUMENTS_IN_ADVANCE else last + days


class DeliverableDutyQuerySet(RecordQuerySet["DeliverableDuty"]):
    """As visible as the deliverable and the duty."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_deliverables(viewer, "deliverable__"), open_duties(viewer, "duty__"))


class DeliverableDuty(Record):
    """That a duty is owed for a deliverable; one row a kind of duty a deliverable."""

    deliverable = models.ForeignKey(
        Deliverable,
        verbose_name=_("deliverable"),
        on_delete=models.PROTECT,
        related_name="duty_links",
        help_text=_("For what."),
    )
    kind = models.CharField(_("kind"), max_length=24, choices=DutyKind, help_text=_("What is owed."))
    duty = models.OneToOneField(
        Duty,
        verbose_name=_("duty"),
        on_delete=models.PROTECT,
        related_name="deliverable_link",
        help_text=_("The duty."),
    )
    rule = models.ForeignKey(
        DutyRule,
        verbose_name=_("rule"),
        on_delete=models.PROTECT,
        related_name="links",
        help_text=_("By which rule it is owed."),
    )
    is_stopped = models.BooleanField(
        _("stopped"),
        default=False,
        editable=False,
        help_text=_("It was released because the deliverable was; it comes back with it."),
    )

    objects = DeliverableDutyQuerySet.as_manager()

    class Meta:
        verbose_name = _("duty of a deliverable")
        verbose_name_plural = _("duties of deliverables")
        constraints = [models.UniqueConstraint(fields=["deliverable", "kind"], name="delivery_duty_kind_once")]

    def __str__(self) -> str:
        return str(self.duty)

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        days = [each for each in (self.deliverable.open_since(viewer), self.duty.open_since(viewer)) if each]
        return max(days, default=None)

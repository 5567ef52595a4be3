"""Executive orders, the units they place and the functions they give them."""

from __future__ import annotations

import datetime
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.choices import Audience
from secretariat.core.languages import Labels, TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph, readable
from secretariat.organization.choices import CounterpartRelation, FunctionKind, OrderState, UnitLevel
from secretariat.parties.models import Party
from secretariat.topics.models import Topic


class UnitQuerySet(RecordQuerySet["Unit"]):
    """Questions on units."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Hide a unit that only drafts place as they are hidden."""
        if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
            return self.all()
        placed = Placement.objects.visible_to(viewer).filter(unit=models.OuterRef("pk"))
        return self.filter(models.Q(is_outside=True) | models.Exists(placed))


class Unit(Record):
    """What is particular to a unit; one row a unit, whatever orders place it where.

    A unit is the same through renaming and moving; where it stands at a date is said by its placements.
    """

    party = models.OneToOneField(
        Party,
        verbose_name=_("party"),
        on_delete=models.PROTECT,
        related_name="unit",
        help_text=_("The unit as a party."),
    )
    is_outside = models.BooleanField(
        _("outside the structure"), default=False, help_text=_("Orders name it but do not organize it.")
    )

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("unit")
        verbose_name_plural = _("units")

    def __str__(self) -> str:
        return self.party.short

    def get_absolute_url(self) -> str:
        return address_of("unit", self.party.slug)


class OrderQuerySet(RecordQuerySet["Order"]):
    """Questions on orders."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "document__"))

    def issued(self) -> Self:
        return self.filter(state=OrderState.ISSUED)

    def in_force_on(self, day: datetime.date) -> Order | None:
        """Return the order in force on ``day``: the last that took effect by then; None before what is recorded."""
        return self.issued().filter(effective_on__lte=day).order_by("-effective_on").first()

    def known_on(self, day: datetime.date, known: datetime.datetime) -> Order | None:
        """Return the order that was in force on ``day`` as the records stood at a moment; None where none was known."""
        entries = Order.history.filter(history_date__lte=known, id__in=self.values("pk"))
        newest = entries.order_by("id", "-history_date", "-history_id")
        then: dict[Any, Any] = {}
        for entry in newest:
            then.setdefault(entry.id, entry)
        issued = [each for each in then.values() if each.state == OrderState.ISSUED and each.effective_on <= day]
        last = max(issued, key=lambda each: each.effective_on, default=None)
        return self.filter(pk=last.id).first() if last is not None else None


class Order(Record):
    """An executive order: the whole structure from the day it takes effect until the next order does.

    A draft may change; once issued neither it nor its placements and functions ever do.
    """

    document = models.OneToOneField(
        Document,
        verbose_name=_("document"),
        on_delete=models.PROTECT,
        related_name="order",
        help_text=_("The order as a document."),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=OrderState,
        default=OrderState.DRAFT,
        help_text=_("An issued order never changes."),
    )
    signed_on = models.DateField(_("signed on"), null=True, blank=True, help_text=_("The day it was signed."))
    effective_on = models.DateField(
        _("takes effect on"), null=True, blank=True, help_text=_("The first day on which it holds.")
    )
    signatory = TranslatedField(_("signed by"), blank=True, help_text=_("The office that signed it."))
    based_on = models.ForeignKey(
        "self",
        verbose_name=_("drafted from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="successors",
        help_text=_("The order whose structure the draft began with."),
    )

    kept_inside = ~models.Q(state=OrderState.ISSUED)

    objects = OrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("executive order")
        verbose_name_plural = _("executive orders")
        constraints = [
            models.UniqueConstraint(
                fields=["effective_on"],
                condition=models.Q(state="issued"),
                name="organization_order_one_a_day",
                violation_error_message=_("Another order takes effect on that day."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state="issued") | models.Q(effective_on__isnull=False, signed_on__isnull=False),
                name="organization_order_issued_has_days",
            ),
        ]

    def __str__(self) -> str:
        return str(self.document)

    def get_absolute_url(self) -> str:
        return address_of("order", self.document.slug)


class PlacementQuerySet(RecordQuerySet["Placement"]):
    """Questions on placements."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "order__document__"))


class Placement(Record):
    """Where an order places a unit, under which name and head; one row a unit an order, in the order's sequence."""

    order = models.ForeignKey(
        Order,
        verbose_name=_("order"),
        on_delete=models.PROTECT,
        related_name="placements",
        help_text=_("The order that says so."),
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="placements",
        help_text=_("The unit placed."),
    )
    parent = models.ForeignKey(
        Unit,
        verbose_name=_("within"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="placements_below",
        help_text=_("The unit it belongs to."),
    )
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the order, from 1."))
    name = TranslatedField(_("name"), help_text=_("As this order names it."))
    acronym = models.CharField(_("acronym"), max_length=40, blank=True, help_text=_("As this order writes it."))
    level = models.CharField(_("level"), max_length=12, choices=UnitLevel, help_text=_("Its rank in the structure."))
    address = models.CharField(
        _("address"),
        max_length=20,
        blank=True,
        help_text=_("Where its functions stand, such as II.A; empty if it has none."),
    )
    head = TranslatedField(_("head"), blank=True, help_text=_("The title of who directs it."))
    answers_to = models.ForeignKey(
        Unit,
        verbose_name=_("answers to the head of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="placements_answering",
        help_text=_("The unit whose head its own head answers to."),
    )
    note = TranslatedField(
        _("note"), long=True, blank=True, help_text=_("What a reader should know about the sources.")
    )

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("placement")
        verbose_name_plural = _("placements")
        constraints = [
            models.UniqueConstraint(
                fields=["order", "unit"],
                name="organization_placement_unit_once",
                violation_error_message=_("This order places the unit already."),
            ),
            models.CheckConstraint(
                condition=~models.Q(unit=models.F("parent")),
                name="organization_placement_not_in_itself",
                violation_error_message=_("A unit does not belong to itself."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def short(self) -> str:
        """The acronym, or the name where there is none."""
        return self.acronym or str(self.name)


class FunctionQuerySet(RecordQuerySet["Function"]):
    """Questions on functions."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "order__document__"))

    def numbered(self) -> Self:
        """Leave out the obligations outside the numbered functions."""
        return self.filter(kind=FunctionKind.FUNCTION)

    def with_counterparts(self) -> Self:
        """Fetch along with whom functions are carried out, in one statement."""
        rows = Counterpart.objects.select_related("party", "document").order_by("id")
        rows = rows.defer("party__note", "party__variants", "document__note", "document__printed_as")
        return self.prefetch_related(models.Prefetch("counterparts", rows))

    def with_unit_names(self) -> Self:
        """Fetch along how the order itself names and abbreviates the unit: ``unit_name`` and ``unit_acronym``."""
        placed = Placement.objects.filter(order=models.OuterRef("order"), unit=models.OuterRef("unit"))
        return self.annotate(
            unit_name=models.Subquery(placed.values("name")[:1]),
            unit_acronym=models.Subquery(placed.values("acronym")[:1]),
        )


class Function(Record):
    """What an order tells a unit to do; one row an address (II.A.10), in the order's sequence."""

    order = models.ForeignKey(
        Order,
        verbose_name=_("order"),
        on_delete=models.PROTECT,
        related_name="functions",
        help_text=_("The order that says so."),
    )
    paragraph = models.OneToOneField(
        Paragraph,
        verbose_name=_("paragraph"),
        on_delete=models.PROTECT,
        related_name="function",
        help_text=_("Where it stands."),
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="functions",
        help_text=_("Who carries it out."),
    )
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=FunctionKind,
        help_text=_("A numbered function, or an obligation outside them."),
    )
    continues = models.ForeignKey(
        "self",
        verbose_name=_("continues"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="continued_by",
        help_text=_("The same function in the order before."),
    )

    objects = FunctionQuerySet.as_manager()

    class Meta:
        verbose_name = _("function")
        verbose_name_plural = _("functions")

    def __str__(self) -> str:
        return f"{self.address} {self.summary}"

    @property
    def address(self) -> str:
        """Its address in the order, such as II.A.10."""
        return self.paragraph.number

    @property
    def summary(self) -> Labels:
        """What it says, in our words."""
        words: Labels = self.paragraph.summary
        return words

    def get_absolute_url(self) -> str:
        return self.paragraph.get_absolute_url()


class CounterpartQuerySet(RecordQuerySet["Counterpart"]):
    """As visible as the order."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "function__order__document__"))


class Counterpart(Record):
    """With whom, through whom, under whom or for whom a function is carried out: a party, or a treaty served."""

    function = models.ForeignKey(
        Function,
        verbose_name=_("function"),
        on_delete=models.PROTECT,
        related_name="counterparts",
        help_text=_("Which function."),
    )
    relation = models.CharField(
        _("relation"), max_length=24, choices=CounterpartRelation, help_text=_("What the order says.")
    )
    party = models.ForeignKey(
        Party,
        verbose_name=_("party"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="counterpart_of",
        help_text=_("Who it is."),
    )
    document = models.ForeignKey(
        Document,
        verbose_name=_("treaty"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="served_by",
        help_text=_("The treaty whose technical secretariat it is."),
    )
    detail = TranslatedField(_("detail"), blank=True, help_text=_("On which matters."))

    objects = CounterpartQuerySet.as_manager()

    class Meta:
        verbose_name = _("counterpart")
        verbose_name_plural = _("counterparts")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(party__isnull=False, document__isnull=True)
                | models.Q(party__isnull=True, document__isnull=False),
                name="organization_counterpart_one_target",
                violation_error_message=_("A counterpart is a party or a treaty, one of the two."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_relation_display()} {self.party or self.document}"


class FunctionTopicQuerySet(RecordQuerySet["FunctionTopic"]):
    """As visible as the order."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(readable(viewer, "function__order__document__"))


class FunctionTopic(Record):
    """That a function speaks of a topic; one row a topic a function."""

    function = models.ForeignKey(
        Function,
        verbose_name=_("function"),
        on_delete=models.PROTECT,
        related_name="topic_links",
        help_text=_("Which function."),
    )
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        on_delete=models.PROTECT,
        related_name="function_links",
        help_text=_("Which topic."),
    )

    objects = FunctionTopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic of a function")
        verbose_name_plural = _("topics of functions")
        constraints = [models.UniqueConstraint(fields=["function", "topic"], name="organization_function_topic_once")]

    def __str__(self) -> str:
        return f"{self.function.address}: {self.topic}"

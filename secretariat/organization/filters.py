"""Filters of the list of functions."""

from __future__ import annotations

from functools import reduce
from typing import Any

import django_filters
from django import forms
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import current_language, label_in
from secretariat.organization.choices import CounterpartRelation, FunctionKind
from secretariat.organization.models import Function, FunctionTopic, Order, Unit
from secretariat.organization.queries import similar_functions, unassigned_functions
from secretariat.topics.models import Topic


def orders(request: Any) -> QuerySet[Order]:
    """Return the orders the reader may see, the newest first."""
    visible = Order.objects.visible_to(request.viewer).select_related("document")
    return visible.order_by(models.F("effective_on").desc(nulls_first=True), "-id")


def units(request: Any) -> QuerySet[Unit]:
    """Return the units that have functions in an order the reader may see."""
    seen = Function.objects.visible_to(request.viewer).values("unit")
    return Unit.objects.visible_to(request.viewer).filter(pk__in=seen).select_related("party").order_by("party__slug")


def topics(request: Any) -> QuerySet[Topic]:
    """Return the topics of the functions that the reader may see."""
    seen = FunctionTopic.objects.visible_to(request.viewer).values("topic")
    return Topic.objects.filter(pk__in=seen).order_by(label_in("label", current_language()))


class KeyedField(django_filters.fields.ModelChoiceField):
    """A choice of records by a key that may lie on a related record, such as a unit by its party's."""

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, models.Model):
            return value
        return reduce(getattr, str(self.to_field_name).split("__"), value)


class KeyedFilter(django_filters.ModelChoiceFilter):
    """Filters by such a choice."""

    field_class = KeyedField


class FunctionFilters(django_filters.FilterSet):
    """What a list of functions can be narrowed by. ``order`` is read by the page, which shows one order at a time."""

    order = KeyedFilter(
        queryset=orders,
        to_field_name="document__slug",
        label=_("Order"),
        empty_label=_("in force today"),
        method="as_it_is",
    )
    unit = KeyedFilter(queryset=units, to_field_name="party__slug", label=_("Unit"), empty_label=_("any"))
    kind = django_filters.ChoiceFilter(choices=FunctionKind.choices, label=_("Kind"), empty_label=_("any"))
    topic = django_filters.ModelChoiceFilter(
        field_name="topic_links__topic", queryset=topics, to_field_name="slug", label=_("Topic"), empty_label=_("any")
    )
    relation = django_filters.ChoiceFilter(
        choices=CounterpartRelation.choices, method="with_relation", label=_("With whom"), empty_label=_("any")
    )
    nobody = django_filters.BooleanFilter(
        method="that_nobody", label=_("Nobody carries it out"), widget=forms.CheckboxInput
    )
    shared = django_filters.BooleanFilter(
        method="in_two_units", label=_("Same in two units"), widget=forms.CheckboxInput
    )

    class Meta:
        model = Function
        fields: list[str] = []

    def as_it_is(self, rows: QuerySet[Function], name: str, value: Order) -> QuerySet[Function]:
        return rows

    def with_relation(self, rows: QuerySet[Function], name: str, value: str) -> QuerySet[Function]:
        """Keep functions with a counterpart in this relation, each once."""
        return rows.filter(pk__in=Function.objects.filter(counterparts__relation=value).values("pk"))

    def that_nobody(self, rows: QuerySet[Function], name: str, value: bool) -> QuerySet[Function]:  # noqa: FBT001
        """Keep functions that nobody carries out."""
        order = _order_of(rows) if value else None
        return rows.filter(pk__in=unassigned_functions(order, self.request.viewer).values("pk")) if order else rows

    def in_two_units(self, rows: QuerySet[Function], name: str, value: bool) -> QuerySet[Function]:  # noqa: FBT001
        """Keep functions that another unit has too."""
        order = _order_of(rows) if value else None
        groups = similar_functions(order) if order else ()
        return rows.filter(pk__in=[each for group in groups for each in group.functions]) if order else rows


def _order_of(rows: QuerySet[Function]) -> Order | None:
    """Return the one order whose functions are listed."""
    return Order.objects.filter(pk__in=rows.order_by().values("order")[:1]).first()

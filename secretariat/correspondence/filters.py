"""What a reader may ask of the list of distributions."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import alphabetical
from secretariat.correspondence.choices import DistributionState, Purpose, ReceiptState
from secretariat.correspondence.models import Distribution, DistributionQuerySet, Receipt, Recipient
from secretariat.parties.models import Party


def units(request: Any) -> QuerySet[Party]:
    """Return the units that sent something the reader may see."""
    rows = Distribution.objects.visible_to(request.viewer).filter(unit__party=OuterRef("pk"))
    return Party.objects.filter(Exists(rows)).order_by(alphabetical("name"))


def recipients(request: Any) -> QuerySet[Party]:
    """Return the recipients of which the reader may know."""
    rows = Recipient.objects.visible_to(request.viewer).filter(party=OuterRef("pk"))
    return Party.objects.filter(Exists(rows)).order_by(alphabetical("name"))


class DistributionFilter(django_filters.FilterSet):
    """Distributions by what for, how far, whose, to whom, and by what became of their parts."""

    purpose = django_filters.ChoiceFilter(label=_("Purpose"), choices=Purpose.choices, empty_label=_("any"))
    state = django_filters.ChoiceFilter(label=_("State"), choices=DistributionState.choices, empty_label=_("any"))
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=units, field_name="unit__party", to_field_name="slug", empty_label=_("any")
    )
    recipient = django_filters.ModelChoiceFilter(
        label=_("Recipient"),
        queryset=recipients,
        to_field_name="slug",
        method="sent_to",
        empty_label=_("any"),
    )
    part = django_filters.ChoiceFilter(
        label=_("With a part that is"), choices=ReceiptState.choices, method="with_part", empty_label=_("any")
    )

    def sent_to(self, rows: DistributionQuerySet, name: str, value: Party) -> DistributionQuerySet:
        own = Recipient.objects.visible_to(self.request.viewer).filter(distribution=OuterRef("pk"), party=value)
        return rows.filter(Exists(own))

    def with_part(self, rows: DistributionQuerySet, name: str, value: str) -> DistributionQuerySet:
        parts = Receipt.objects.visible_to(self.request.viewer).filter(state=value)
        return rows.filter(Exists(parts.filter(recipient__distribution=OuterRef("pk"))))

"""Filters of the register."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.forms import CheckboxInput
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import LANGUAGES, alphabetical
from secretariat.mandates.choices import Nature, Priority
from secretariat.mandates.models import Mandate, MandateTopic, Ownership
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.topics.models import Topic

LONGEST = 100


def _visible(request: Any) -> QuerySet[Mandate]:
    return Mandate.objects.visible_to(request.viewer)


def addressees(request: Any) -> QuerySet[Party]:
    """Return of whom those mandates are asked."""
    asked = _visible(request).filter(addressee=OuterRef("pk"))
    return Party.objects.filter(Exists(asked)).order_by(alphabetical("name"))


def owners(request: Any) -> QuerySet[Party]:
    """Return the units that answer for mandates, as the reader may know."""
    confirmed = Ownership.objects.visible_to(request.viewer).confirmed().filter(unit=OuterRef("unit"))
    units = Unit.objects.visible_to(request.viewer)
    return Party.objects.filter(Exists(confirmed), unit__in=units).order_by(alphabetical("name"))


def topics(request: Any) -> QuerySet[Topic]:
    """Return the topics of those mandates."""
    linked = MandateTopic.objects.visible_to(request.viewer).filter(topic=OuterRef("pk"))
    return Topic.objects.filter(Exists(linked)).order_by(alphabetical("label"))


def areas(request: Any) -> QuerySet[Topic]:
    """Return the program areas they fall in."""
    falling = _visible(request).filter(program_area=OuterRef("pk"))
    return Topic.objects.filter(Exists(falling)).order_by(alphabetical("label"))


class MandateFilters(django_filters.FilterSet):
    """What the register can be narrowed by."""

    text = django_filters.CharFilter(method="with_text", label=_("Words"), max_length=LONGEST)
    source = django_filters.CharFilter(method="of_document", label=_("Document"), max_length=LONGEST)
    nature = django_filters.ChoiceFilter(choices=Nature.choices, label=_("Nature"), empty_label=_("any"))
    addressee = django_filters.ModelChoiceFilter(
        queryset=addressees, to_field_name="slug", label=_("Addressee"), empty_label=_("any")
    )
    owner = django_filters.ModelChoiceFilter(
        method="owned_by", queryset=owners, to_field_name="slug", label=_("Owner"), empty_label=_("any")
    )
    topic = django_filters.ModelChoiceFilter(
        method="on_topic", queryset=topics, to_field_name="slug", label=_("Topic"), empty_label=_("any")
    )
    area = django_filters.ModelChoiceFilter(
        field_name="program_area", queryset=areas, to_field_name="slug", label=_("Program area"), empty_label=_("any")
    )
    priority = django_filters.ChoiceFilter(choices=Priority.choices, label=_("Priority"), empty_label=_("any"))
    without_owner = django_filters.BooleanFilter(
        method="only_without_owner", label=_("Without owner"), widget=CheckboxInput
    )

    class Meta:
        model = Mandate
        fields: list[str] = []

    def with_text(self, rows: QuerySet[Mandate], name: str, value: str) -> QuerySet[Mandate]:
        """Keep mandates whose paragraph's number, symbol or summary in any language holds all the words."""
        summaries = {f"summary_{code}": KeyTextTransform(code, "paragraph__summary") for code in LANGUAGES}
        rows = rows.annotate(**summaries)
        for word in value.split()[:8]:
            holds = Q(paragraph__number__iexact=word) | Q(paragraph__document__symbol__icontains=word)
            for summary in summaries:
                holds |= Q(**{f"{summary}__icontains": word})
            rows = rows.filter(holds)
        return rows

    def of_document(self, rows: QuerySet[Mandate], name: str, value: str) -> QuerySet[Mandate]:
        """Keep mandates of a document by its key, or of those whose symbol holds what was typed."""
        by_symbol = Q(paragraph__document__symbol__icontains=value.strip())
        return rows.filter(by_symbol | Q(paragraph__document__slug=value))

    def _confirmed(self) -> QuerySet[Ownership]:
        visible = Ownership.objects.visible_to(self.request.viewer)
        return visible.confirmed().filter(mandate=OuterRef("pk"))

    def owned_by(self, rows: QuerySet[Mandate], name: str, value: Party) -> QuerySet[Mandate]:
        """Keep mandates that a unit answers for."""
        return rows.filter(Exists(self._confirmed().filter(unit__party=value)))

    def on_topic(self, rows: QuerySet[Mandate], name: str, value: Topic) -> QuerySet[Mandate]:
        """Keep mandates that speak of a topic or of a part of it."""
        linked = MandateTopic.objects.filter(Q(topic=value) | Q(topic__parent=value), mandate=OuterRef("pk"))
        return rows.filter(Exists(linked))

    def only_without_owner(self, rows: QuerySet[Mandate], name: str, value: bool) -> QuerySet[Mandate]:  # noqa: FBT001 - the filter's call
        """Keep mandates that no unit is confirmed to answer for."""
        return rows.exclude(Exists(self._confirmed())) if value else rows

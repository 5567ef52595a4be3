"""What a reader may ask of the list of recommendations."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import alphabetical
from secretariat.parties.models import Party
from secretariat.recommendations.choices import WAITING, RecommendationState
from secretariat.recommendations.models import Recommendation, RecommendationQuerySet, RecommendationTopic
from secretariat.topics.models import Topic

STATES = {
    "waiting": (_("waiting for something"), Q(state__in=WAITING)),
    "late": (_("late"), Q()),
    **{state.value: (state.label, Q(state=state)) for state in RecommendationState},
}


def _visible(request: Any) -> RecommendationQuerySet:
    return Recommendation.objects.visible_to(request.viewer)


def owners(request: Any) -> QuerySet[Party]:
    """Return the States and units to which something that the reader may see is addressed."""
    rows = _visible(request).filter(owner=OuterRef("pk"))
    return Party.objects.filter(Exists(rows)).order_by("kind", alphabetical("name"))


def units(request: Any) -> QuerySet[Party]:
    """Return the units that follow up something that the reader may see."""
    rows = _visible(request).filter(unit__party=OuterRef("pk"))
    return Party.objects.filter(Exists(rows)).order_by(alphabetical("name"))


def topics(request: Any) -> QuerySet[Topic]:
    """Return the topics of what the reader may see."""
    rows = RecommendationTopic.objects.visible_to(request.viewer).filter(topic=OuterRef("pk"))
    return Topic.objects.filter(Exists(rows)).order_by(alphabetical("label"))


class RecommendationFilter(django_filters.FilterSet):
    """Recommendations by what became of them, whose they are and what they are about."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(key, words) for key, (words, _rows) in STATES.items()],
        method="in_state",
        empty_label=_("any"),
    )
    owner = django_filters.ModelChoiceFilter(
        label=_("Addressed to"), queryset=owners, to_field_name="slug", empty_label=_("any")
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Followed up by"), queryset=units, field_name="unit__party", to_field_name="slug", empty_label=_("any")
    )
    topic = django_filters.ModelChoiceFilter(
        label=_("Topic"), queryset=topics, to_field_name="slug", method="on_topic", empty_label=_("any")
    )

    def in_state(self, rows: RecommendationQuerySet, name: str, value: str) -> RecommendationQuerySet:
        return rows.overdue(timezone.localdate()) if value == "late" else rows.filter(STATES[value][1])

    def on_topic(self, rows: RecommendationQuerySet, name: str, value: Topic) -> RecommendationQuerySet:
        return rows.filter(Exists(RecommendationTopic.objects.filter(recommendation=OuterRef("pk"), topic=value)))

"""Recommendations in the search box."""

from __future__ import annotations

from typing import Any

from django.db import models

from secretariat.core.gates import open_to, open_to_party
from secretariat.core.search_registry import Entry, Searchable, make_searchable, passages, that_had
from secretariat.parties.choices import PartyKind
from secretariat.recommendations.models import Recommendation, RecommendationTopic


def _recommendations() -> models.QuerySet[Any]:
    return Recommendation.objects.select_related("owner", "unit").prefetch_related("topic_links")


def _entry(recommendation: Recommendation) -> Entry:
    """Return its words, with the gates of ``open_recommendations``."""
    owner, unit = recommendation.owner, recommendation.unit.party_id
    gates = open_to(recommendation.audience) | open_to_party(owner.pk) | open_to_party(unit)
    days = [day for day in (recommendation.made_on, recommendation.due_on) if day]
    return Entry(
        gates=gates,
        titles=recommendation.text,
        texts=passages(recommendation.response),
        facets={
            "unit": [unit],
            "state": [owner.pk] if owner.kind == PartyKind.STATE else [],
            "topic": [each.topic_id for each in recommendation.topic_links.all()],
            "year": sorted({day.year for day in days}),
        },
    )


make_searchable(
    Searchable(
        {"recommendation": Recommendation},
        Recommendation,
        _recommendations,
        _entry,
        touched_by={RecommendationTopic: that_had(RecommendationTopic, "recommendation_id")},
    )
)

"""Deliverables in the search box."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models

from secretariat.core.choices import Audience
from secretariat.core.gates import Gates, both, open_to, open_to_party
from secretariat.core.search_registry import Entry, Identifiers, Searchable, make_searchable, passages, that_had
from secretariat.delivery.choices import DeliverableState
from secretariat.delivery.models import Deliverable, Involvement
from secretariat.documents.models import Document
from secretariat.plans.models import ActivityTopic


def _deliverables() -> models.QuerySet[Any]:
    """Return those of plans that everyone may read: gates cannot say who may read a plan and is involved as well."""
    public = models.Q(activity__plan__document__audience=Audience.PUBLIC)
    public |= models.Q(project__plan__document__audience=Audience.PUBLIC)
    rows = Deliverable.objects.filter(public).select_related("activity", "owner")
    return rows.prefetch_related("involvements", "activity__topic_links")


def _parties(deliverable: Deliverable) -> list[Any]:
    return [each.party_id for each in deliverable.involvements.all() if not each.is_withdrawn]


def _gates(deliverable: Deliverable) -> Gates:
    """Return the gates of ``open_deliverables``."""
    gates = open_to(deliverable.audience)
    for party in (*_parties(deliverable), deliverable.owner.party_id):
        gates |= open_to_party(party)
    return both(gates, open_to(Audience.SECRETARIAT)) if deliverable.state == DeliverableState.IDEA else gates


def _entry(deliverable: Deliverable) -> Entry:
    line = deliverable.activity
    days = [day for day in (deliverable.starts_on, deliverable.ends_on) if day]
    return Entry(
        gates=_gates(deliverable),
        titles=deliverable.title,
        texts={**passages(deliverable.summary), "": [each for each in (deliverable.site, deliverable.place) if each]},
        facets={
            "unit": [deliverable.owner.party_id],
            "topic": [each.topic_id for each in line.topic_links.all()] if line else [],
            "state": _parties(deliverable),
            "year": sorted({day.year for day in days}),
        },
    )


def _on_topics(links: Identifiers) -> Iterable[uuid.UUID]:
    """Return the deliverables of the lines that these links tie, or ever tied, to a topic."""
    lines = list(that_had(ActivityTopic, "activity_id")(links))
    return Deliverable.objects.filter(activity__in=lines).values_list("pk", flat=True)


def _of_plans(documents: Identifiers) -> Iterable[uuid.UUID]:
    """Return the deliverables of the plans that these documents are."""
    lines = models.Q(activity__plan__document__in=documents) | models.Q(project__plan__document__in=documents)
    return Deliverable.objects.filter(lines).values_list("pk", flat=True)


make_searchable(
    Searchable(
        {"deliverable": Deliverable},
        Deliverable,
        _deliverables,
        _entry,
        touched_by={
            Involvement: that_had(Involvement, "deliverable_id"),
            ActivityTopic: _on_topics,
            Document: _of_plans,
        },
    )
)

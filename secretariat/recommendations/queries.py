"""Questions across recommendations."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Q

from secretariat.core.viewer import Viewer
from secretariat.recommendations.choices import WAITING, RecommendationState
from secretariat.recommendations.models import Recommendation, RecommendationQuerySet


@dataclass(frozen=True)
class Followed:
    """What became of some recommendations on a day. Units: recommendations; ``late`` are among those ``waiting``."""

    made: int = 0
    answered: int = 0
    waiting: int = 0
    late: int = 0
    done: int = 0
    invented: int = 0  # of those made, how many were invented for the demonstration


def owed_by(viewer: Viewer) -> RecommendationQuerySet:
    """Return the recommendations that wait for a State or unit that the viewer acts for."""
    rows: RecommendationQuerySet = Recommendation.objects.visible_to(viewer).waiting()
    return rows.filter(owner__in=viewer.party_ids)


def followed(
    viewer: Viewer, *, on: datetime.date, among: Collection[uuid.UUID] | None = None, owners: Collection[uuid.UUID] = ()
) -> Followed:
    """Count what became of the recommendations that a viewer may see, made by a day; of some, or of some owners.

    Their state is today's; ``late`` is asked by ``on``.
    """
    rows = Recommendation.objects.visible_to(viewer).filter(made_on__lte=on)
    if among is not None:
        rows = rows.filter(pk__in=among)
    if owners:
        rows = rows.filter(owner__in=owners)
    counts = rows.aggregate(
        made=Count("pk"),
        answered=Count("pk", filter=Q(responded_on__lte=on)),
        waiting=Count("pk", filter=Q(state__in=WAITING)),
        late=Count("pk", filter=Q(state__in=WAITING, due_on__lt=on)),
        done=Count("pk", filter=Q(state=RecommendationState.DONE)),
        invented=Count("pk", filter=Q(is_demonstration=True)),
    )
    return Followed(**counts)

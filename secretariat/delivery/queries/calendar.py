"""Deliverables by day: those of a month, and those of a calendar that programs read."""

from __future__ import annotations

import datetime

from django.db.models import Count, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import DeliverableState, FeedOf
from secretariat.delivery.models import Deliverable, DeliverableQuerySet, Involvement

BACK = datetime.timedelta(days=366)  # how far a calendar that programs read goes back


def between_days(rows: DeliverableQuerySet, first: datetime.date, last: datetime.date) -> DeliverableQuerySet:
    """Keep what lies on one of the days from ``first`` to ``last``; what is kept up lies on its first day."""
    dated: DeliverableQuerySet = rows.annotate(over_on=Coalesce("ends_on", "starts_on"))
    within = Q(is_standing=False, starts_on__lte=last, over_on__gte=first)
    return dated.filter(within | Q(is_standing=True, starts_on__range=(first, last)))


def of_feed(of: FeedOf, viewer: Viewer, *, on: datetime.date) -> DeliverableQuerySet:
    """Return what a feed holds for its person on a day: with a day within the last year or to come, and no idea.

    Each has ``versions``, how many versions it has had, and ``changed_at``, when the last was made.
    """
    rows = Deliverable.objects.visible_to(viewer).exclude(state=DeliverableState.IDEA)
    if of == FeedOf.MINE:
        own = Involvement.objects.filter(party__in=viewer.party_ids, is_withdrawn=False)
        rows = rows.filter(Q(owner__party__in=viewer.party_ids) | Q(pk__in=own.values("deliverable")))
    rows = rows.annotate(over_on=Coalesce("ends_on", "starts_on")).filter(
        Q(over_on__gte=on - BACK) | Q(is_standing=True, starts_on__isnull=False)
    )
    return with_versions(rows)


def with_versions(rows: DeliverableQuerySet) -> DeliverableQuerySet:
    """Fetch along how many versions each has had and when the last was made."""
    versions = Deliverable.history.filter(id=OuterRef("pk")).order_by().values("id")
    counted: DeliverableQuerySet = rows.annotate(
        versions=Subquery(versions.annotate(number=Count("history_id")).values("number")),
        changed_at=Subquery(versions.annotate(at=Max("history_date")).values("at")),
    )
    return counted

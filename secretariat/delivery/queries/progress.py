"""How far lines of a plan are, counted from what was delivered towards them."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from secretariat.delivery.choices import COMING, COUNTING, DeliverableState
from secretariat.delivery.models import Deliverable


@dataclass(frozen=True)
class Progress:
    """What was delivered of what was planned, on a day. Units: deliverables; ``planned`` is None without a number.

    ``counted`` is what is held up to the number planned, line by line: a surplus is shown and never carried over.
    Source: rules of progress in the product's description.
    """

    planned: int | None = None
    held: int = 0
    counted: int = 0
    coming: int = 0
    late: int = 0
    postponed: int = 0
    cancelled: int = 0
    invented: int = 0  # of those held, how many were invented for the demonstration

    def __add__(self, other: Progress) -> Progress:
        numbers = [each.planned for each in (self, other) if each.planned is not None]
        return Progress(
            sum(numbers) if numbers else None,
            *(getattr(self, name) + getattr(other, name) for name in SUMMED),
        )

    @property
    def surplus(self) -> int:
        """How many more were held than were planned, on lines with a number."""
        return 0 if self.planned is None else self.held - self.counted

    @property
    def percent(self) -> int | None:
        """How much of the number planned was held, in whole percent rounded down; None without a number."""
        return None if not self.planned else 100 * self.counted // self.planned


SUMMED = ("held", "counted", "coming", "late", "postponed", "cancelled", "invented")
NOTHING = Progress()


def late_on(day: datetime.date) -> Q:
    """Return the condition under which a deliverable is late on a day: its last day is over and it was not held."""
    return Q(state__in=COMING, is_standing=False, last_day__lt=day)


def progress_of_lines(
    planned: Mapping[uuid.UUID, int | None], on: datetime.date, *, states: Collection[uuid.UUID] = ()
) -> dict[uuid.UUID, Progress]:
    """Return how far lines are on a day, by identifier, in one statement; ``planned`` says what each promises.

    Everything held counts, whoever may see it: the number is public, the rows behind it are those one may see. With
    ``states``, only what these parties are involved in.
    """
    rows = Deliverable.objects.filter(activity__in=planned).annotate(last_day=Coalesce("ends_on", "starts_on"))
    if states:
        involved = Q(involvements__party__in=states, involvements__is_withdrawn=False)
        rows = rows.filter(pk__in=Deliverable.objects.filter(involved).values("pk"))
    over = Q(state__in=COUNTING, last_day__lte=on) | Q(state__in=COUNTING, is_standing=True, starts_on__lte=on)
    counts = (
        rows.order_by()
        .values("activity")
        .annotate(
            held=Count("pk", filter=over),
            coming=Count("pk", filter=Q(state__in=COMING)),
            late=Count("pk", filter=late_on(on)),
            postponed=Count("pk", filter=Q(state=DeliverableState.POSTPONED)),
            cancelled=Count("pk", filter=Q(state=DeliverableState.CANCELLED)),
            invented=Count("pk", filter=over & Q(is_demonstration=True)),
        )
    )
    found: dict[Any, Any] = {each["activity"]: each for each in counts}
    return {line: _progress(number, found.get(line)) for line, number in planned.items()}


def _progress(planned: int | None, counts: Mapping[str, int] | None) -> Progress:
    if counts is None:
        return Progress(planned)
    said = {name: counts[name] for name in SUMMED if name != "counted"}
    return Progress(planned, counted=said["held"] if planned is None else min(said["held"], planned), **said)


def total_of(each: Iterable[Progress]) -> Progress:
    """Return what lines come to together."""
    return sum(each, NOTHING)

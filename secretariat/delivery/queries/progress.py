"""How far lines of a plan are, counted from what was delivered towards them."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import COMING, COUNTING, DeliverableState
from secretariat.delivery.models import Deliverable, Involvement, open_deliverables


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
    planned: Mapping[uuid.UUID, int | None], viewer: Viewer, *, on: datetime.date, states: Collection[uuid.UUID] = ()
) -> dict[uuid.UUID, Progress]:
    """Return how far lines are on a day, by identifier, in one statement; ``planned`` says what each promises.

    How many were held is public, whoever may see the rows behind it; whatever else counts is what the viewer may see.
    With ``states``, only what these parties are involved in, as far as the viewer may see that.
    """
    rows = Deliverable.objects.filter(activity__in=planned).annotate(last_day=Coalesce("ends_on", "starts_on"))
    if states:
        involved = Involvement.objects.visible_to(viewer).filter(party__in=states, is_withdrawn=False)
        rows = rows.visible_to(viewer).filter(pk__in=involved.values("deliverable"))
    seen = open_deliverables(viewer)
    held = Q(state__in=COUNTING) & (Q(last_day__lte=on) | Q(is_standing=True, starts_on__lte=on))
    counts = (
        rows.order_by()
        .values("activity")
        .annotate(
            held=Count("pk", filter=held),
            coming=Count("pk", filter=Q(state__in=COMING) & seen),
            late=Count("pk", filter=late_on(on) & seen),
            postponed=Count("pk", filter=Q(state=DeliverableState.POSTPONED) & seen),
            cancelled=Count("pk", filter=Q(state=DeliverableState.CANCELLED) & seen),
            invented=Count("pk", filter=held & Q(is_demonstration=True)),
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

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

    ``counted`` is what is held up to the number planned, line by line, ``surplus`` what is held beyond it: it is shown
    and never carried over. What is held on lines without a number is in neither.
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
    ahead: int = 0  # of those coming, how many have a last day from the day asked to the end of the period
    surplus: int = 0
    forecast: int = 0  # what is held and ahead, up to the number planned, line by line

    def __add__(self, other: Progress) -> Progress:
        numbers = [each.planned for each in (self, other) if each.planned is not None]
        return Progress(
            sum(numbers) if numbers else None,
            *(getattr(self, name) + getattr(other, name) for name in SUMMED),
        )

    @property
    def percent(self) -> int | None:
        """How much of the number planned was held, in whole percent rounded down; None without a number."""
        return None if not self.planned else 100 * self.counted // self.planned

    @property
    def missing(self) -> int | None:
        """How many of the number planned nothing is held or has a day for; None without a number."""
        return None if self.planned is None else self.planned - self.forecast


SUMMED = ("held", "counted", "coming", "late", "postponed", "cancelled", "invented", "ahead", "surplus", "forecast")
COMPUTED = {"counted", "surplus", "forecast"}
NOTHING = Progress()
LAST_DAY = Coalesce("ends_on", "starts_on")
Counts = Mapping[str, Any]


def held_on(day: datetime.date, prefix: str = "") -> Q:
    """Return the condition under which a deliverable counts on a day: held by then, or kept up since then.

    ``prefix`` leads to the deliverable; ``last_day`` stands beside it, see ``LAST_DAY``.
    """
    stands = Q(**{f"{prefix}is_standing": True, f"{prefix}starts_on__lte": day})
    return Q(**{f"{prefix}state__in": COUNTING}) & (Q(last_day__lte=day) | stands)


def coming_on(day: datetime.date, prefix: str = "") -> Q:
    """Return the condition under which a deliverable was still to come on a day, whatever it is now."""
    later = Q(**{f"{prefix}state__in": COUNTING, f"{prefix}is_standing": False, "last_day__gt": day})
    since = Q(**{f"{prefix}state__in": COUNTING, f"{prefix}is_standing": True, f"{prefix}starts_on__gt": day})
    return Q(**{f"{prefix}state__in": COMING}) | later | since


def late_on(day: datetime.date, prefix: str = "") -> Q:
    """Return the condition under which a deliverable is late on a day: its last day is over and it was not held."""
    return Q(**{f"{prefix}state__in": COMING, f"{prefix}is_standing": False, "last_day__lt": day})


def counts_on(
    day: datetime.date, *, until: datetime.date | None = None, seen: Q | None = None, prefix: str = ""
) -> dict[str, Count]:
    """Return the counts of a Progress by their names; but for what is held, only of what is ``seen``.

    Units: each deliverable once, however many rows lead to it.
    """
    seen = Q() if seen is None else seen
    coming = coming_on(day, prefix)
    ahead = coming & Q(last_day__gte=day) & (Q(last_day__lte=until) if until else Q())

    def count(which: Q) -> Count:
        return Count(f"{prefix}pk", filter=which, distinct=bool(prefix))

    return {
        "held": count(held_on(day, prefix)),
        "coming": count(coming & seen),
        "late": count(late_on(day, prefix) & seen),
        "ahead": count(ahead & seen),
        "postponed": count(Q(**{f"{prefix}state": DeliverableState.POSTPONED}) & seen),
        "cancelled": count(Q(**{f"{prefix}state": DeliverableState.CANCELLED}) & seen),
        "invented": count(held_on(day, prefix) & Q(**{f"{prefix}is_demonstration": True})),
    }


def progress_of_lines(
    planned: Mapping[uuid.UUID, int | None],
    viewer: Viewer,
    *,
    on: datetime.date,
    until: datetime.date | None = None,
    states: Collection[uuid.UUID] = (),
) -> dict[uuid.UUID, Progress]:
    """Return how far lines are on a day, by identifier, in one statement; ``planned`` says what each promises.

    How many were held is public, whoever may see the rows behind it; whatever else counts is what the viewer may see.
    What has a day by ``until`` is part of the forecast. With ``states``, only what these parties are involved in, as
    far as the viewer may see that.
    """
    rows = Deliverable.objects.filter(activity__in=planned).annotate(last_day=LAST_DAY)
    if states:
        involved = Involvement.objects.visible_to(viewer).filter(party__in=states, is_withdrawn=False)
        rows = rows.visible_to(viewer).filter(pk__in=involved.values("deliverable"))
    counts = counts_on(on, until=until, seen=open_deliverables(viewer))
    found: dict[Any, Any] = {each["activity"]: each for each in rows.order_by().values("activity").annotate(**counts)}
    return {line: progress_from(number, found.get(line)) for line, number in planned.items()}


def progress_from(planned: int | None, counts: Counts | None) -> Progress:
    """Return what counts come to against a number planned."""
    if counts is None:
        return Progress(planned)
    said: dict[str, int] = {name: counts[name] for name in SUMMED if name not in COMPUTED}
    if planned is None:
        return Progress(**said)
    held = said["held"]
    counted, forecast = min(held, planned), min(held + said["ahead"], planned)
    return Progress(planned, counted=counted, surplus=held - counted, forecast=forecast, **said)


def total_of(each: Iterable[Progress]) -> Progress:
    """Return what lines come to together."""
    return sum(each, NOTHING)

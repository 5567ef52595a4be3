"""How many were held by the end of each month of a plan."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass

from django.db.models import Case, F, When

from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable, open_deliverables
from secretariat.delivery.queries.by_state import of_plan
from secretariat.delivery.queries.progress import LAST_DAY, coming_on, held_on
from secretariat.plans.models import Plan


@dataclass(frozen=True)
class Month:
    """A month by its first day. Units: deliverables from the first day of the plan on; ``held`` is None after the day
    asked, ``expected`` has what is coming too.
    """

    first: datetime.date
    held: int | None
    expected: int


def held_by_month(plan: Plan, viewer: Viewer, *, on: datetime.date) -> list[Month]:
    """Return the months of a plan with how many were held by their ends, in two statements.

    What was held counts for everyone, what is coming as far as the viewer may see it. What has no day is left out.
    """
    rows = Deliverable.objects.filter(of_plan(plan)).annotate(
        last_day=LAST_DAY, day=Case(When(is_standing=True, then=F("starts_on")), default=F("last_day"))
    )
    held = _months(rows.filter(held_on(on)).values_list("day", flat=True), plan)
    coming = _months(rows.filter(open_deliverables(viewer), coming_on(on)).values_list("day", flat=True), plan)
    made, so_far, expected = [], 0, 0
    for first in months_of(plan):
        so_far, expected = so_far + held[first], expected + held[first] + coming[first]
        made.append(Month(first, so_far if first <= on else None, expected))
    return made


def months_of(plan: Plan) -> list[datetime.date]:
    """Return the first days of the months from the first day of a plan to its last."""
    first, last = plan.starts_on, plan.ends_on
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [datetime.date(number // 12, number % 12 + 1, 1) for number in months]


def _months(days: object, plan: Plan) -> Counter[datetime.date]:
    """Count days by month; what lies outside the plan stands in its first or last month."""
    within = (min(max(day, plan.starts_on), plan.ends_on) for day in days if day)  # type: ignore[attr-defined]
    return Counter(day.replace(day=1) for day in within)

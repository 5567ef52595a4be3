"""What differs in a plan between two days: its lines as adopted, what was corrected, and the links decided."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from secretariat.core.differences import FieldDifference, compare_records
from secretariat.core.history import as_they_stood
from secretariat.core.viewer import Viewer
from secretariat.plans.models import ADOPTED, Activity, Amendment, Answer, Plan, Version
from secretariat.plans.queries.differences import Difference, difference
from secretariat.plans.queries.lines import LINK_ORDER, PLAN_ORDER


@dataclass(frozen=True)
class Corrected:
    """A line whose record was corrected, and one field of it."""

    line: Activity
    field: FieldDifference


@dataclass(frozen=True)
class Decided:
    """A link between a line and a mandate whose state changed; ``before`` is empty where it was not proposed yet."""

    link: Answer
    before: str
    after: str


@dataclass(frozen=True)
class BetweenDays:
    """What differs: lines by the days on which amendments took effect, the rest by what the records showed."""

    lines: Difference
    corrected: Sequence[Corrected]
    decided: Sequence[Decided]

    @property
    def is_empty(self) -> bool:
        return self.lines.is_empty and not self.corrected and not self.decided


def version_on(plan: Plan, day: datetime.date) -> Version:
    """Return the plan with the amendments that had taken effect by ``day``."""
    adopted = Amendment.objects.adopted().filter(plan=plan, adopted_on__lte=day).aggregate(last=models.Max("number"))
    last: int | None = adopted["last"]
    return ADOPTED if last is None else Version(str(last), through=last)


def between_days(
    plan: Plan, viewer: Viewer, *, since: datetime.date, until: datetime.date, moments: tuple[Any, Any]
) -> BetweenDays:
    """Return what differs between two days, of it what a viewer may see; ``moments`` are the ends of the days."""
    lines = difference(plan, viewer, version_on(plan, since), version_on(plan, until))
    return BetweenDays(lines, list(_corrected(plan, viewer, moments)), list(_decided(plan, viewer, moments)))


def _corrected(plan: Plan, viewer: Viewer, moments: tuple[Any, Any]) -> Iterator[Corrected]:
    rows = Activity.objects.visible_to(viewer).filter(plan=plan).order_by(*PLAN_ORDER)
    before, after = (as_they_stood(rows, moment) for moment in moments)
    for line in rows:
        if line.pk in before and line.pk in after and _is_open(line, viewer, moments[0]):
            for field in compare_records(before[line.pk], after[line.pk], viewer):
                if field.name not in {"added_by", "dropped_by"}:  # what amendments do is told by day
                    yield Corrected(line, field)


def _decided(plan: Plan, viewer: Viewer, moments: tuple[Any, Any]) -> Iterator[Decided]:
    rows = Answer.objects.visible_to(viewer).filter(activity__plan=plan)
    before, after = (as_they_stood(rows, moment) for moment in moments)
    for link in rows.select_related("activity", "mandate__paragraph__document").order_by(*LINK_ORDER):
        states = [_state_of(then.get(link.pk)) for then in (before, after)]
        if states[0] == states[1]:
            continue
        was = states[0] if _is_open(link, viewer, moments[0]) else ""
        if was != states[1]:
            yield Decided(link, was, states[1])


def _is_open(record: Any, viewer: Viewer, moment: datetime.datetime) -> bool:
    """Tell whether the record was open to the viewer at a moment already."""
    since = record.open_since(viewer)
    return since is None or since <= moment


def _state_of(link: Answer | None) -> str:
    return "" if link is None else str(link.get_state_display())

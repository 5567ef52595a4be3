"""P11: the six-monthly report with 300 and with 2,000 deliverables in each format, its questions included."""

from __future__ import annotations

import datetime
import resource
import time
from collections.abc import Iterator
from itertools import cycle, islice

from django.db import transaction

from bench.harness import Bench, Figure
from secretariat.core.identifiers import new_identifier
from secretariat.core.languages import Labels
from secretariat.delivery.choices import Part
from secretariat.delivery.models import Deliverable, Involvement
from secretariat.parties.models import Party
from secretariat.plans.models import Activity, Plan
from secretariat.reports.building import build
from secretariat.reports.registry import kind_of
from secretariat.reports.work import Period, Work
from secretariat.reports.writers import WRITERS

LIMITS = {300: {"pdf": 0.5, "docx": 0.15, "html": None}, 2000: {"pdf": 3.0, "docx": 0.6, "html": None}}
TIMES = 3  # the best of


def measure(bench: Bench) -> Iterator[Figure]:
    """Write reports on deliverables that are invented for it and taken back afterwards."""
    plan = Plan.objects.select_related("body__party").order_by("-starts_on")[0]
    for size, limits in LIMITS.items():
        with transaction.atomic():
            _invent(plan, size)
            for format_, limit in limits.items():
                seconds, more = _best(plan, format_)
                yield Figure("p11", f"six-monthly report, {size} deliverables, {format_}", seconds, "s", limit, more)
            transaction.set_rollback(True)


def _best(plan: Plan, format_: str) -> tuple[float, dict[str, float]]:
    """Return the shortest time on the clock, with the CPU time of that run and how large the file is."""
    runs = [_once(plan, format_) for _ in range(TIMES)]
    wall, cpu, size = min(runs)
    return round(wall, 3), {"cpu_s": round(cpu, 3), "bytes": size}


def _once(plan: Plan, format_: str) -> tuple[float, float, int]:
    began, cpu = time.perf_counter(), _cpu()
    work = Work(plan.body, Period(plan.starts_on, plan.ends_on, plan.ends_on + datetime.timedelta(days=1)))
    made = WRITERS[format_](build(kind_of("six-monthly"), work, "es"))
    return time.perf_counter() - began, _cpu() - cpu, len(made)


def _cpu() -> float:
    """Return the seconds of CPU that this process and its children took."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in used)


def _invent(plan: Plan, size: int) -> None:
    """Invent deliverables that were held, each with three States, past the services, which is for benchmarks alone."""
    lines = cycle(Activity.objects.filter(plan=plan).select_related("owner").order_by("position"))
    states = cycle(Party.objects.states().order_by("slug"))
    days = (plan.ends_on - plan.starts_on).days
    made = [
        Deliverable(
            id=new_identifier(),
            activity=line,
            owner=line.owner,
            kind="workshop",
            state="held",
            level="regional",
            title=Labels({"en": f"Workshop {number}", "es": f"Taller {number}"}),
            starts_on=plan.starts_on + datetime.timedelta(days=number % (days + 1)),
            place="Bridgetown",
            is_demonstration=True,
        )
        for number, line in enumerate(islice(lines, size))
    ]
    Deliverable.objects.bulk_create(made, batch_size=500)
    parts = [
        Involvement(id=new_identifier(), deliverable=each, party=state, part=Part.PARTICIPANT)
        for each in made
        for state in {state.pk: state for state in islice(states, 3)}.values()
    ]
    Involvement.objects.bulk_create(parts, batch_size=500)

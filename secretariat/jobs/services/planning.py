"""Plan runs: one row for each slot of a job that is due."""

from __future__ import annotations

import datetime

from django.db.models import Max

from secretariat.core.job_registry import Job, Missed, jobs
from secretariat.core.ledgers import append
from secretariat.jobs.choices import RunState
from secretariat.jobs.models import Run

MOST = 200  # slots made up for at a time; the next turn goes on from there


def plan_runs(*, now: datetime.datetime) -> None:
    """Add the runs that are due and not planned yet; any number of workers may do so at once.

    A job seen for the first time is not run for a slot before that: the newest one stands as passed over. A job of
    which the newest slot is enough gets no further run while one of its runs waits or is under way.
    """
    scheduled = Run.objects.filter(argument="")
    newest = dict(scheduled.values_list("job").annotate(newest=Max("due_at")))
    unfinished = set(scheduled.unfinished().values_list("job", flat=True))
    rows = [run for job in jobs() for run in _planned(job, newest.get(job.name), job.name in unfinished, now)]
    append(rows)


def _planned(job: Job, newest: datetime.datetime | None, is_unfinished: bool, now: datetime.datetime) -> list[Run]:  # noqa: FBT001
    if job.rhythm is None:
        return []
    last = job.rhythm.last(now)
    if newest is None:
        return [_run(job, last, RunState.PASSED)]
    if job.missed is Missed.ALL:
        return [_run(job, slot) for slot in job.rhythm.between(newest, now, most=MOST)]
    return [_run(job, last)] if newest < last and not is_unfinished else []


def _run(job: Job, slot: datetime.datetime, state: RunState = RunState.WAITING) -> Run:
    return Run(job=job.name, due_at=slot, not_before=slot, state=state)

"""Take a run and do its work: by a lease that the living worker renews, again after a failure, at most so often."""

from __future__ import annotations

import datetime
import logging
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from secretariat.core.job_registry import Interrupted, Job, Progress, find_job, jobs
from secretariat.core.ledgers import renew
from secretariat.jobs.choices import RunState
from secretariat.jobs.models import Run
from secretariat.jobs.services.telling import tell_administrators

LEASE = datetime.timedelta(seconds=settings.JOB_LEASE)  # so long without a sign of life, and a worker counts as dead
BEAT = settings.JOB_LEASE / 4  # seconds between two signs of life
PAUSES = tuple(datetime.timedelta(minutes=each) for each in (1, 5, 30, 120, 480))  # after a first failure, a second…
WORKER_DIED = "WorkerDied"
PROGRAM = Path(__file__).resolve().parents[2]

logger = logging.getLogger(__name__)


def run_due(*, worker: str, stopping: Callable[[], bool]) -> int:
    """Run what is due, one after another, until nothing is or the worker is to stop; return how many were begun."""
    begun = 0
    while not stopping() and (run := take_run(worker=worker, now=timezone.now())) is not None:
        _do(run, stopping)
        begun += 1
    return begun


def take_run(*, worker: str, now: datetime.datetime) -> Run | None:
    """Take the run that is due longest, for one lease; None where there is none.

    Of several workers one gets it: the row is changed only if it is still as it was seen, and the database refuses a
    second run of the same job under way.
    """
    known = [job.name for job in jobs()]
    for seen in Run.objects.due(now).without_live_sibling(now).filter(job__in=known).order_by("due_at", "id")[:20]:
        job = find_job(seen.job)
        if job is not None and _is_spent(seen, job):
            _give_up(seen, job, WORKER_DIED, now)
        elif _took(seen, worker, now):
            return Run.objects.get(pk=seen.pk)
    return None


def _is_spent(run: Run, job: Job) -> bool:
    """Tell whether every attempt was begun and none came back: the work kills its worker."""
    return run.state == RunState.RUNNING and run.attempts >= job.attempts


def _took(seen: Run, worker: str, now: datetime.datetime) -> bool:
    taken = {"state": RunState.RUNNING, "worker": worker, "lease_until": now + LEASE, "attempts": seen.attempts + 1}
    try:
        with transaction.atomic():
            return renew(_as_seen(seen), **taken, started_at=now, finished_at=None) == 1
    except IntegrityError:  # another worker began another slot of this job in between
        return False


def _as_seen(run: Run) -> Any:
    """Return the row, if nobody has taken it since it was read."""
    return Run.objects.filter(
        pk=run.pk, state=run.state, worker=run.worker, attempts=run.attempts, lease_until=run.lease_until
    )


def _held(run: Run) -> Any:
    """Return the row, if this attempt still holds it."""
    return Run.objects.filter(pk=run.pk, state=RunState.RUNNING, worker=run.worker, attempts=run.attempts)


class LiveProgress(Progress):
    """Writes how far the work has come, once a second at most; each writing renews the lease."""

    def __init__(self, run: Run, stopping: Callable[[], bool]) -> None:
        super().__init__(argument=run.argument, slot=run.due_at)
        self.run = run
        self.stopping = stopping
        self.written = 0.0

    def report(self, done: int, total: int = 0, saying: str = "") -> None:
        is_last = done >= total > 0
        if not is_last and self.stopping():
            raise Interrupted
        if is_last or time.monotonic() - self.written >= 1:
            self.written = time.monotonic()
            _hold(self.run, done=done, total=total, saying=saying[:200])


def _hold(run: Run, **values: Any) -> None:
    """Hold the run for another lease. Errors: Interrupted where it was given to another worker."""
    if not renew(_held(run), lease_until=timezone.now() + LEASE, **values):
        raise Interrupted


class Heartbeat:
    """Renews the lease from a thread of its own while the work is done."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._beat, name=f"heartbeat {run.job}", daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_error: object) -> None:
        self.over.set()
        self.thread.join()

    def _beat(self) -> None:
        try:
            while not self.over.wait(BEAT):
                self._sign()
        finally:
            connection.close()

    def _sign(self) -> None:
        try:
            _hold(self.run)
        except Interrupted:
            logger.warning("Job %s was given to another worker", self.run.job)
            self.over.set()
        except DatabaseError:  # the next beat tries again; four fit into a lease
            logger.warning("Job %s could not renew its lease", self.run.job, exc_info=True)
            connection.close()


def _do(run: Run, stopping: Callable[[], bool]) -> None:
    """Do the work of a run and write how it ended."""
    job = find_job(run.job)
    assert job is not None  # only runs of known jobs are taken
    try:
        with Heartbeat(run):
            said = job.work(LiveProgress(run, stopping))
    except Interrupted:
        _lay_down(run)
    except Exception as error:
        logger.exception("Job %s failed at attempt %s", run.job, run.attempts)
        _fail(run, job, _place_of(error), timezone.now())
    else:
        ended = {"state": RunState.DONE, "finished_at": timezone.now(), "error": ""}
        renew(_held(run), **ended, **({"saying": said[:200]} if said else {}))


def _lay_down(run: Run) -> None:
    """Give a run back without counting the attempt: the next worker takes it up at once."""
    renew(_held(run), state=RunState.WAITING, attempts=run.attempts - 1, lease_until=None)


def _fail(run: Run, job: Job, error: str, now: datetime.datetime) -> None:
    if run.attempts >= job.attempts:
        _give_up(run, job, error, now)
        return
    pause = PAUSES[min(run.attempts, len(PAUSES)) - 1]
    renew(_held(run), state=RunState.WAITING, error=error, not_before=now + pause, lease_until=None)


@transaction.atomic
def _give_up(run: Run, job: Job, error: str, now: datetime.datetime) -> None:
    """Write that a run has failed for good, and tell the administrators."""
    if renew(_held(run), state=RunState.FAILED, error=error, finished_at=now, lease_until=None):
        tell_administrators(run, job, error=error, on=now.date())


def _place_of(error: BaseException) -> str:
    """Return the kind of an error and where our code met it; its words may hold somebody's data and are left out."""
    frames = [each for each in traceback.extract_tb(error.__traceback__) if Path(each.filename).is_relative_to(PROGRAM)]
    place = f" ({Path(frames[-1].filename).relative_to(PROGRAM)}, line {frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}{place}"[:200]

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
import time_machine

from secretariat.core.job_registry import Missed, Progress
from secretariat.core.ledgers import renew
from secretariat.core.viewer import Viewer
from secretariat.jobs.choices import RunState
from secretariat.jobs.models import Run
from secretariat.jobs.services import ask_for, plan_runs, run_due, take_run
from secretariat.jobs.services.running import LEASE, WORKER_DIED
from secretariat.jobs.tests.conftest import Making, moment
from secretariat.notices.models import Notice
from secretariat.notices.queries import told

pytestmark = pytest.mark.django_db
START = moment("2026-11-22 10:30")
DUE = moment("2026-11-22 11:00")


def never() -> bool:
    return False


def due_run() -> Run:
    """Plan the first slot after the beginning and return it."""
    plan_runs(now=START)
    plan_runs(now=DUE)
    return Run.objects.get(due_at=DUE)


def run_at(text: datetime.datetime, stopping: Callable[[], bool] = never) -> int:
    with time_machine.travel(text, tick=False):
        return run_due(worker="one", stopping=stopping)


def test_run_that_is_due_is_done_once(make_job: Making) -> None:
    done: list[str] = []

    def work(progress: Progress) -> str:
        done.append("x")
        return "one thing done"

    make_job(work)
    run = due_run()
    assert (run_at(DUE), run_at(DUE)) == (1, 0)
    run.refresh_from_db()
    assert done == ["x"]
    assert (run.state, run.attempts, run.saying, run.finished_at) == (RunState.DONE, 1, "one thing done", DUE)


def test_of_two_workers_one_takes_a_run(make_job: Making) -> None:
    make_job()
    due_run()
    first, second = take_run(worker="one", now=DUE), take_run(worker="two", now=DUE)
    assert first is not None
    assert (first.worker, second) == ("one", None)


def test_two_slots_of_a_job_are_not_under_way_at_once(make_job: Making) -> None:
    make_job(missed=Missed.ALL)
    plan_runs(now=START)
    later = DUE + datetime.timedelta(hours=3)
    plan_runs(now=later)
    taken = [take_run(worker=name, now=later) for name in ("one", "two", "three")]
    assert [run.due_at if run else None for run in taken] == [DUE, None, None]


def test_failure_is_tried_again_after_growing_pauses_and_then_given_up(make_job: Making) -> None:
    tries: list[int] = []

    def work(progress: Progress) -> None:
        tries.append(1)
        raise LookupError("odile.varga@example.org is nobody")

    make_job(work, attempts=3)
    run = due_run()
    pauses = []
    now = DUE
    for _attempt in range(3):
        run_at(now)
        run.refresh_from_db()
        pauses.append((run.not_before - now).total_seconds() / 60)
        assert run_at(run.not_before - datetime.timedelta(seconds=1)) == 0
        now = max(run.not_before, now)
    assert (len(tries), run.state, run.attempts) == (3, RunState.FAILED, 3)
    assert pauses[:2] == [1, 5]
    assert run_at(now + datetime.timedelta(days=9)) == 0


def test_error_names_its_kind_and_place_and_nobody(make_job: Making) -> None:
    def work(progress: Progress) -> None:
        ask_for("no such job of odile.varga@example.org", by=Viewer(), at=DUE)

    make_job(work)
    run = due_run()
    run_at(DUE)
    run.refresh_from_db()
    place, _comma, _line = run.error.partition(", line ")
    assert place == "LookupError (jobs/services/asking.py"


def test_administrators_are_told_of_a_job_that_failed_for_good_once_a_day(
    make_job: Making, viewers: dict[str, Viewer]
) -> None:
    def work(progress: Progress) -> None:
        raise LookupError

    make_job(work, attempts=1, missed=Missed.ALL)
    plan_runs(now=START)
    plan_runs(now=DUE + datetime.timedelta(hours=2))
    run_at(DUE + datetime.timedelta(hours=2))
    assert Run.objects.filter(state=RunState.FAILED).count() == 3
    found = Notice.objects.filter(kind="job-failed").select_related("person")
    assert [notice.person for notice in found] == [viewers["administrator"].person]
    words = told(list(found), viewers["administrator"])[0].words
    assert words == "The job “A sample” has failed and is not tried again by itself: " + Run.objects.all()[1].error


def test_job_of_a_worker_that_died_is_taken_again_when_its_lease_is_over(make_job: Making) -> None:
    make_job()
    due_run()
    assert take_run(worker="dead", now=DUE) is not None
    assert take_run(worker="two", now=DUE + LEASE) is None
    again = take_run(worker="two", now=DUE + LEASE + datetime.timedelta(seconds=1))
    assert again is not None
    assert (again.worker, again.attempts) == ("two", 2)


def test_job_that_kills_its_workers_is_given_up(make_job: Making) -> None:
    make_job(attempts=2)
    run = due_run()
    now = DUE
    for _attempt in range(2):
        assert take_run(worker="dies", now=now) is not None
        now += LEASE + datetime.timedelta(seconds=1)
    assert take_run(worker="dies", now=now) is None
    run.refresh_from_db()
    assert (run.state, run.error) == (RunState.FAILED, WORKER_DIED)


def test_worker_that_lost_its_lease_does_not_overwrite_the_other(make_job: Making) -> None:
    def work(progress: Progress) -> str:
        renew(Run.objects.filter(due_at=DUE), worker="two", attempts=2)
        return "too late"

    make_job(work)
    run = due_run()
    run_at(DUE)
    run.refresh_from_db()
    assert (run.state, run.worker, run.saying) == (RunState.RUNNING, "two", "")


def test_progress_is_written_and_the_lease_renewed(make_job: Making) -> None:
    seen: list[tuple[int, int, str, datetime.datetime | None]] = []

    def work(progress: Progress) -> None:
        progress.report(2, 5, "rows")
        run = Run.objects.get(due_at=DUE)
        seen.append((run.done, run.total, run.saying, run.lease_until))

    make_job(work)
    due_run()
    run_at(DUE)
    assert seen == [(2, 5, "rows", DUE + LEASE)]


def test_job_lays_itself_down_when_the_worker_stops_and_is_taken_up_by_the_next(make_job: Making) -> None:
    done: list[int] = []
    stop: list[bool] = []

    def work(progress: Progress) -> None:
        for item in progress.over([1, 2, 3]):
            if item not in done:
                done.append(item)
            if len(done) == 2:
                stop.append(True)

    make_job(work)
    run = due_run()
    run_at(DUE, lambda: len(stop) == 1)
    run.refresh_from_db()
    assert (done, run.state, run.attempts) == ([1, 2], RunState.WAITING, 0)
    run_at(DUE, never)
    run.refresh_from_db()
    assert (done, run.state, run.attempts, run.done, run.total) == ([1, 2, 3], RunState.DONE, 1, 3, 3)


def test_run_of_a_job_that_the_program_no_longer_has_waits(make_job: Making) -> None:
    make_job(name="kept")
    run = Run(job="gone", due_at=DUE, not_before=DUE)
    run.save()
    assert run_at(DUE) == 0
    run.refresh_from_db()
    assert (run.state, str(run)) == (RunState.WAITING, "gone")

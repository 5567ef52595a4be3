from __future__ import annotations

import datetime

import pytest
import time_machine

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.job_registry import Every, Weekly
from secretariat.core.viewer import Viewer
from secretariat.jobs.choices import RunState
from secretariat.jobs.models import Retry, Run
from secretariat.jobs.queries import progress_of
from secretariat.jobs.services import ask_for, clear_old_runs, retry_run, run_due
from secretariat.jobs.tests.conftest import Making, moment

pytestmark = pytest.mark.django_db
NOW = moment("2026-11-22 11:00")


def a_run(state: RunState, *, job: str = "sample", days: float = 0, argument: str = "") -> Run:
    due = NOW - datetime.timedelta(days=days)
    run = Run(job=job, due_at=due, not_before=due, state=state, attempts=3, argument=argument)
    run.save()
    return run


def test_work_that_was_asked_for_knows_what_for_and_can_be_followed(
    make_job: Making, viewers: dict[str, Viewer]
) -> None:
    seen: list[str] = []
    make_job(lambda progress: seen.append(progress.argument), rhythm=None)
    run = ask_for("sample", argument="list-7.xlsx", by=viewers["program_officer"], at=NOW)
    assert ask_for("sample", argument="list-7.xlsx", by=viewers["chief"], at=NOW) == run
    with time_machine.travel(NOW, tick=False):
        run_due(worker="one", stopping=lambda: False)
    followed = progress_of(run.pk, viewers["program_officer"])
    assert followed is not None
    assert (seen, followed.state) == (["list-7.xlsx"], RunState.DONE)
    assert progress_of(run.pk, viewers["chief"]) is None


def test_work_that_nobody_knows_cannot_be_asked_for(viewers: dict[str, Viewer]) -> None:
    with pytest.raises(LookupError, match="no job “nothing”"):
        ask_for("nothing", by=viewers["chief"], at=NOW)


def test_failed_run_is_begun_again_with_a_reason_on_record(make_job: Making, viewers: dict[str, Viewer]) -> None:
    make_job()
    run = retry_run(a_run(RunState.FAILED), by=viewers["administrator"], at=NOW, reason="The disk is free again")
    assert (run.state, run.attempts, run.not_before) == (RunState.WAITING, 0, NOW)
    kept = Retry.objects.visible_to(viewers["administrator"]).get()
    assert (kept.job, kept.due_at, kept.reason) == ("sample", NOW, "The disk is free again")
    assert kept.history.get().history_user == viewers["administrator"].person


@pytest.mark.parametrize("name", ["planning_officer", "chief", "delegate", "anyone"])
def test_only_administrators_have_runs_begun_again(make_job: Making, viewers: dict[str, Viewer], name: str) -> None:
    make_job()
    run = a_run(RunState.FAILED)
    with pytest.raises(NotPermitted):
        retry_run(run, by=viewers[name], at=NOW, reason="Please")
    run.refresh_from_db()
    assert (run.state, Retry.objects.count()) == (RunState.FAILED, 0)


@pytest.mark.parametrize(
    ("state", "reason", "said"),
    [
        (RunState.FAILED, "  ", "A job is run again with a reason."),
        (RunState.DONE, "Again", "Only a run that has failed is begun again."),
        (RunState.RUNNING, "Again", "Only a run that has failed is begun again."),
    ],
)
def test_run_is_not_begun_again(
    make_job: Making, viewers: dict[str, Viewer], state: RunState, reason: str, said: str
) -> None:
    make_job()
    with pytest.raises(Refused) as refused:
        retry_run(a_run(state), by=viewers["administrator"], at=NOW, reason=reason)
    assert (str(refused.value), Retry.objects.count()) == (said, 0)


def test_old_runs_are_cleared_but_the_newest_of_each_job(make_job: Making) -> None:
    make_job(name="often", rhythm=Every(1))
    make_job(name="weekly", rhythm=Weekly(datetime.time(3), 0))
    kept = [
        a_run(RunState.DONE, job="weekly", days=29),
        a_run(RunState.FAILED, job="weekly", days=89),
        a_run(RunState.WAITING, job="weekly", days=200),
        a_run(RunState.DONE, job="often", days=2),
        a_run(RunState.DONE, job="asked", days=29, argument="x"),
    ]
    for days in (31, 90):
        a_run(RunState.DONE, job="weekly", days=days)
    a_run(RunState.FAILED, job="weekly", days=91)
    a_run(RunState.DONE, job="often", days=3)
    a_run(RunState.DONE, job="asked", days=31, argument="y")
    assert clear_old_runs(now=NOW) == 5
    assert set(Run.objects.all()) == set(kept)

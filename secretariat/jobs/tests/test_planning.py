from __future__ import annotations

import pytest

from secretariat.core.job_registry import Missed
from secretariat.core.ledgers import renew
from secretariat.jobs.choices import RunState
from secretariat.jobs.models import Run
from secretariat.jobs.services import plan_runs
from secretariat.jobs.tests.conftest import Making, moment

pytestmark = pytest.mark.django_db


def planned() -> list[tuple[str, str]]:
    return [(f"{run.due_at:%d %H:%M}", run.state) for run in Run.objects.order_by("due_at")]


def test_job_seen_for_the_first_time_is_not_run_for_the_past(make_job: Making) -> None:
    make_job()
    plan_runs(now=moment("2026-11-22 10:30"))
    assert planned() == [("22 10:00", "passed")]


def test_each_slot_is_planned_once_however_often_one_plans(make_job: Making) -> None:
    make_job()
    for minute in ("10:30", "11:00", "11:00", "11:59"):
        plan_runs(now=moment(f"2026-11-22 {minute}"))
    assert planned() == [("22 10:00", "passed"), ("22 11:00", "waiting")]


def test_of_missed_slots_the_newest_is_made_up_for(make_job: Making) -> None:
    make_job(missed=Missed.NEWEST)
    plan_runs(now=moment("2026-11-22 10:30"))
    plan_runs(now=moment("2026-11-22 14:05"))
    assert planned() == [("22 10:00", "passed"), ("22 14:00", "waiting")]


def test_of_missed_slots_all_are_made_up_for_where_the_job_says_so(make_job: Making) -> None:
    make_job(missed=Missed.ALL)
    plan_runs(now=moment("2026-11-22 10:30"))
    plan_runs(now=moment("2026-11-22 13:05"))
    assert planned()[1:] == [("22 11:00", "waiting"), ("22 12:00", "waiting"), ("22 13:00", "waiting")]


@pytest.mark.parametrize("state", [RunState.WAITING, RunState.RUNNING])
def test_no_further_run_is_planned_while_one_is_unfinished(make_job: Making, state: RunState) -> None:
    make_job()
    plan_runs(now=moment("2026-11-22 10:30"))
    renew(Run.objects.all(), state=state)
    plan_runs(now=moment("2026-11-22 12:30"))
    assert planned() == [("22 10:00", state)]


def test_clock_set_back_plans_nothing_twice(make_job: Making) -> None:
    make_job()
    plan_runs(now=moment("2026-11-22 10:30"))
    plan_runs(now=moment("2026-11-22 11:30"))
    plan_runs(now=moment("2026-11-22 10:30"))
    plan_runs(now=moment("2026-11-22 11:30"))
    assert planned() == [("22 10:00", "passed"), ("22 11:00", "waiting")]


def test_job_without_a_rhythm_is_not_planned(make_job: Making) -> None:
    make_job(rhythm=None)
    plan_runs(now=moment("2026-11-22 10:30"))
    assert planned() == []

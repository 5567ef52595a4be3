from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from secretariat.core.job_registry import jobs
from secretariat.jobs.choices import RunState
from secretariat.jobs.models import Retry, Run
from secretariat.jobs.tests.conftest import moment

pytestmark = pytest.mark.django_db
AsPerson = Callable[[str], Client]


def runs(number: int, hour: int = 10, **values: Any) -> list[Run]:
    slots = [moment(f"2026-11-22 {hour}:{minute:02}") for minute in range(number)]
    made = [Run(job="notices-mail", due_at=slot, not_before=slot, **values) for slot in slots]
    for run in made:
        run.save()
    return made


def test_page_shows_every_job_and_its_runs(as_person: AsPerson) -> None:
    runs(1, state=RunState.RUNNING, done=2, total=8, saying="letters", error="OSError (x.py, line 1)", attempts=2)
    page = as_person("administrator").get("/jobs/?language=en").content.decode()
    assert [str(job.label) for job in jobs() if str(job.label) not in page] == []
    assert [words for words in ("2 of 8 letters", "OSError (x.py, line 1)", "under way") if words not in page] == []


@pytest.mark.parametrize(
    ("name", "status"), [("anyone", 302), ("delegate", 403), ("chief", 403), ("planning_officer", 403)]
)
def test_page_is_for_administrators(as_person: AsPerson, name: str, status: int) -> None:
    assert as_person(name).get("/jobs/").status_code == status


def test_page_takes_as_many_statements_for_thirty_runs_as_for_one(as_person: AsPerson) -> None:
    client = as_person("administrator")
    client.get("/jobs/")  # what the process remembers from now on is not asked again
    counted = []
    for number, hour in ((1, 10), (29, 11)):
        runs(number, hour)
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/jobs/").status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_failed_run_is_begun_again_from_its_page(as_person: AsPerson) -> None:
    run = runs(1, state=RunState.FAILED)[0]
    client = as_person("administrator")
    page = client.get("/jobs/").content.decode()
    assert page.count(f"/jobs/{run.pk}/retry/") == 1
    assert client.get(f"/jobs/{run.pk}/retry/").status_code == 200
    assert client.post(f"/jobs/{run.pk}/retry/", {"reason": ""}).status_code == 422
    assert client.post(f"/jobs/{run.pk}/retry/", {"reason": "Mended"}).status_code == 302
    assert client.post(f"/jobs/{run.pk}/retry/", {"reason": "Twice"}).status_code == 409
    run.refresh_from_db()
    assert (run.state, [each.reason for each in Retry.objects.all()]) == (RunState.WAITING, ["Mended"])


@pytest.mark.parametrize("name", ["delegate", "chief", "anyone"])
def test_run_is_hidden_from_others(as_person: AsPerson, name: str) -> None:
    run = runs(1, state=RunState.FAILED)[0]
    assert as_person(name).post(f"/jobs/{run.pk}/retry/", {"reason": "x"}).status_code == 404


def test_command_lists_jobs_as_table_and_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    runs(1, state=RunState.FAILED, attempts=5, error="OSError")
    call_command("jobs", "--json")
    found = {each["job"]: each for each in json.loads(capsys.readouterr().out)}
    assert sorted(found) == [job.name for job in jobs()]
    mail = found["notices-mail"]
    assert (mail["state"], mail["attempts"], mail["error"], mail["rhythm"]) == ("failed", 5, "OSError", "every minute")
    assert mail["due"] == "2026-11-22T10:00:00+00:00"
    call_command("jobs")
    lines = capsys.readouterr().out.splitlines()
    assert (len(lines), lines[0].split()[0]) == (1 + len(found), "job")

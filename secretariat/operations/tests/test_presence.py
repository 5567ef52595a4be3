from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from secretariat.operations import presence
from secretariat.operations.presence import Presence, give_back

pytestmark = pytest.mark.django_db


def running(*workers: str) -> DBTaskResult[..., None]:
    """Return a task that the last of these workers is doing."""
    return DBTaskResult.objects.create(
        task_path="secretariat.accounts.tasks.send_mail",
        args_kwargs={"args": ["", "", []], "kwargs": {}},
        backend_name="default",
        queue_name="default",
        run_after=timezone.now(),
        status=TaskResultStatus.RUNNING,
        worker_ids=[*workers],
    )


def status_of(task: DBTaskResult[..., None]) -> str:
    task.refresh_from_db()
    return str(task.status)


def test_tasks_of_a_dead_worker_go_back_and_those_of_others_stay() -> None:
    its, others, earlier = running("dead"), running("alive"), running("dead", "alive")
    assert give_back("dead") == 1
    assert [status_of(task) for task in (its, others, earlier)] == ["READY", "RUNNING", "RUNNING"]
    assert its in DBTaskResult.objects.ready()


def test_task_that_ended_three_workers_is_given_up() -> None:
    task = running("first", "second", "third")
    assert give_back("third") == 1
    assert (status_of(task), task.exception_class_path) == ("FAILED", "secretariat.operations.presence.WorkerDied")


def test_dead_worker_is_known_by_its_lock_alone(tmp_path: Path, settings: object) -> None:
    settings.VAR = tmp_path  # type: ignore[attr-defined]
    alive, looking = Presence("alive/and well"), Presence("looking")
    (tmp_path / "workers" / "dead").touch()
    tasks = [running("alive/and well"), running("dead"), running("looking")]
    looking._look()
    assert [status_of(task) for task in tasks] == ["RUNNING", "READY", "RUNNING"]
    assert sorted(path.name for path in (tmp_path / "workers").iterdir()) == ["alive%2Fand%20well", "looking"]
    alive.end()
    looking.end()
    assert list((tmp_path / "workers").iterdir()) == []
    assert presence.ATTEMPTS == 3

"""Workers that died at work: their tasks go back into the queue.

The queue says which worker took a task, not whether that worker lives. So each worker holds the lock of a file for as
long as it lives: the system lets it go however the worker ends. Who finds such a file without its lock knows that the
worker is dead, and gives its tasks back. Each machine looks after its own.
"""

from __future__ import annotations

import fcntl
import logging
import os
import threading
from pathlib import Path
from urllib.parse import quote, unquote

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

EVERY = 10.0  # seconds between two looks
ATTEMPTS = 3  # a task that ended so many workers is not given to another
logger = logging.getLogger(__name__)


class WorkerDied(Exception):
    """A task was given up because workers died while they did it."""


class Presence(threading.Thread):
    """Shows that a worker lives, and looks after those that do not."""

    def __init__(self, worker: str) -> None:
        super().__init__(name="presence", daemon=True)
        folder: Path = settings.VAR / "workers"
        folder.mkdir(parents=True, exist_ok=True)
        self.folder, self.path = folder, folder / quote(worker, safe="")
        self.ended = threading.Event()
        self.descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(self.descriptor, fcntl.LOCK_EX)

    def run(self) -> None:
        try:
            while True:
                self._look()
                if self.ended.wait(EVERY):
                    return
        finally:
            connection.close()

    def end(self) -> None:
        """Say good-bye: nothing is left to look after."""
        self.ended.set()
        self.path.unlink(missing_ok=True)
        os.close(self.descriptor)

    def _look(self) -> None:
        try:
            for path in self.folder.iterdir():
                if path != self.path:
                    _look_after(path)
        except (DatabaseError, OSError):
            logger.exception("tasks of workers that died could not be given back; it is tried again")
            connection.close()


def _look_after(path: Path) -> None:
    """Give back the tasks of the worker that held this file, where it does no more."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return  # it said good-bye meanwhile
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        give_back(unquote(path.name))
        path.unlink(missing_ok=True)
    except BlockingIOError:
        return  # it lives
    finally:
        os.close(descriptor)


def give_back(worker: str) -> int:
    """Put the tasks that a dead worker was doing back into the queue; return how many were found.

    What it had done of them is done again: a task must bear that. One that ended several workers counts as failed.
    """
    with transaction.atomic():
        running = DBTaskResult.objects.select_for_update().filter(status=TaskResultStatus.RUNNING)
        left = [task for task in running if task.worker_ids[-1:] == [worker]]
        for task in left:
            _begin_again(task)
    if left:
        logger.warning("%d tasks of a worker that died were given back", len(left))
    return len(left)


def _begin_again(task: DBTaskResult[..., None]) -> None:
    if len(task.worker_ids) >= ATTEMPTS:
        task.set_failed(WorkerDied(f"{ATTEMPTS} workers died at it"))
        return
    task.status, task.started_at = TaskResultStatus.READY, None
    task.save(update_fields=["status", "started_at"])

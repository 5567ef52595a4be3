"""The loop beside the queue: every few seconds it plans what is due and runs what it can take."""

from __future__ import annotations

import logging
import os
import secrets
import socket
import threading

from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from secretariat.jobs.services import plan_runs, run_due

PAUSE = 5.0  # seconds between two looks

logger = logging.getLogger(__name__)


def worker_name() -> str:
    """Return a name that no other worker has."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"


class Scheduler:
    """Plans and runs jobs, in a thread of its own or for one turn; as many may run as there are workers."""

    def __init__(self) -> None:
        self.worker = worker_name()
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self._loop, name="jobs", daemon=True)

    def start(self) -> None:
        self.thread.start()

    def stop(self, patience: float) -> None:
        """Let the job that runs end, or lay itself down at its next report; wait so many seconds for it.

        One that does neither dies with the process and is taken again when its lease is over.
        """
        self.stopping.set()
        if self.thread.is_alive():
            self.thread.join(patience)

    def turn(self) -> int:
        """Plan what is due and run it; return how many runs were begun."""
        plan_runs(now=timezone.now())
        return run_due(worker=self.worker, stopping=self.stopping.is_set)

    def _loop(self) -> None:
        try:
            while not self.stopping.wait(PAUSE):
                self._turn_whatever_happens()
        finally:
            connection.close()

    def _turn_whatever_happens(self) -> None:
        """Go on at the next turn where the database was away for this one."""
        close_old_connections()
        try:
            self.turn()
        except DatabaseError:
            logger.exception("Jobs could not be planned or taken")
            connection.close()

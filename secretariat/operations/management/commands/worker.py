"""The worker."""

from __future__ import annotations

from typing import Any

from django_tasks_db.management.commands.db_worker import Command as DatabaseWorker

from secretariat.jobs.scheduler import Scheduler
from secretariat.operations.presence import Presence
from secretariat.search.following import Follower

PATIENCE = 6.0  # seconds in which a job may lay itself down; `serve` waits a little longer for the worker


class Command(DatabaseWorker):
    help = "Do what pages leave for the background, and the jobs with a rhythm: mail, reminders. Stops at SIGTERM."

    def handle(self, **options: Any) -> None:
        scheduler, follower, presence = Scheduler(), Follower(), Presence(options["worker_id"])
        if options["batch"]:
            scheduler.turn()
        else:
            presence.start()
            scheduler.start()
            follower.start()
        try:
            super().handle(**options)
        finally:  # also where a signal ends the wait for work
            follower.end()
            scheduler.stop(PATIENCE)
            presence.end()

"""Upgrade."""

from __future__ import annotations

import fcntl
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from secretariat.core.commands import PlainCommand
from secretariat.founding.installation import waiting_migrations
from secretariat.operations.progress import Progress
from secretariat.operations.services import back_up
from secretariat.operations.tables import applied_migrations

LOCK = 0x5EC2E7A2  # a number of our own among the locks of the database


class Command(PlainCommand):
    help = (
        "Bring an installation to this version of the program: back up, migrate, load, check. Stopped anywhere, it goes"
        " on where it was when it runs again. Where nothing waits it changes nothing."
    )
    requires_system_checks: list[str] = []  # it ends with them

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--backups", type=Path, help="the folder for back-ups; that in SECRETARIAT_VAR unless told")

    def handle(self, *args: Any, **options: Any) -> None:
        with _alone():
            self._upgrade(options["backups"] or settings.VAR / "backups", Progress(quiet=not options["verbosity"]))

    def _upgrade(self, backups: Path, progress: Progress) -> None:
        waiting = waiting_migrations()
        if waiting and applied_migrations():
            self._back_up(backups, progress)
        call_command("prepare")
        if waiting:
            progress.done(f"migrations: {len(waiting)}")
        call_command("check", stdout=self.stdout, stderr=self.stderr)

    def _back_up(self, folder: Path, progress: Progress) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = folder / f"before-upgrade-{timezone.now():%Y%m%d-%H%M%S}.tar"
        try:
            manifest = back_up(path, with_keys=settings.DEMONSTRATION, progress=progress)
        except OSError as error:
            raise CommandError(f"No back-up was written, and nothing was changed: {error}") from error
        progress.done(f"{path}: {manifest}")


@contextmanager
def _alone() -> Iterator[None]:
    """Let one upgrade of a database run at a time, wherever it was begun; others wait, and then find nothing to do."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with (settings.VAR / ".upgrade").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if connection.vendor != "postgresql":
            yield
            return
        door = connection.copy()
        try:
            with door.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            yield
        finally:
            door.close()

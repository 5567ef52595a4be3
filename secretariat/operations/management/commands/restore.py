"""Restore."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from secretariat.core.commands import PlainCommand
from secretariat.operations.progress import Progress
from secretariat.operations.services import restore


class Command(PlainCommand):
    help = (
        "Put what a back-up holds in the place of what is here: whole, or not at all. Stop the services first."
        " A back-up of SQLite can be restored to PostgreSQL, and the other way round."
    )
    requires_system_checks: list[str] = []  # what is here may be in any state

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="what `secretariat backup` wrote")
        parser.add_argument(
            "--over", action="store_true", help="also where this installation holds something: it is lost"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        progress = Progress(quiet=not options["verbosity"])
        try:
            left = restore(options["file"], over=options["over"], progress=progress)
        except OSError as error:
            raise CommandError(f"The tables were not changed: {error}") from error
        self.stdout.write(f"Restored from {options['file']}. Everyone signs in again.")
        for each in left:
            self.stderr.write(each)

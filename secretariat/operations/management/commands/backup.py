"""Back up, or verify a back-up."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from secretariat.core.commands import PlainCommand
from secretariat.operations.progress import Progress
from secretariat.operations.services import back_up, verify


class Command(PlainCommand):
    help = (
        "Write database and files into one file, while everything goes on working; in a demonstration also its key."
        " The file is for its owner's eyes only: it holds all that anybody may see."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="where to write it, such as 2026-11-22.tar; never over another")
        parser.add_argument(
            "--verify", action="store_true", help="write nothing; read FILE to its end and compare sums"
        )
        parser.add_argument(
            "--with-keys", action="store_true", help="put the keys in as well: who has the file then has everything"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        progress = Progress(quiet=not options["verbosity"])
        if options["verify"]:
            self.stdout.write(f"{path} is whole: {verify(path, progress)}.")
            return
        with_keys = options["with_keys"] or settings.DEMONSTRATION
        try:
            manifest = back_up(path, with_keys=with_keys, progress=progress)
        except OSError as error:
            raise CommandError(f"No back-up was written: {error}") from error
        self.stdout.write(f"{path}: {manifest}.")
        if manifest.keys and not with_keys:
            self.stderr.write(f"Not in it: {', '.join(manifest.keys)}. Keep a copy elsewhere, or say --with-keys.")

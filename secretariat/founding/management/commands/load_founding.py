"""Load founding data."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError

from secretariat.core.commands import PlainCommand
from secretariat.founding.cast import enter_cast
from secretariat.founding.loading import load_founding
from secretariat.founding.reading import FoundingError, read_package
from secretariat.founding.sync import Report
from secretariat.parties.queries import loader


class Command(PlainCommand):
    help = (
        "Load a package of founding data; again and again, without doubling anything. What people changed is kept."
        " A demonstration enters the package's cast as well."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.FOUNDING_PACKAGE, help="the package's folder"
        )
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        report = self._load(options["folder"])
        if options["json"]:
            self.stdout.write(json.dumps({name: asdict(count) for name, count in report.counts.items()}))
        elif options["verbosity"]:
            self.stdout.write("\n".join(report.lines()))

    def _load(self, folder: Path) -> Report:
        try:
            founding = read_package(folder)
            report = load_founding(founding, by=loader())
        except FoundingError as error:
            raise CommandError(f"Nothing was loaded from {folder}:\n{error}") from error
        if settings.DEMONSTRATION:
            enter_cast(founding, by=loader())
        return report

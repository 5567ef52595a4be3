"""The invented half-year of a demonstration."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone

from secretariat.core.commands import PlainCommand
from secretariat.core.errors import Refused
from secretariat.founding.half_year import load_half_year, remove_half_year
from secretariat.founding.reading import FoundingError, read_package
from secretariat.parties.queries import operator


class Command(PlainCommand):
    help = "Load half a year of invented work into a demonstration, once, or remove all that is invented but the cast."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", choices=("load", "remove"), help="what to do")
        parser.add_argument(
            "folder", nargs="?", type=Path, default=settings.FOUNDING_PACKAGE, help="the package's folder"
        )
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["what"] == "remove":
                found = remove_half_year(by=operator(), on=timezone.localdate())
            else:
                found = {"works": load_half_year(read_package(options["folder"]))}
        except (FoundingError, Refused) as error:
            raise CommandError(f"Nothing was changed: {error}") from error
        if options["json"]:
            self.stdout.write(json.dumps(found))
        elif options["verbosity"]:
            self.stdout.write("\n".join(f"{name}: {count}" for name, count in found.items()) or "nothing to do")

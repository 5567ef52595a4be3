"""The matrix of permissions, from the command line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from secretariat.core.commands import PlainCommand
from secretariat.web.permissions import cells, routes


class Command(PlainCommand):
    help = "Count the cells of the permission matrix (route, method, person) and name those that nobody declared."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        every = list(cells())
        undeclared = [str(cell) for cell in every if not cell.is_declared]
        if options["json"]:
            self.stdout.write(json.dumps({"cells": len(every), "undeclared": undeclared}))
        else:
            for route in routes():
                self.stdout.write(f"/{route.pattern}  {route.rule.name if route.rule else 'UNDECLARED'}")
            self.stdout.write(f"{len(every)} cells, {len(undeclared)} undeclared")
        if undeclared:
            raise CommandError(f"{len(undeclared)} cells have no rule.")

"""Prepare an installation: everything between the packages and a running server, in one process."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from secretariat.core.commands import PlainCommand
from secretariat.founding.installation import (
    bring_tables_up_to_date,
    has_founding_data,
    mark_of_founding_data,
    mark_of_static_files,
    waiting_migrations,
)


class Command(PlainCommand):
    help = "Bring database, founding data and files of the interface up to date; in a demonstration also the cast."
    requires_system_checks: list[str] = []  # a second run has nothing to do, and does it at once

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--again", action="store_true", help="do every step, also those that nothing changed for")

    def handle(self, *args: Any, **options: Any) -> None:
        settings.VAR.mkdir(parents=True, exist_ok=True)
        again: bool = options["again"]
        if again or waiting_migrations():
            self._step("database", bring_tables_up_to_date)
        collect = partial(call_command, "collectstatic", verbosity=0, interactive=False)
        self._once(
            "files of the interface", mark_of_static_files(), collect, again=again or not settings.STATIC_ROOT.is_dir()
        )
        load = partial(call_command, "load_founding", verbosity=0)
        mark = mark_of_founding_data()
        self._once("founding data", mark, load, again=again or not has_founding_data())
        if settings.DEMONSTRATION:
            invent = partial(call_command, "half_year", "load", verbosity=0)
            self._once("invented half-year", mark, invent, again=again)

    def _step(self, name: str, work: Callable[[], Any]) -> None:
        self.stderr.write(f"  {name} …")
        self.stderr.flush()
        work()

    def _once(self, name: str, mark: str, work: Callable[[], Any], *, again: bool) -> None:
        """Do a step unless its mark says that nothing changed since it was done."""
        stamp: Path = settings.VAR / f".{name.replace(' ', '-')}"
        if not again and stamp.exists() and stamp.read_text(encoding="ascii") == mark:
            return
        stamp.unlink(missing_ok=True)
        self._step(name, work)
        stamp.write_text(mark, encoding="ascii")

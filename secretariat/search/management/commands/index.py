"""The index of search."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from secretariat.core.commands import PlainCommand
from secretariat.core.search_registry import Searchable, searchables
from secretariat.search.index import Busy
from secretariat.search.writer import Indexer

PATIENCE = 60.0  # seconds in which the worker may end what it writes


class Command(PlainCommand):
    help = "Bring the index of search up to date with what was written; with --rebuild make it anew from the records."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rebuild", action="store_true", help="make it anew; the old one serves meanwhile")
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        indexer = Indexer()
        self._done = 0
        try:
            if options["rebuild"]:
                self._counts = {each: each.rows().count() for each in searchables()}
                said = {"entries": indexer.rebuild(progress=None if options["json"] else self._show, patience=PATIENCE)}
            else:
                said = {"changes": indexer.catch_up()}
        except Busy as error:
            raise CommandError("Another process is writing the index; the worker does so by itself.") from error
        if options["json"]:
            self.stdout.write(json.dumps(said))
        else:
            self._end_line()
            self.stdout.write(" ".join(f"{count} {what}" for what, count in said.items()))

    def _show(self, searchable: Searchable, count: int) -> None:
        """Show on a terminal how far it is."""
        self._done += count
        if sys.stderr.isatty():
            share = 100 * self._done // max(1, sum(self._counts.values()))
            kind = searchable.model._meta.verbose_name_plural
            self.stderr.write(f"\r{share:3} %  {self._done} entries, {kind}\033[K", ending="")

    def _end_line(self) -> None:
        if sys.stderr.isatty() and self._done:
            self.stderr.write("")

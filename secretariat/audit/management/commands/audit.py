"""The audit, from the command line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from secretariat.audit.queries import Finding, check_seals
from secretariat.audit.services import drop_old_readings, seal_up
from secretariat.core.commands import PlainCommand


class Command(PlainCommand):
    help = "Seal readings and histories up to an hour ago, or check that nobody changed what is sealed (--verify)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("--verify", action="store_true", help="recompute every seal; ends with 1 where one is broken")
        what.add_argument("--seal", action="store_true", help="seal what is not sealed yet; once an hour is right")
        what.add_argument("--tidy", action="store_true", help="drop readings that need not be kept any longer")
        parser.add_argument("--head", default="", metavar="DIGEST", help="with --verify: a digest noted elsewhere")
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verify"]:
            self._verify(options)
        elif options["seal"]:
            seal = seal_up(now=timezone.now())
            self._say(options, {"digest": seal.digest} if seal else {}, str(seal) if seal else "Nothing to seal yet.")
        else:
            dropped = drop_old_readings(now=timezone.now())
            self._say(options, {"dropped": dropped}, f"{dropped} readings dropped.")

    def _verify(self, options: dict[str, Any]) -> None:
        found = check_seals(head=options["head"])
        told = {"seals": found.seals, "readings": found.readings, "entries": found.entries, "head": found.head}
        self._say(options, {**told, "wrong": found.wrong, "unchecked": found.unchecked}, _in_words(found))
        if found.wrong:
            raise CommandError(f"{len(found.wrong)} faults: somebody changed what was sealed.")

    def _say(self, options: dict[str, Any], value: dict[str, Any], words: str) -> None:
        self.stdout.write(json.dumps(value) if options["json"] else words)


def _in_words(found: Finding) -> str:
    reach = f"{found.seals} seals until {found.until:%Y-%m-%d %H:%M} UTC" if found.until else "No seals yet"
    count = f"{reach}: {found.readings} readings, {found.entries} history entries."
    return "\n".join([count, f"Newest digest: {found.head}", *found.unchecked, *found.wrong])

"""Check an installation: Django's own checks, and whether everything that it needs is in place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core import checks
from django.core.management.base import CommandError, CommandParser
from django.core.management.commands import check
from django.db import DatabaseError

from secretariat.core.commands import PlainCommand
from secretariat.founding.installation import has_founding_data, static_files, waiting_migrations
from secretariat.founding.reading import FoundingError, read_package

PREPARE = "`secretariat prepare` mends this."


class Command(PlainCommand, check.Command):
    help = (
        "Say what is wrong with this installation: Django's checks, migrations, files of the interface, founding data."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output, nothing else")

    def handle(self, *app_labels: Any, **options: Any) -> None:
        if app_labels or options["tags"] or options["list_tags"] or options["databases"]:
            super().handle(*app_labels, **options)
            return
        deploy = options["deploy"] or not settings.DEMONSTRATION
        found = [each for each in checks.run_checks(include_deployment_checks=deploy) if not each.is_silenced()]
        errors = [*_said(found, at_least=checks.ERROR), *_own_faults()]
        warnings = [*_said(found, at_least=checks.INFO, below=checks.ERROR)]
        if options["json"]:
            self.stdout.write(json.dumps({"errors": errors, "warnings": warnings}, ensure_ascii=False))
        for each in [] if options["json"] else [*warnings, *errors]:
            self.stderr.write(each)
        if errors:
            raise CommandError(f"Faults: {len(errors)}, warnings: {len(warnings)}.")
        if not options["json"]:
            self.stdout.write(f"No fault, warnings: {len(warnings)}.")


def _said(found: list[checks.CheckMessage], *, at_least: int, below: int = 1000) -> Iterator[str]:
    for each in found:
        if at_least <= each.level < below:
            yield f"{each.obj or ''} {each.msg} {each.hint or ''} ({each.id})".strip()


def _own_faults() -> Iterator[str]:
    yield from _faults_of_database()
    yield from _faults_of_files()
    try:
        read_package(settings.FOUNDING_PACKAGE)
    except FoundingError as error:
        yield from (f"Founding data: {line}" for line in str(error).splitlines())


def _faults_of_database() -> Iterator[str]:
    try:
        waiting = waiting_migrations()
        if waiting:
            yield f"{len(waiting)} migrations wait, the first is {waiting[0]}. {PREPARE}"
        elif not has_founding_data():
            yield f"No founding data is loaded. {PREPARE}"
    except DatabaseError as error:
        yield f"The database cannot be used: {error}"


def _faults_of_files() -> Iterator[str]:
    """Name what pages would miss: each file that they may ask for must have been collected."""
    collected = getattr(staticfiles_storage, "hashed_files", None)
    if collected is None:
        return  # served as they lie, without collecting
    missing = sorted(set(static_files()) - set(collected))
    if missing:
        yield f"{len(missing)} files of the interface are not in place, the first is {missing[0]}. {PREPARE}"

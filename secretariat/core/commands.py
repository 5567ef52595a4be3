"""What our commands share: a refusal is one plain line on standard error, never a trace of the program."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser, SystemCheckError
from django.db import DatabaseError

from secretariat.core.errors import NotPermitted, Refused


class PlainCommand(BaseCommand):
    """A command that exits with 0 when done, 1 when refused or not found, 2 when called wrongly."""

    def get_version(self) -> str:
        return version("secretariat")

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        return super().create_parser(prog_name, subcommand.replace("_", "-"), **kwargs)

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return self._plainly(*args, **options)
        except SystemCheckError:
            raise
        except CommandError as error:
            if options.get("traceback") or not getattr(self, "_called_from_command_line", False):
                raise
            self.stderr.write(str(error))
            sys.exit(error.returncode)

    def _plainly(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except (Refused, NotPermitted) as error:
            raise CommandError(str(error)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except DatabaseError as error:
            raise CommandError(f"The database cannot be used: {error}. `secretariat check` says more.") from error

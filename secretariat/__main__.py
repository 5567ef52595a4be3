"""The command ``secretariat``: every command is a Django management command of the app it belongs to."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib.metadata import version

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import ManagementUtility, get_commands
from django.core.management.base import BaseCommand

from secretariat.operations.supervision import end_with_parent
from secretariat.settings.keys import VAR, demonstration_key

COMMANDS = {
    "prepare": "bring database, files of the interface and founding data up to date",
    "serve": "serve the pages, with a worker beside",
    "worker": "do the work that pages leave for the background",
    "backup": "write database and files into one file",
    "restore": "put what a back-up holds in the place of what is here",
    "index": "make anew what search looks in, or bring it up to date",
    "jobs": "list the jobs of the worker",
    "upgrade": "back up, migrate and check after the program has changed",
    "check": "say what is wrong with this installation",
    "load-founding": "load a package of founding data",
    "half-year": "load or remove the invented work of a demonstration",
    "user": "enter a person with a role",
    "trace": "follow a paragraph to units, plan lines and results",
    "progress": "count how far a plan is",
    "coverage": "count an order and a plan, and list what is missing",
    "report": "write a report to Member States as PDF, Word or HTML",
    "bounces": "take in mail that came back",
    "audit": "seal readings and histories, and check that nobody changed them",
    "permissions": "count the cells of the permission matrix",
}
HELP = """Secretariat runs an intergovernmental secretariat: from the paragraph of a mandate to the result, and back.

usage: secretariat COMMAND [ARGUMENTS]; `secretariat COMMAND --help` says more

{commands}

Django's own commands work too: `secretariat help --commands` names them all.
"""


class Utility(ManagementUtility):
    """Django's door to the commands, with plain words where there is none of a name."""

    def fetch_command(self, subcommand: str) -> BaseCommand:
        """Return the command; exit with 2 where there is none. Errors: ImproperlyConfigured."""
        _ = settings.INSTALLED_APPS  # Django goes on without settings, and then misses the command
        if subcommand in get_commands():
            return super().fetch_command(subcommand)
        asked = subcommand.replace("_", "-")
        near = get_close_matches(asked, COMMANDS, n=1)
        hint = f" Is “{near[0]}” meant?" if near else ""
        sys.stderr.write(f"There is no command “{asked}”.{hint} `secretariat help` lists them.\n")
        sys.exit(2)


def usual_settings() -> str:
    """Return which settings hold where nobody names any.

    Production; but in a folder where ``make run`` has made a demonstration, and where no key of production is set, the
    demonstration, so that ``secretariat coverage`` speaks of what the pages show.
    """
    is_demonstration = "SECRETARIAT_SECRET_KEY" not in os.environ and demonstration_key(VAR).exists()
    return "demonstration" if is_demonstration else "production"


def main() -> None:
    """Run the command named by the first argument; ``load-founding`` is the module ``load_founding``."""
    end_with_parent()
    os.umask(0o077)  # SECURITY: database, files and back-ups are for the user alone that runs the program
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"secretariat.settings.{usual_settings()}")
    given = sys.argv[1:]
    if given in ([], ["help"], ["--help"], ["-h"]):
        width = max(map(len, COMMANDS))
        print(HELP.format(commands="\n".join(f"  {name:{width}}  {what}" for name, what in COMMANDS.items())), end="")  # noqa: T201
    elif given in (["version"], ["--version"]):
        print(version("secretariat"))  # noqa: T201
    else:
        _run(given)


def _run(given: list[str]) -> None:
    named = 2 if given[0] == "help" else 1  # how many of the words name a command
    words = [word if word.startswith("-") else word.replace("-", "_") for word in given[:named]]
    try:
        Utility(["secretariat", *words, *given[named:]]).execute()
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()

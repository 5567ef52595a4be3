"""Keep the message catalogs: `extract` them from code and templates, `compile` what has changed.

Usage: `python catalogs.py extract|compile`. Extracting needs GNU gettext (`xgettext`); compiling needs nothing beyond
the Python packages of a plain installation.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parent.parent / "secretariat"
LANGUAGES = ("es", "fr", "pt")  # English is what the code is written in

NO_GETTEXT = "Extracting messages needs GNU gettext. On Debian and Ubuntu: sudo apt install gettext"


def extract() -> int:
    """Bring the catalogs up to the strings of code and templates; translations that exist stay."""
    if not shutil.which("xgettext"):
        print(NO_GETTEXT, file=sys.stderr)
        return 1
    languages = [option for language in LANGUAGES for option in ("-l", language)]
    shape = ["--no-wrap", "--no-obsolete", "--add-location", "file", "--ignore", "static/*", "--ignore", "tests/*"]
    command = [sys.executable, "-m", "django", "makemessages", *languages, *shape]
    (PACKAGE / "locale").mkdir(exist_ok=True)
    return subprocess.run(command, cwd=PACKAGE, env=_environment(), check=False).returncode


def compile_changed() -> list[Path]:
    """Compile every catalog that is newer than what was compiled from it; return what was written."""
    return [_compile(source) for source in _catalogs() if _is_newer(source, source.with_suffix(".mo"))]


def _catalogs() -> Iterator[Path]:
    yield from sorted(PACKAGE.glob("**/locale/*/LC_MESSAGES/*.po"))


def _is_newer(source: Path, compiled: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path) -> Path:
    """Write the compiled catalog whole or not at all; messages marked fuzzy are left out."""
    with source.open("rb") as file:
        catalog = read_po(file)
    catalog.locale = source.parent.parent.name  # without a language no header says which plural is which
    compiled = source.with_suffix(".mo")
    unfinished = compiled.with_suffix(".mo.new")
    with unfinished.open("wb") as file:
        write_mo(file, catalog)
    unfinished.replace(compiled)
    return compiled


def _environment() -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "secretariat.settings.test"}


def main(arguments: Sequence[str]) -> int:
    """Extract or compile, and return the exit status."""
    match list(arguments):
        case ["extract"]:
            return extract()
        case ["compile"]:
            for path in compile_changed():
                print(f"compiled {path.relative_to(PACKAGE.parent)}", file=sys.stderr)
            return 0
        case _:
            print("usage: catalogs.py extract|compile", file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Make the Python environment in `.venv` what the locks say, or leave it alone when it is already.

Usage: `python environment.py run|dev`. Needs Python 3.11 or newer and nothing else: `uv` is taken from the PATH, or
fetched into `.tools`. What stands in `.venv` is remembered in `.stamps/environment` by the content of the locks, so
that neither a checkout nor a copy defeats it, and nothing is asked of the network while the locks stay the same.

There is one environment. `dev` holds everything that `run` holds, in the same versions; once it is there, `run` is
content with it, so that the two commands do not undo each other.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
STAMP = ROOT / ".stamps" / "environment"
LOCKS = ROOT / "requirements"
KINDS = ("run", "dev")
OLDEST_UV = (0, 5)

NO_VENV = """Python's venv module is missing or not complete. On Debian and Ubuntu:

    sudo apt install python3-venv

then run the same command again."""

NO_NETWORK = """The packages could not be fetched (see above). They come from the Python package registry once;
behind a proxy set HTTPS_PROXY, and SSL_CERT_FILE where its certificate is your own. Then run the same command again:
what has been fetched is kept."""


class SetUpError(Exception):
    """The environment cannot be made; the message says what to do."""


def main(arguments: Sequence[str]) -> int:
    """Bring `.venv` up to the kind asked for and return the exit status."""
    if len(arguments) != 1 or arguments[0] not in KINDS:
        print("usage: environment.py run|dev", file=sys.stderr)
        return 2
    try:
        with _alone():
            set_up(arguments[0])
    except SetUpError as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    return 0


def set_up(kind: str) -> None:
    """Install what is missing for ``kind``, and remember it.

    Errors: SetUpError where uv cannot be had or a package cannot be fetched.
    """
    known = _remembered()
    if kind == "run" and known.get("kind") == "dev":
        kind = "dev"
    wanted = {"kind": kind, "digest": digest(kind), "folder": str(ROOT)}
    if known == wanted and (VENV / "bin" / "python").exists():
        return
    started = time.monotonic()
    STAMP.unlink(missing_ok=True)
    uv = find_uv() or fetch_uv()
    _make_venv(uv, afresh=known.get("folder", str(ROOT)) != str(ROOT))
    _install(uv, kind)
    STAMP.write_text(json.dumps(wanted), encoding="utf-8")
    _say(f"Python packages are ready ({time.monotonic() - started:.0f} s).")


def digest(kind: str) -> str:
    """Sum up everything that decides what is installed: the locks, and how the project itself is built."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = [lock.read_bytes() for lock in _locks(kind)]
    parts += [json.dumps(project.get(table, {}), sort_keys=True).encode() for table in ("build-system", "project")]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def find_uv() -> str | None:
    """Return the first uv that runs and is new enough, from the PATH or from `.tools`."""
    for candidate in (shutil.which("uv"), str(TOOLS / "bin" / "uv")):
        if candidate and _version(candidate) >= OLDEST_UV:
            return candidate
    return None


def fetch_uv() -> str:
    """Install uv into `.tools`: in a virtual environment, or beside it where venv is missing but pip is there.

    Errors: SetUpError that names the Debian package, or the network.
    """
    _say("Fetching uv, which installs the Python packages …")
    lock = [
        "-q",
        "--disable-pip-version-check",
        "--root-user-action=ignore",
        "--require-hashes",
        "-r",
        str(LOCKS / "uv.txt"),
    ]
    shutil.rmtree(TOOLS, ignore_errors=True)
    if _quiet(sys.executable, "-m", "venv", str(TOOLS)):
        fetched = _loud(str(TOOLS / "bin" / "python"), "-m", "pip", "install", *lock)
    else:
        shutil.rmtree(TOOLS, ignore_errors=True)
        if not _quiet(sys.executable, "-m", "pip", "--version"):
            raise SetUpError(NO_VENV)
        fetched = _loud(sys.executable, "-m", "pip", "install", "--target", str(TOOLS), *lock)
    uv = find_uv()
    if not fetched or not uv:
        shutil.rmtree(TOOLS, ignore_errors=True)
        raise SetUpError(NO_NETWORK)
    return uv


def _make_venv(uv: str, *, afresh: bool) -> None:
    if not afresh and (VENV / "bin" / "python").exists():
        return
    shutil.rmtree(VENV, ignore_errors=True)
    if not _loud(uv, "venv", "--quiet", "--python", sys.executable, str(VENV)):
        raise SetUpError(f"The virtual environment {VENV.name} could not be made (see above).")


def _install(uv: str, kind: str) -> None:
    """Install the locked packages, then the project itself, built with what the lock of the build holds."""
    purpose = {"run": "to run the program", "dev": "to run and test the program"}[kind]
    _say(f"Installing the Python packages {purpose} …")
    python = ["--python", str(VENV / "bin" / "python")]
    locks = [str(lock) for lock in _locks(kind)]
    if not _loud(uv, "pip", "sync", *python, "--require-hashes", "--compile-bytecode", *locks):
        raise SetUpError(NO_NETWORK)
    itself = ["--quiet", "--offline", "--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    if not _loud(uv, "pip", "install", *python, *itself):
        raise SetUpError("The project itself could not be installed (see above).")


def _locks(kind: str) -> list[Path]:
    return [LOCKS / f"{kind}.txt", LOCKS / "build.txt"]


def _remembered() -> dict[str, str]:
    """Return what `.venv` holds by the stamp; nothing where there is no stamp, or one that cannot be read."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _version(uv: str) -> tuple[int, ...]:
    try:
        answer = subprocess.run([uv, "--version"], capture_output=True, text=True, check=False).stdout
    except OSError:
        return ()
    found = re.match(r"uv (\d+)\.(\d+)", answer)
    return tuple(int(part) for part in found.groups()) if found else ()


def _quiet(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _loud(*command: str) -> bool:
    """Run a command in sight: with its own progress bars on a terminal, else without the list of every package."""
    environment = {key: value for key, value in os.environ.items() if key not in {"VIRTUAL_ENV", "CONDA_PREFIX"}}
    if sys.stderr.isatty():
        return subprocess.run(command, env=environment, cwd=ROOT, check=False).returncode == 0
    with subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.PIPE, text=True) as process:
        for line in process.stderr or ():
            if not line.startswith((" + ", " - ", " ~ ")):
                _say(f"  {line.rstrip()}")
    return process.returncode == 0


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Let one set-up at a time work on the environment; a second waits and then finds it done."""
    STAMP.parent.mkdir(exist_ok=True)
    with (STAMP.parent / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Run a program of ours in a child process with limits: no server reads or makes the files of others itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

QUIET = {"MALLOC_ARENA_MAX": "2"}  # one pool of memory a thread would count against the limit of memory


@dataclass(frozen=True)
class Limits:
    """What a child process may use. Units: seconds of CPU, mebibytes of memory, seconds on the clock."""

    cpu: int = 10
    memory: int = 512
    wall: int = 30

    def ordered(self) -> dict[str, int]:
        """Return the limits as a child is told them, which sets them on itself. Units: seconds of CPU, bytes."""
        return {"cpu": self.cpu, "memory": self.memory * 2**20}


@dataclass(frozen=True)
class Outcome:
    """How a child ended: what it wrote, what it complained of, and its exit status; ``late`` where time ran out."""

    output: bytes = b""
    said: str = ""
    status: int = 0
    late: bool = False


def run_child(program: Path, order: bytes, limits: Limits, *, environment: Mapping[str, str] | None = None) -> Outcome:
    """Run a Python program of ours, which imports nothing of the project, with ``order`` on its standard input.

    SECURITY: the child gets no secret: an empty environment and no path of ours (``-I``). It limits itself.
    """
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program of ours
            [sys.executable, "-I", str(program)],
            input=order,
            capture_output=True,
            timeout=limits.wall,
            env={**QUIET, **(environment or {})},
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome(late=True, status=-1)
    return Outcome(done.stdout, done.stderr.decode(errors="replace")[-2000:], done.returncode)

"""Write the locks in `requirements/` from `pyproject.toml`: exact versions and hashes, and no addresses.

Usage: `python lock.py [--upgrade]`. Without `--upgrade` every version stays that still fits. Needs the network.
The others agree with the first, so that one environment can hold them all.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Sequence

from environment import LOCKS, ROOT, fetch_uv, find_uv

SHAPE = [
    *("--universal", "--generate-hashes", "--no-emit-index-url", "--no-header"),
    *("--annotation-style", "line", "--python-version", "3.11"),
]


def main(arguments: Sequence[str]) -> int:
    """Write the locks and return the exit status."""
    if set(arguments) - {"--upgrade"}:
        print("usage: lock.py [--upgrade]", file=sys.stderr)
        return 2
    uv = find_uv() or fetch_uv()
    built_with = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    same = ["-c", "requirements/run.txt"]
    for name, options, given in (
        ("run", ["pyproject.toml"], []),
        ("s3", ["pyproject.toml", "--extra", "s3", *same], []),
        ("dev", ["pyproject.toml", "--extra", "s3", "--group", "dev", *same], []),
        ("build", ["-", *same, "-c", "requirements/dev.txt"], built_with),
        ("uv", ["-"], ["uv"]),
    ):
        print(f"requirements/{name}.txt …", file=sys.stderr, flush=True)
        command = [uv, "pip", "compile", "-q", *SHAPE, *arguments, *options, "-o", str(LOCKS / f"{name}.txt")]
        done = subprocess.run(
            command, input="\n".join(given), text=True, cwd=ROOT, stdout=subprocess.DEVNULL, check=False
        )
        if done.returncode:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

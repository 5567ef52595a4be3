"""Symbols: fifty writers take numbers of one series at once; none twice, no gap that nothing explains."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

from bench.harness import Bench, Figure

WRITERS, EACH = 50, 10


def measure(bench: Bench) -> Iterator[Figure]:
    """Run the writers against the same database as the server; yield doubles, gaps, and numbers a second."""
    command = [sys.executable, "-m", "bench.parallel_symbols", "--writers", str(WRITERS), "--each", str(EACH)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    yield Figure("symbols", "numbers given twice", found["doubled"], "numbers", 0, found)
    yield Figure("symbols", "gaps that nothing explains", found["unexplained_gaps"], "numbers", 0)
    yield Figure("symbols", "writers refused", len(found["refused"]), "numbers", 0)
    yield Figure("symbols", "numbers given", round(found["given"] / found["seconds"], 1), "a second")

"""Fifty writers at once, in processes of their own, on the kind of database of this run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.databases import KINDS, installation
from tests.installations import PATIENCE, ROOT

WRITERS, EACH = 50, 3


@pytest.mark.parametrize("kind", KINDS)
def test_fifty_writers_get_no_number_twice_and_leave_no_gap(kind: str, tmp_path: Path) -> None:
    with installation(tmp_path, kind) as given:
        assert given.run("prepare").returncode == 0
        done = subprocess.run(
            [sys.executable, "-m", "bench.parallel_symbols", "--writers", str(WRITERS), "--each", str(EACH)],
            cwd=ROOT,
            env=given.environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    assert {name: value for name, value in found.items() if name not in {"seconds", "asked_again"}} == {
        "writers": WRITERS,
        "refused": [],
        "given": WRITERS * EACH,
        "doubled": 0,
        "not_on_record": 0,
        "unexplained_gaps": 0,
        "cancelled": WRITERS,
    }

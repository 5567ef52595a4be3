"""What is kept running starts again."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from secretariat.operations.supervision import FIRST_PAUSE, Kept

PATIENCE = 60  # seconds
SLEEPER = "import sys, os, time; open(sys.argv[1], 'a').write(f'{os.getpid()}\\n'); time.sleep(60)"


@pytest.fixture
def wait_until() -> Callable[[Callable[[], bool]], None]:
    def wait(holds: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < until, "it did not come"
            time.sleep(0.05)

    return wait


def test_what_was_killed_starts_again_without_growing_pauses(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, wait_until: Callable[[Callable[[], bool]], None]
) -> None:
    log = tmp_path / "began"
    log.touch()
    kept = Kept([sys.executable, "-c", SLEEPER, str(log)])
    kept.start()
    try:
        for begun in (1, 2, 3):
            wait_until(lambda begun=begun: len(log.read_text().splitlines()) == begun)  # type: ignore[misc]
            time.sleep(FIRST_PAUSE)
            os.kill(int(log.read_text().splitlines()[-1]), signal.SIGKILL)
        wait_until(lambda: len(log.read_text().splitlines()) == 4)
    finally:
        kept.ask_to_end()
        kept.end()
    said = [record.getMessage() for record in caplog.records]
    assert said == [f"{log} was killed by signal {signal.SIGKILL:d} and starts again"] * 3


def test_what_ends_by_itself_starts_after_a_pause_that_grows(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, wait_until: Callable[[Callable[[], bool]], None]
) -> None:
    kept = Kept([sys.executable, "-c", "", "broken"])
    kept.start()
    try:
        wait_until(lambda: len(caplog.records) == 2)
    finally:
        kept.ask_to_end()
        kept.end()
    said = [record.getMessage() for record in caplog.records]
    assert said == [f"broken ended with 0 and starts again in {seconds} s" for seconds in (1, 2)]

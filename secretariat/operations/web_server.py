"""The web server: Granian, with more patience."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from granian.server import Server

from secretariat.operations.supervision import CALM, FIRST_PAUSE, LONGEST_PAUSE


class PatientServer(Server):  # type: ignore[misc,valid-type]  # one of two classes, chosen at import
    """Keeps its web processes running however often they end; Granian gives up when one ends twice within 5.5 s.

    One that was killed starts again at once. One that ended by itself, as it does when it cannot load, starts after a
    pause that grows while it keeps ending.
    """

    pause = 0.0  # seconds

    def _respawn_workers(self, workers: Sequence[int], *args: Any, **options: Any) -> None:
        self.pause = self._pause_after([self.wrks[index] for index in workers])
        self.main_loop_interrupt.wait(self.pause)
        if not self.interrupt_signal:
            super()._respawn_workers(workers, *args, **options)
        self.respawned_wrks.clear()  # by these times it would give up

    def _pause_after(self, ended: Sequence[Any]) -> float:
        """Return how long to wait, in seconds."""
        by_themselves = [each for each in ended if (each.inner.exitcode or 0) >= 0]
        if not by_themselves or time.monotonic() - min(each.birth for each in by_themselves) > CALM:
            return 0.0
        return min(max(self.pause * 2, FIRST_PAUSE), LONGEST_PAUSE)

"""Processes that belong together: what ends by itself starts again, and nothing outlives what started it."""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

PARENT = "SECRETARIAT_PARENT"  # the process that the others end with
PATIENCE = 8  # seconds in which a process may end what it does
FIRST_PAUSE = 1.0  # seconds before a process that ended is started again; doubled each time …
LONGEST_PAUSE = 10.0  # … to this …
CALM = 30.0  # … and forgotten after so many seconds of work
TELL_AT_DEATH = 1  # PR_SET_PDEATHSIG of Linux
logger = logging.getLogger(__name__)

# A process forked while another is being started inherits the pipe on which Popen waits for the other to begin, and
# holds it open: Popen would wait for as long as the forked one lives.
starting = threading.Lock()
os.register_at_fork(before=starting.acquire, after_in_parent=starting.release, after_in_child=starting.release)


def end_with_parent() -> None:
    """End this process, as if asked to, when the server that started it is gone; nothing where none started it.

    On Linux the kernel tells, at once and whatever killed the server. Elsewhere a thread looks every second.
    """
    parent = int(os.environ.pop(PARENT, "0"))  # what this process starts ends with it by other means
    if not parent:
        return
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(TELL_AT_DEATH, signal.SIGTERM)
    else:
        threading.Thread(target=_look_after, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it was killed before the kernel knew
        os.kill(os.getpid(), signal.SIGTERM)


def _look_after(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


class Kept(threading.Thread):
    """A process that is started again when it ends: at once where it was killed, else after a pause that grows."""

    def __init__(self, command: Sequence[str]) -> None:
        super().__init__(daemon=True)
        self.command = command
        self.stopping = threading.Event()
        self.changing = threading.Lock()
        self.process: subprocess.Popen[bytes] | None = None

    def run(self) -> None:
        pause = FIRST_PAUSE
        while self._begin():
            began = time.monotonic()
            code = self._running().wait()
            if self.stopping.is_set():
                return
            lived = time.monotonic() - began
            if code < 0 and lived > FIRST_PAUSE:  # killed by a signal, such as for want of memory
                logger.error("%s was killed by signal %d and starts again", self.command[-1], -code)
                continue
            pause = FIRST_PAUSE if lived > CALM else pause
            logger.error("%s ended with %s and starts again in %d s", self.command[-1], code, pause)
            self.stopping.wait(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    def ask_to_end(self) -> None:
        """Let the process end what it does, and start no other."""
        with self.changing:
            self.stopping.set()
            if self.process is not None:
                self.process.terminate()

    def end(self) -> None:
        """Wait until the process has ended; what it was doing stays in the queue."""
        if self.process is None:
            return
        try:
            self.process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _begin(self) -> bool:
        with self.changing:
            if self.stopping.is_set():
                return False
            with starting:
                self.process = subprocess.Popen(self.command)  # noqa: S603 - our own command
            return True

    def _running(self) -> subprocess.Popen[bytes]:
        assert self.process is not None
        return self.process


@contextmanager
def keeping(command: Sequence[str], *, count: int) -> Iterator[None]:
    """Keep ``count`` processes of one command running; end them at the end, however that comes."""
    kept = [Kept(command) for _ in range(count)]
    for each in kept:
        each.start()
    try:
        yield
    finally:
        for each in kept:
            each.ask_to_end()
        for each in kept:
            each.end()

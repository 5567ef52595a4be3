"""Progress of long work: a line that changes in a terminal, a line at the end of each step elsewhere."""

from __future__ import annotations

import sys
import time
from typing import TextIO

EVERY = 0.2  # seconds between two changes of the line


class Progress:
    """Say on standard error how far a command is; ``quiet`` says nothing."""

    def __init__(self, stream: TextIO = sys.stderr, *, quiet: bool = False) -> None:
        self.stream, self.quiet = stream, quiet
        self.changes = not quiet and stream.isatty()
        self.said = 0.0

    def at(self, what: str) -> None:
        """Name what is being worked on."""
        if self.changes and time.monotonic() - self.said > EVERY:
            self.said = time.monotonic()
            self.stream.write(f"\r\x1b[K  {what} …")
            self.stream.flush()

    def done(self, what: str) -> None:
        """Say what is finished."""
        if not self.quiet:
            self.stream.write(f"{chr(13)}\x1b[K" if self.changes else "")
            self.stream.write(f"  {what}\n")
            self.stream.flush()

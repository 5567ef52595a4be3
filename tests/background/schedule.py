"""The jobs: a quick one that writes a line, and a long one of many items that takes up where it was left."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend

from secretariat.core.job_registry import Job, Progress, add_job

ITEMS = 20
TAKES = 0.1  # seconds an item


def note(name: str, words: str) -> None:
    """Add a line to a file at once, whole, and on the disk: nothing is lost with a process that is killed."""
    with (Path(settings.VAR) / name).open("a", encoding="utf-8") as file:
        file.write(f"{words}\n")
        file.flush()
        os.fsync(file.fileno())


def noted(name: str) -> list[str]:
    """Return the lines of a file."""
    path = Path(settings.VAR) / name
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def quick(progress: Progress) -> None:
    """Write what it was asked for, and by which process."""
    time.sleep(0.02)
    note("quick", f"{progress.argument} {os.getpid()}")


def long(progress: Progress) -> None:
    """Write a line for each item that has none yet: its own key, by which nothing is done twice."""
    note("begun", str(os.getpid()))
    for item in progress.over([str(number) for number in range(ITEMS)]):
        if item not in noted("long"):
            time.sleep(TAKES)
            note("long", item)


class Ledger(BaseEmailBackend):
    """Writes down the Message-ID of what it takes."""

    def send_messages(self, email_messages: Sequence[Any]) -> int:
        for message in email_messages:
            note("mail", message.message()["Message-ID"])
            time.sleep(0.03)
        return len(email_messages)


add_job(Job("test-quick", "Quick", quick))
add_job(Job("test-long", "Long", long))

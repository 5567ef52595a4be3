"""Jobs that exist in one test only."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from secretariat.core import job_registry
from secretariat.core.job_registry import Every, Job, Missed, Progress, Rhythm, add_job

Making = Callable[..., Job]
HOURLY = Every(60)


def moment(text: str) -> datetime.datetime:
    """Return a moment in universal time."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)


def nothing(progress: Progress) -> None:
    """Do nothing."""


@pytest.fixture
def make_job(monkeypatch: pytest.MonkeyPatch) -> Making:
    """Return how to register a job; the program's own are out of the way meanwhile."""
    monkeypatch.setattr(job_registry, "_jobs", {})

    def make(
        work: Callable[[Progress], str | None] = nothing,
        *,
        name: str = "sample",
        rhythm: Rhythm | None = HOURLY,
        missed: Missed = Missed.NEWEST,
        attempts: int = 3,
    ) -> Job:
        return add_job(Job(name, "A sample", work, rhythm, missed, attempts))

    return make

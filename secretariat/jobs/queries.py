"""Questions on jobs: how each stands, and how far work is that somebody waits for."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from secretariat.core.job_registry import Job, jobs
from secretariat.core.viewer import Viewer
from secretariat.jobs.models import Run


@dataclass(frozen=True)
class Standing:
    """A job, its newest run (None before the first), and when it is due next (None: when asked)."""

    job: Job
    run: Run | None
    next_due: datetime.datetime | None


def standings(viewer: Viewer, *, now: datetime.datetime) -> list[Standing]:
    """Return how every job stands, by name, in one statement."""
    newest = Run.objects.filter(job=OuterRef("job")).order_by("-due_at", "-id").values("pk")[:1]
    runs = {run.job: run for run in Run.objects.visible_to(viewer).filter(pk=Subquery(newest))}
    return [Standing(job, runs.get(job.name), job.rhythm.next(now) if job.rhythm else None) for job in jobs()]


def progress_of(run_id: uuid.UUID, viewer: Viewer) -> Run | None:
    """Return a run that the viewer may follow, such as one they asked for; None where there is none."""
    return Run.objects.visible_to(viewer).filter(pk=run_id).first()

"""Tell the administrators that a job has failed for good."""

from __future__ import annotations

import datetime

from secretariat.core.job_registry import Job
from secretariat.jobs.models import Run
from secretariat.jobs.notice_kinds import JOB_FAILED
from secretariat.notices.queries import administrators
from secretariat.notices.services import notify
from secretariat.parties.queries import operator


def tell_administrators(run: Run, job: Job, *, error: str, on: datetime.date) -> None:
    """Put a notice into every administrator's inbox, once a job and day."""
    notify(
        JOB_FAILED,
        to=administrators(on=on),
        about=run,
        occasion=f"{run.job} {on.isoformat()}",
        data={"job": job.label, "error": error},
        by=operator(),
    )

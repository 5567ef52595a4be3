"""The jobs that keep the tables of the background small."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.job_registry import Daily, Job, Progress, add_job
from secretariat.jobs.services import clear_old_runs

QUEUE = "django_tasks_db.DatabaseBackend"


def clear_runs(progress: Progress) -> str:
    """Clear the runs of jobs that are long over."""
    return _("%(count)s cleared") % {"count": clear_old_runs(now=timezone.now())}


def clear_tasks(progress: Progress) -> None:
    """Clear the tasks of the queue that ended two weeks ago, eight weeks where they failed."""
    if settings.TASKS["default"]["BACKEND"] == QUEUE:
        call_command("prune_db_task_results", min_age_days=14, failed_min_age_days=56, verbosity=0)


add_job(Job("jobs-clear", gettext_lazy("Clear old runs of jobs"), clear_runs, Daily(datetime.time(2, 10))))
add_job(Job("tasks-clear", gettext_lazy("Clear old tasks of the queue"), clear_tasks, Daily(datetime.time(2, 20))))

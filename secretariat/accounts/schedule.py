"""The jobs of the accounts."""

from __future__ import annotations

import datetime

from django.core.management import call_command
from django.utils.translation import gettext_lazy as _

from secretariat.core.job_registry import Daily, Job, Progress, add_job


def clear_sessions(progress: Progress) -> None:
    """Clear the sessions that have expired."""
    call_command("clearsessions", verbosity=0)


add_job(Job("sessions-clear", _("Clear expired sessions"), clear_sessions, Daily(datetime.time(2))))

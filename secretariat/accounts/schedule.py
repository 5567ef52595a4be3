"""The jobs of the accounts."""

from __future__ import annotations

import datetime

from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.accounts.models import Tally
from secretariat.core.job_registry import Daily, Job, Progress, add_job
from secretariat.core.ledgers import drop


def clear_sessions(progress: Progress) -> None:
    """Clear the sessions that have expired, and the tallies of tries whose time is over."""
    call_command("clearsessions", verbosity=0)
    drop(Tally.objects.filter(expires__lt=timezone.now()))


add_job(Job("sessions-clear", _("Clear expired sessions"), clear_sessions, Daily(datetime.time(2))))

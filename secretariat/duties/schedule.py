"""The jobs of duties: what recurs, and reminders."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.job_registry import Daily, Job, Progress, add_job
from secretariat.duties.services import owe_what_recurs, remind_of_duties
from secretariat.parties.queries import operator


def begin_periods(progress: Progress) -> str:
    """Make the duties of periods that have begun."""
    made = owe_what_recurs(by=operator(), on=timezone.localdate())
    return _("%(count)s duties made") % {"count": made}


def remind(progress: Progress) -> str:
    """Remind people of what is due and what is late."""
    return _("%(count)s written") % {"count": remind_of_duties(by=operator(), on=timezone.localdate())}


add_job(Job("duties-recurring", gettext_lazy("Make duties that come back"), begin_periods, Daily(datetime.time(0, 15))))
add_job(Job("duties-remind", gettext_lazy("Remind of duties"), remind, Daily(datetime.time(6, 10))))

"""The jobs of those who take part."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.job_registry import Daily, Job, Progress, add_job
from secretariat.participation.services import events_due, lapse_unanswered, request_follow_ups
from secretariat.parties.queries import operator


def lapse(progress: Progress) -> str:
    """Record as unanswered the invitations whose deadline is over."""
    return _("%(count)s without an answer") % {"count": len(lapse_unanswered(by=operator(), on=timezone.localdate()))}


def ask(progress: Progress) -> str:
    """Ask those who attended, some months later, what became of it."""
    today = timezone.localdate()
    events = progress.over(events_due(on=today))
    return _("%(count)s asked") % {
        "count": sum(len(request_follow_ups(each, by=operator(), on=today)) for each in events)
    }


add_job(
    Job("participation-lapse", gettext_lazy("Record invitations without an answer"), lapse, Daily(datetime.time(2)))
)
add_job(Job("participation-ask", gettext_lazy("Ask participants what became of it"), ask, Daily(datetime.time(7))))

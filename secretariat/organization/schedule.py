"""The jobs of the structure."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.job_registry import Daily, Job, Progress, add_job
from secretariat.organization.services import settle_due_names
from secretariat.parties.queries import operator


def settle_names(progress: Progress) -> str:
    """Give units the names of orders that have taken effect since they were put in force."""
    settled = settle_due_names(on=timezone.localdate(), by=operator())
    return _("%(count)s orders looked at") % {"count": settled}


add_job(Job("organization-names", gettext_lazy("Settle the names of units"), settle_names, Daily(datetime.time(0, 5))))

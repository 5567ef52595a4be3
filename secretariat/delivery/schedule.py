"""The jobs of deliveries."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.job_registry import Daily, Job, Progress, add_job
from secretariat.delivery.services import owe_for_planned
from secretariat.parties.queries import operator


def make_duties(progress: Progress) -> str:
    """Make the duties that what is planned lacks, as after new rules were loaded."""
    made = owe_for_planned(by=operator(), reason=_("A rule of duties holds for it"))
    return _("%(count)s duties made") % {"count": made}


add_job(
    Job("delivery-duties", gettext_lazy("Make duties of what is planned"), make_duties, Daily(datetime.time(0, 20)))
)

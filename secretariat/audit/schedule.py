"""The jobs of the audit: seal every hour, drop readings that need not be kept any longer."""

from __future__ import annotations

import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.audit.services import drop_old_readings, seal_up
from secretariat.core.job_registry import Daily, Every, Job, Progress, add_job


def seal(progress: Progress) -> str:
    """Seal readings and histories up to an hour ago; the digest becomes the result of the run."""
    made = seal_up(now=timezone.now())
    return str(made) if made is not None else _("nothing to seal")


def drop_readings(progress: Progress) -> str:
    """Drop readings whose time of keeping is over."""
    return _("%(count)s dropped") % {"count": drop_old_readings(now=timezone.now())}


add_job(Job("audit-seal", gettext_lazy("Seal readings and histories"), seal, Every(60)))
add_job(Job("readings-drop", gettext_lazy("Drop old readings"), drop_readings, Daily(datetime.time(2, 30))))

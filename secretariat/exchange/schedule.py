"""The job that removes files whose time is over."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.job_registry import Every, Job, Progress, add_job
from secretariat.exchange.services.exports import remove_old_exports
from secretariat.exchange.services.imports import remove_old_imports
from secretariat.parties.queries import operator


def remove_old_files(progress: Progress) -> str:
    """Remove the files of exports after a day and of imports after a month."""
    now = timezone.now()
    return _("%(count)s removed") % {"count": remove_old_exports(at=now) + remove_old_imports(at=now, by=operator())}


add_job(Job("exchange-clear", gettext_lazy("Remove files of exports and imports"), remove_old_files, Every(60)))

"""The job that reads the words of files that were attached."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.job_registry import Every, Job, Progress, add_job
from secretariat.documents.models import DocumentFile
from secretariat.documents.services import read_text_of
from secretariat.parties.queries import operator

AT_ONCE = 200  # files in one round; the next comes a minute later


def read_files(progress: Progress) -> str:
    """Read the words of files that wait."""
    waiting = DocumentFile.objects.waiting().order_by("pk")[:AT_ONCE]
    read = [read_text_of(each, by=operator()) for each in progress.over(list(waiting))]
    return _("%(count)s read") % {"count": len(read)}


add_job(Job("documents-read", gettext_lazy("Read the words of files"), read_files, Every(1)))

"""What administrators are told of jobs."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Way
from secretariat.core.notice_registry import Kind, add_kind
from secretariat.jobs.rules import may_see_jobs

JOB_FAILED = add_kind(
    Kind(
        "job-failed",
        label=_("A job has failed"),
        help=_("A job of the worker failed at its last attempt and waits for somebody to look at it."),
        words=_("The job “%(job)s” has failed and is not tried again by itself: %(error)s"),
        brief=_("A job of the worker has failed."),
        default=Way.AT_ONCE,
        rule=may_see_jobs,
    )
)

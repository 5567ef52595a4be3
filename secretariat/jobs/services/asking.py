"""Ask for a run, have a failed one begun again, and clear those that are long over."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.job_registry import Every, find_job, jobs
from secretariat.core.ledgers import drop, renew
from secretariat.core.viewer import Viewer
from secretariat.jobs.choices import UNFINISHED, RunState
from secretariat.jobs.models import Retry, Run
from secretariat.jobs.rules import may_retry_job

KEPT = datetime.timedelta(days=30)
KEPT_OF_MINUTES = datetime.timedelta(days=1)  # of jobs that run every few minutes
KEPT_FAILED = datetime.timedelta(days=90)


@transaction.atomic
def ask_for(name: str, *, argument: str = "", by: Viewer, at: datetime.datetime) -> Run:
    """Have a job run once, for an argument such as the identifier of an import; who asks can follow its progress.

    Whether they may ask is for the calling service to say. Where the same is waiting or under way already, that run is
    returned. Errors: LookupError where there is no job of this name.
    """
    if find_job(name) is None:
        raise LookupError(f"there is no job “{name}”")
    running = Run.objects.unfinished().filter(job=name, argument=argument).order_by("due_at").first()
    if running is not None:
        return running
    person = by.person.pk if by.person else None
    run = Run(job=name, argument=argument, due_at=at, not_before=at, asked_by_id=person)
    run.full_clean()
    run.save()
    return run


@transaction.atomic
def retry_run(run: Run, *, by: Viewer, at: datetime.datetime, reason: str) -> Run:
    """Have a failed run begun again, with all its attempts before it.

    Errors: NotPermitted for all but administrators; Refused without a reason, where the run has not failed, or where
    the program has no such job any more.
    """
    if not may_retry_job.test(by):
        raise NotPermitted(_("Only an administrator has jobs run again."))
    if not reason.strip():
        raise Refused(_("A job is run again with a reason."))
    if find_job(run.job) is None:
        raise Refused(_("The program has no job “%(job)s” any more.") % {"job": run.job})
    failed = Run.objects.filter(pk=run.pk, state=RunState.FAILED)
    if not renew(failed, state=RunState.WAITING, attempts=0, not_before=at, finished_at=None):
        raise Refused(_("Only a run that has failed is begun again."))
    keep(Retry(job=run.job, argument=run.argument, due_at=run.due_at, reason=reason), by=by, reason=reason)
    return Run.objects.get(pk=run.pk)


def clear_old_runs(*, now: datetime.datetime) -> int:
    """Clear runs that are long over and return how many; the newest of a job stays, for the next slot counts from it.

    Units: done and passed over ones stay thirty days, one day where the job runs every few minutes; failed ones ninety.
    """
    often = [job.name for job in jobs() if isinstance(job.rhythm, Every)]
    old = Q(due_at__lt=now - KEPT) | Q(due_at__lt=now - KEPT_OF_MINUTES, job__in=often)
    over = (old & ~Q(state=RunState.FAILED)) | Q(due_at__lt=now - KEPT_FAILED)
    later = Run.objects.filter(job=OuterRef("job"), argument=OuterRef("argument"), due_at__gt=OuterRef("due_at"))
    asked_once = ~Q(argument="")
    rows = Run.objects.filter(over).exclude(state__in=UNFINISHED).filter(Exists(later) | asked_once)
    return drop(Run.objects.filter(pk__in=list(rows.values_list("pk", flat=True)[:5000])))

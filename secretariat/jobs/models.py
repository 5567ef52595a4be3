"""Runs of jobs, one row a due slot, and what administrators asked to be run again."""

from __future__ import annotations

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from secretariat.accounts.choices import ADMINISTRATOR
from secretariat.core.identifiers import new_identifier
from secretariat.core.job_registry import find_job
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.jobs.choices import UNFINISHED, RunState


class RunQuerySet(RecordQuerySet["Run"]):
    """Questions on runs."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return all to administrators, to others what they asked for themselves."""
        if viewer.reads_everything or viewer.holds(ADMINISTRATOR):
            return self.all()
        return self.filter(asked_by=viewer.person.pk) if viewer.person else self.none()

    def unfinished(self) -> Self:
        return self.filter(state__in=UNFINISHED)

    def due(self, now: datetime.datetime) -> Self:
        """Return those that a worker may take: waiting with their pause over, or left by a worker that died."""
        waits = models.Q(state=RunState.WAITING, not_before__lte=now)
        was_left = models.Q(state=RunState.RUNNING, lease_until__lt=now)
        return self.filter(waits | was_left)

    def without_live_sibling(self, now: datetime.datetime) -> Self:
        """Leave out those whose job is being run for another slot."""
        alive = type(self)(self.model).filter(state=RunState.RUNNING, lease_until__gte=now)
        same = alive.filter(job=models.OuterRef("job"), argument=models.OuterRef("argument"))
        return self.exclude(models.Exists(same))


class Run(models.Model):
    """A slot of a job, due at a moment; one row a job, argument and slot, kept some days after it is done.

    No record: who runs it changes many times a minute, and nobody's words stand here. The database holds what keeps
    several workers apart: a slot stands once, and a job is under way once at a time.
    """

    id = models.UUIDField(
        _("identifier"), primary_key=True, default=new_identifier, editable=False, help_text=_("Never changes.")
    )
    job = models.CharField(_("job"), max_length=60, help_text=_("The job's name in the program."))
    argument = models.CharField(
        _("about"), max_length=200, blank=True, help_text=_("What it was asked for; empty for a job with a rhythm.")
    )
    due_at = models.DateTimeField(_("due"), help_text=_("The slot: when it should run, in universal time."))
    state = models.CharField(
        _("state"), max_length=8, choices=RunState, default=RunState.WAITING, help_text=_("How far it is.")
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, help_text=_("How often it was begun."))
    not_before = models.DateTimeField(_("not before"), help_text=_("When the pause after a failure is over."))
    worker = models.CharField(_("worker"), max_length=80, blank=True, help_text=_("The process that has taken it."))
    lease_until = models.DateTimeField(
        _("taken until"), null=True, blank=True, help_text=_("The worker says so again while it lives.")
    )
    started_at = models.DateTimeField(
        _("begun"), null=True, blank=True, help_text=_("When the latest attempt began; empty before the first.")
    )
    finished_at = models.DateTimeField(_("ended"), null=True, blank=True, help_text=_("Empty until it is over."))
    done = models.PositiveIntegerField(_("done"), default=0, help_text=_("How many parts of the work are done."))
    total = models.PositiveIntegerField(_("in all"), default=0, help_text=_("Of how many parts; 0: not known."))
    saying = models.CharField(_("progress"), max_length=200, blank=True, help_text=_("What is going on, in words."))
    error = models.CharField(
        _("last error"), max_length=200, blank=True, help_text=_("Its kind and place in the program, nobody's data.")
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked for by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Empty where the rhythm asked."),
    )

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of a job")
        verbose_name_plural = _("runs of jobs")
        constraints = [
            models.UniqueConstraint(fields=["job", "argument", "due_at"], name="jobs_run_slot_once"),
            models.UniqueConstraint(
                fields=["job", "argument"],
                condition=models.Q(state=RunState.RUNNING),
                name="jobs_run_one_under_way",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=models.Q(state__in=("waiting", "running")), name="jobs_run_unfinished"
            ),
            models.Index(fields=["due_at", "id"], name="jobs_run_by_slot"),
        ]

    def __str__(self) -> str:
        return str(self.label)

    @property
    def label(self) -> str | Promise:
        """What the job is called; its bare name where the program no longer has it."""
        job = find_job(self.job)
        return job.label if job else self.job

    def get_absolute_url(self) -> str:
        return f"{reverse('jobs')}?job={self.job}"


class RetryQuerySet(RecordQuerySet["Retry"]):
    """What administrators asked to be run again, for administrators."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.all() if viewer.reads_everything or viewer.holds(ADMINISTRATOR) else self.none()


class Retry(Record):
    """That an administrator had a failed run begun again; one row a time, which outlives the run."""

    job = models.CharField(_("job"), max_length=60, help_text=_("The job's name in the program."))
    argument = models.CharField(_("about"), max_length=200, blank=True, help_text=_("What it was asked for."))
    due_at = models.DateTimeField(_("due"), help_text=_("The slot that had failed."))
    reason = models.TextField(_("reason"), max_length=2000, help_text=_("Why it should work now."))

    objects = RetryQuerySet.as_manager()

    class Meta:
        verbose_name = _("retry of a job")
        verbose_name_plural = _("retries of jobs")

    def __str__(self) -> str:
        return f"{self.job} {self.due_at:%Y-%m-%d %H:%M}"

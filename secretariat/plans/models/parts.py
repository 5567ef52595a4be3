"""The parts of a plan: work areas, programs and projects."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Audience
from secretariat.core.languages import TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.documents.models import readable
from secretariat.plans.choices import AmendmentState
from secretariat.plans.models.plan import Amendment, Plan
from secretariat.plans.models.versions import ADOPTED, TODAY, Version
from secretariat.topics.models import Topic


def part_seen_by(viewer: Viewer, prefix: str = "") -> models.Q:
    """Return the condition under which a viewer may see a part; what a draft adds is for the secretariat."""
    seen = readable(viewer, f"{prefix}plan__document__")
    if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
        return seen
    adopted = models.Q(**{f"{prefix}added_by__state": AmendmentState.ADOPTED})
    return seen & (models.Q(**{f"{prefix}added_by__isnull": True}) | adopted)


class PlanPartQuerySet(RecordQuerySet[Any]):
    """Questions on the parts of a plan: which stood as adopted, which stand today."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(part_seen_by(viewer))

    def at(self, version: Version) -> Self:
        """Return the parts that stand in a version of their plan."""
        added = models.Q(added_by__isnull=True) | version.applied("added_by__")
        kept = models.Q(dropped_by__isnull=True) | ~version.applied("dropped_by__")
        return self.filter(added, kept)

    def as_adopted(self) -> Self:
        """Return the parts that the body adopted at first."""
        return self.at(ADOPTED)

    def current(self) -> Self:
        """Return the parts that stand after all adopted amendments."""
        return self.at(TODAY)


class PlanPart(Record):
    """A part of a plan: added and dropped by amendments, never edited."""

    plan = models.ForeignKey(
        Plan,
        verbose_name=_("plan"),
        on_delete=models.PROTECT,
        related_name="%(class)s_set",
        help_text=_("Of which plan."),
    )
    title = TranslatedField(_("title"), help_text=_("What it is called."))
    position = models.PositiveSmallIntegerField(_("position"), help_text=_("Its place in the plan, from 1."))
    note = TranslatedField(_("note"), long=True, blank=True, help_text=_("What a reader should know about the source."))
    added_by = models.ForeignKey(
        Amendment,
        verbose_name=_("added by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="added_%(class)s_set",
        help_text=_("The amendment that added it; empty if it was adopted with the plan."),
    )
    dropped_by = models.ForeignKey(
        Amendment,
        verbose_name=_("dropped by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="dropped_%(class)s_set",
        help_text=_("The amendment that dropped it; empty if it stands."),
    )

    changed_inside = ("dropped_by_id",)  # that a draft drops it is not known outside; the amendment tells when adopted

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.title)


class Area(PlanPart):
    """A work area; one row an area."""

    number = models.PositiveSmallIntegerField(_("number"), help_text=_("As the plan numbers it."))
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="areas",
        help_text=_("Its subject."),
    )

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("work area")
        verbose_name_plural = _("work areas")
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plans_area_number_once")]


class Program(PlanPart):
    """A program of an area; one row a program."""

    area = models.ForeignKey(
        Area,
        verbose_name=_("work area"),
        on_delete=models.PROTECT,
        related_name="programs",
        help_text=_("Where it belongs."),
    )
    letter = models.CharField(_("letter"), max_length=2, help_text=_("As the plan letters it."))
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="programs",
        help_text=_("Its subject."),
    )

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programs")
        constraints = [models.UniqueConstraint(fields=["area", "letter"], name="plans_program_letter_once")]


class Project(PlanPart):
    """A project of a program; one row a project, with or without activities."""

    program = models.ForeignKey(
        Program,
        verbose_name=_("program"),
        on_delete=models.PROTECT,
        related_name="projects",
        help_text=_("Where it belongs."),
    )
    number = models.PositiveSmallIntegerField(
        _("number"), null=True, blank=True, help_text=_("As the plan prints it; empty where none is printed.")
    )
    address = models.CharField(
        _("address"), max_length=20, help_text=_("Such as 1.A.1; in parentheses where the number is assigned by us.")
    )
    on_request = models.BooleanField(_("upon request"), default=False, help_text=_("Its own text says so."))

    objects = PlanPartQuerySet.as_manager()

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projects")
        constraints = [models.UniqueConstraint(fields=["plan", "address"], name="plans_project_address_once")]

"""The evaluation of a program of a plan."""

from __future__ import annotations

import datetime
import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.choices import Audience
from secretariat.core.history import since_last
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.evaluation.choices import ProgramEvaluationState
from secretariat.organization.models import Unit
from secretariat.plans.models import Program
from secretariat.plans.models.parts import part_seen_by


def open_program_evaluations(viewer: Viewer, prefix: str = "") -> models.Q:
    """Return the condition under which a viewer may see the evaluation of a program; ``prefix`` leads to it.

    Its audience and its unit's own people, and nobody who may not read the plan.
    """
    if viewer.reads_everything:
        return ~models.Q(pk__in=[])  # all; an empty condition would vanish beside an “or”
    wide = models.Q(**{f"{prefix}audience__lte": viewer.clearance})
    if viewer.party_ids:
        wide |= models.Q(**{f"{prefix}unit__party__in": viewer.party_ids})
    return wide & part_seen_by(viewer, f"{prefix}program__")


class ProgramEvaluationQuerySet(RecordQuerySet["ProgramEvaluation"]):
    """Questions on evaluations of programs."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return those whose audience includes the viewer, of plans that one may read, and those of one's own unit."""
        return self.filter(open_program_evaluations(viewer))


class ProgramEvaluation(Record):
    """That a program of a plan is evaluated over a period by somebody; one row an evaluation."""

    program = models.ForeignKey(
        Program,
        verbose_name=_("program"),
        on_delete=models.PROTECT,
        related_name="evaluations",
        help_text=_("What is evaluated."),
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("unit"),
        on_delete=models.PROTECT,
        related_name="program_evaluations",
        help_text=_("Who has it made, and follows up what it recommends."),
    )
    evaluator = models.CharField(
        _("evaluator"), max_length=200, blank=True, help_text=_("Who evaluates: an office, an institution, a person.")
    )
    since = models.DateField(_("period from"), help_text=_("The first day of the period that is looked at."))
    until = models.DateField(_("period until"), help_text=_("The last day of it."))
    report = models.ForeignKey(
        Document,
        verbose_name=_("report"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="program_evaluations",
        help_text=_("The document that says what was found."),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=ProgramEvaluationState,
        default=ProgramEvaluationState.PLANNED,
        help_text=_("How far it is."),
    )
    audience = models.PositiveSmallIntegerField(
        _("who may see it"),
        choices=Audience,
        default=Audience.SECRETARIAT,
        help_text=_("Its unit always sees it; nobody does who may not read the plan."),
    )

    objects = ProgramEvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation of a program")
        verbose_name_plural = _("evaluations of programs")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__gte=models.F("since")),
                name="evaluation_period_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                condition=models.Q(report__isnull=False)
                | models.Q(state__in=(ProgramEvaluationState.PLANNED, ProgramEvaluationState.UNDER_WAY)),
                name="evaluation_reported_in_a_document",
                violation_error_message=_("What was reported stands in a document: name it."),
            ),
        ]
        indexes = [models.Index(fields=["until", "id"], name="evaluation_program_by_day")]

    def __str__(self) -> str:
        return _now("Evaluation: %(what)s") % {"what": self.program}

    def get_absolute_url(self) -> str:
        return address_of("program-evaluation", self.pk)

    def keeper_ids(self) -> frozenset[uuid.UUID]:
        return frozenset({self.unit.party_id})

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        """Return since when its readers are as many as today, for who does not work for its unit."""
        if viewer.reads_everything or self.unit.party_id in viewer.party_ids:
            return None
        return since_last(self, models.Q(audience__gt=viewer.clearance))

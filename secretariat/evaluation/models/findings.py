"""What evaluations found, and what is recommended because of it."""

from __future__ import annotations

import datetime
import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Audience
from secretariat.core.history import since_last
from secretariat.core.languages import TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import open_deliverables
from secretariat.evaluation.models.events import EventEvaluation
from secretariat.evaluation.models.programs import ProgramEvaluation, open_program_evaluations
from secretariat.organization.models import Unit
from secretariat.recommendations.models import SHORT, Recommendation, open_recommendations


def open_findings(viewer: Viewer, prefix: str = "") -> models.Q:
    """Return the condition under which a viewer may see a finding; ``prefix`` leads to it.

    Its audience and its unit's own people, and nobody who may not see what was evaluated.
    """
    if viewer.reads_everything:
        return ~models.Q(pk__in=[])  # all; an empty condition would vanish beside an “or”
    wide = models.Q(**{f"{prefix}audience__lte": viewer.clearance})
    if viewer.party_ids:
        wide |= models.Q(**{f"{prefix}event__deliverable__owner__party__in": viewer.party_ids})
        wide |= models.Q(**{f"{prefix}program__unit__party__in": viewer.party_ids})
    of_event = models.Q(**{f"{prefix}event__isnull": False})
    of_event &= open_deliverables(viewer, f"{prefix}event__deliverable__")
    of_program = models.Q(**{f"{prefix}program__isnull": False})
    of_program &= open_program_evaluations(viewer, f"{prefix}program__")
    return wide & (of_event | of_program)


class FindingQuerySet(RecordQuerySet["Finding"]):
    """Questions on findings."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return those whose audience includes the viewer, of evaluations that one may see."""
        return self.filter(open_findings(viewer))


class Finding(Record):
    """What an evaluation of an event or of a program found; one row a finding."""

    event = models.ForeignKey(
        EventEvaluation,
        verbose_name=_("evaluation of an event"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="findings",
        help_text=_("Which evaluation found it, where an event was evaluated."),
    )
    program = models.ForeignKey(
        ProgramEvaluation,
        verbose_name=_("evaluation of a program"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="findings",
        help_text=_("Which evaluation found it, where a program was evaluated."),
    )
    text = TranslatedField(_("finding"), long=True, help_text=_("What was found, in a sentence or two."))
    audience = models.PositiveSmallIntegerField(
        _("who may see it"),
        choices=Audience,
        default=Audience.SECRETARIAT,
        help_text=_("The unit always sees it; nobody does who may not see what was evaluated."),
    )
    is_withdrawn = models.BooleanField(
        _("withdrawn"), default=False, editable=False, help_text=_("It was not found after all.")
    )

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(event__isnull=True) ^ models.Q(program__isnull=True),
                name="evaluation_finding_of_one",
                violation_error_message=_("A finding belongs to one evaluation, of an event or of a program."),
            )
        ]

    def __str__(self) -> str:
        text = str(self.text)
        return text if len(text) <= SHORT else f"{text[:SHORT].rstrip()}…"

    @property
    def evaluation(self) -> EventEvaluation | ProgramEvaluation:
        """The evaluation that found it."""
        found = self.event or self.program
        assert found is not None  # a constraint says so
        return found

    @property
    def unit(self) -> Unit:
        """The unit that evaluates."""
        found = self.evaluation
        return found.unit if isinstance(found, ProgramEvaluation) else found.deliverable.owner

    def keeper_ids(self) -> frozenset[uuid.UUID]:
        return frozenset({self.unit.party_id})

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        """Return since when its readers and those of its evaluation are as many as today."""
        if viewer.reads_everything or self.unit.party_id in viewer.party_ids:
            return None
        both = (self.evaluation.open_since(viewer), since_last(self, models.Q(audience__gt=viewer.clearance)))
        return max((each for each in both if each), default=None)


class EvaluationRecommendationQuerySet(RecordQuerySet["EvaluationRecommendation"]):
    """As visible as the finding and the recommendation."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_findings(viewer, "finding__"), open_recommendations(viewer, "recommendation__"))

    def standing(self) -> Self:
        """Leave out what was taken back."""
        return self.filter(is_withdrawn=False)


class EvaluationRecommendation(Record):
    """That something is recommended because of a finding; one row a finding a recommendation."""

    finding = models.ForeignKey(
        Finding,
        verbose_name=_("finding"),
        on_delete=models.PROTECT,
        related_name="recommendation_links",
        help_text=_("Because of what."),
    )
    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.PROTECT,
        related_name="evaluation_links",
        help_text=_("What is recommended."),
    )
    is_withdrawn = models.BooleanField(
        _("withdrawn"), default=False, editable=False, help_text=_("It does not follow from it after all.")
    )

    objects = EvaluationRecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation of an evaluation")
        verbose_name_plural = _("recommendations of evaluations")
        constraints = [
            models.UniqueConstraint(fields=["finding", "recommendation"], name="evaluation_recommended_once")
        ]

    def __str__(self) -> str:
        return f"{self.finding} → {self.recommendation}"

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        both = (self.finding.open_since(viewer), self.recommendation.open_since(viewer))
        return max((each for each in both if each), default=None)

"""What the participants of an event are asked, and the links under which they answer."""

from __future__ import annotations

import datetime
import uuid
from typing import Self

from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.delivery.models import Deliverable, open_deliverables
from secretariat.evaluation.choices import LinkKind, Stage
from secretariat.questionnaires.models import QuestionnaireVersion


class EventEvaluationQuerySet(RecordQuerySet["EventEvaluation"]):
    """As visible as the deliverable."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_deliverables(viewer, "deliverable__"))

    def open_on(self, day: datetime.date) -> Self:
        """Keep those that take answers on a day."""
        return self.filter(opens_on__lte=day, closes_on__gte=day)

    def closed_by(self, day: datetime.date) -> Self:
        """Keep those whose results can be shown on a day."""
        return self.filter(closes_on__lt=day)


class EventEvaluation(Record):
    """That the participants of a deliverable are asked with a questionnaire from a day to a day; one row each time.

    What they answer is kept below, under this identifier as its source, and names nobody.
    """

    deliverable = models.ForeignKey(
        Deliverable,
        verbose_name=_("deliverable"),
        on_delete=models.PROTECT,
        related_name="evaluations",
        help_text=_("What is evaluated."),
    )
    version = models.ForeignKey(
        QuestionnaireVersion,
        verbose_name=_("questionnaire"),
        on_delete=models.PROTECT,
        related_name="evaluations",
        help_text=_("What is asked, in the version that was in use."),
    )
    opens_on = models.DateField(_("opens on"), help_text=_("The first day on which answers come in."))
    closes_on = models.DateField(_("closes on"), help_text=_("The last one; the day after, the results are shown."))
    invited = models.PositiveIntegerField(
        _("asked"), null=True, blank=True, help_text=_("How many people were asked; empty if not known.")
    )
    link = models.CharField(
        _("link"),
        max_length=8,
        choices=LinkKind,
        default=LinkKind.SHARED,
        help_text=_("With one link for all somebody could answer twice; a link for each is good once."),
    )
    link_round = models.PositiveSmallIntegerField(
        _("round of the link"), default=1, editable=False, help_text=_("Goes up when links are made void.")
    )

    objects = EventEvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluation of an event")
        verbose_name_plural = _("evaluations of events")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="evaluation_days_in_order",
                violation_error_message=_("The last day lies before the first."),
            ),
            models.UniqueConstraint(
                fields=["deliverable", "opens_on"],
                name="evaluation_once_from_a_day",
                violation_error_message=_("An evaluation of it opens on this day already."),
            ),
        ]
        indexes = [models.Index(fields=["closes_on", "id"], name="evaluation_by_day")]

    def __str__(self) -> str:
        return _now("Evaluation: %(what)s") % {"what": self.deliverable}

    def get_absolute_url(self) -> str:
        return address_of("event-evaluation", self.pk)

    def keeper_ids(self) -> frozenset[uuid.UUID]:
        return self.deliverable.keeper_ids()

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.deliverable.open_since(viewer)

    def stage_on(self, day: datetime.date) -> Stage:
        """Tell where it is on a day."""
        if day < self.opens_on:
            return Stage.COMING
        return Stage.OPEN if day <= self.closes_on else Stage.CLOSED


class EvaluationToken(models.Model):
    """A link that is good once; one row a link. It says whether it was used, not by whom nor when: no record.

    SECURITY: nothing leads from here to what was answered, nor from an answer to here; of the link only a digest is
    kept. Its identifier is random.
    """

    id = models.UUIDField(
        _("identifier"), primary_key=True, default=uuid.uuid4, editable=False, help_text=_("Random: it tells no order.")
    )
    evaluation = models.ForeignKey(
        EventEvaluation,
        verbose_name=_("evaluation"),
        on_delete=models.PROTECT,
        related_name="tokens",
        help_text=_("Of what."),
    )
    digest = models.CharField(_("digest"), max_length=64, unique=True, help_text=_("SHA-256 of the secret."))
    is_spent = models.BooleanField(_("used"), default=False, help_text=_("Somebody answered with it."))

    class Meta:
        verbose_name = _("link that is good once")
        verbose_name_plural = _("links that are good once")

    def __str__(self) -> str:
        return self.digest[:8]

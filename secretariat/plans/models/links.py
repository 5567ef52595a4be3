"""What a plan's parts are tied to: parties, topics and the mandates they answer."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import TranslatedField
from secretariat.core.records import Record, RecordQuerySet, Suggestible, SuggestibleQuerySet
from secretariat.core.viewer import Viewer
from secretariat.documents.models import readable
from secretariat.mandates.models import Mandate
from secretariat.parties.models import Party
from secretariat.plans.models.activities import Activity
from secretariat.plans.models.parts import Project, part_seen_by
from secretariat.topics.models import Topic


class PlanCounterpartQuerySet(RecordQuerySet["PlanCounterpart"]):
    """As visible as the part of the plan."""

    def visible_to(self, viewer: Viewer) -> Self:
        of_line = models.Q(activity__isnull=True) | part_seen_by(viewer, "activity__")
        return self.filter(part_seen_by(viewer, "project__"), of_line)


class PlanCounterpart(Record):
    """That a project, or one of its activities, is carried out in coordination with a party."""

    project = models.ForeignKey(
        Project,
        verbose_name=_("project"),
        on_delete=models.PROTECT,
        related_name="counterparts",
        help_text=_("Which project."),
    )
    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activity"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="counterparts",
        help_text=_("Empty where the whole project is meant."),
    )
    party = models.ForeignKey(
        Party,
        verbose_name=_("in coordination with"),
        on_delete=models.PROTECT,
        related_name="plan_counterpart_of",
        help_text=_("With whom."),
    )

    objects = PlanCounterpartQuerySet.as_manager()

    class Meta:
        verbose_name = _("coordination")
        verbose_name_plural = _("coordination")
        constraints = [
            models.UniqueConstraint(fields=["project", "activity", "party"], name="plans_counterpart_of_line_once"),
            models.UniqueConstraint(
                fields=["project", "party"],
                condition=models.Q(activity__isnull=True),
                name="plans_counterpart_of_project_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project.address}: {self.party}"


class ActivityTopicQuerySet(RecordQuerySet["ActivityTopic"]):
    """As visible as the part of the plan."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(part_seen_by(viewer, "activity__"))


class ActivityTopic(Record):
    """That an activity is about a topic; one row a topic an activity."""

    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activity"),
        on_delete=models.PROTECT,
        related_name="topic_links",
        help_text=_("Which activity."),
    )
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        on_delete=models.PROTECT,
        related_name="activity_links",
        help_text=_("Which topic."),
    )

    objects = ActivityTopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic of an activity")
        verbose_name_plural = _("topics of activities")
        constraints = [models.UniqueConstraint(fields=["activity", "topic"], name="plans_activity_topic_once")]

    def __str__(self) -> str:
        return f"{self.activity.address}: {self.topic}"


class AnswerQuerySet(SuggestibleQuerySet["Answer"]):
    """Questions on which lines answer which mandates."""

    def visible_to(self, viewer: Viewer) -> Self:
        both = part_seen_by(viewer, "activity__") & readable(viewer, "mandate__paragraph__document__")
        return super().visible_to(viewer).filter(both)


class Answer(Record, Suggestible):
    """That an activity answers a mandate; a suggestion with its reason until a named person confirms it."""

    activity = models.ForeignKey(
        Activity,
        verbose_name=_("activity"),
        on_delete=models.PROTECT,
        related_name="answers",
        help_text=_("The plan line."),
    )
    mandate = models.ForeignKey(
        Mandate,
        verbose_name=_("mandate"),
        on_delete=models.PROTECT,
        related_name="answers",
        help_text=_("What it answers."),
    )
    reason = TranslatedField(_("reason"), long=True, help_text=_("Why the line answers it."))

    objects = AnswerQuerySet.as_manager()

    class Meta(Suggestible.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            *Suggestible.Meta.constraints,
            models.UniqueConstraint(fields=["activity", "mandate"], name="plans_answer_once"),
        ]

    def __str__(self) -> str:
        return f"{self.activity.address} → {self.mandate}"

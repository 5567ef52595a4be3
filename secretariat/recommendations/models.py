"""Recommendations, what became of them, and what they are about."""

from __future__ import annotations

import datetime
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.choices import Audience
from secretariat.core.history import since_last
from secretariat.core.languages import TranslatedField
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.organization.models import Unit
from secretariat.parties.models import Party
from secretariat.recommendations.choices import WAITING, RecommendationState
from secretariat.topics.models import Topic

SHORT = 90  # characters of a recommendation where it is only named


def open_recommendations(viewer: Viewer, prefix: str = "") -> models.Q:
    """Return the condition under which a viewer may see a recommendation; ``prefix`` leads to it.

    Its audience, those who act for the State or unit that owes an answer, and those of the unit that follows it up.
    """
    if viewer.reads_everything:
        return ~models.Q(pk__in=[])  # all; an empty condition would vanish beside an “or”
    wide = models.Q(**{f"{prefix}audience__lte": viewer.clearance})
    if viewer.party_ids:
        wide |= models.Q(**{f"{prefix}owner__in": viewer.party_ids})
        wide |= models.Q(**{f"{prefix}unit__party__in": viewer.party_ids})
    return wide


class RecommendationQuerySet(RecordQuerySet["Recommendation"]):
    """Questions on recommendations."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return what its audience lets see, and what the viewer's own parties owe or follow up."""
        return self.filter(open_recommendations(viewer))

    def waiting(self) -> Self:
        """Keep those that ask something of somebody still."""
        return self.filter(state__in=WAITING)

    def overdue(self, on: datetime.date) -> Self:
        """Keep those that should have been done before ``on``."""
        return self.waiting().filter(due_on__lt=on)


class Recommendation(Record):
    """What a State or a unit should do, whoever found that out: an evaluation, a mission, a session; one row each.

    Where it comes from, the app above says with a row of its own.
    """

    text = TranslatedField(_("recommendation"), long=True, help_text=_("What should be done, in a sentence or two."))
    owner = models.ForeignKey(
        Party,
        verbose_name=_("addressed to"),
        on_delete=models.PROTECT,
        related_name="recommendations",
        help_text=_("The State or the unit that should do it."),
    )
    unit = models.ForeignKey(
        Unit,
        verbose_name=_("followed up by"),
        on_delete=models.PROTECT,
        related_name="followed_recommendations",
        help_text=_("The unit of the secretariat that asks what became of it."),
    )
    document = models.ForeignKey(
        Document,
        verbose_name=_("source document"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendations",
        help_text=_("The report or resolution in which it stands."),
    )
    paragraph = models.ForeignKey(
        Paragraph,
        verbose_name=_("source paragraph"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="recommendations",
        help_text=_("Where in the document."),
    )
    made_on = models.DateField(_("made on"), help_text=_("The day on which it was made."))
    due_on = models.DateField(_("due on"), null=True, blank=True, help_text=_("By when; empty where no day was set."))
    state = models.CharField(
        _("state"),
        max_length=16,
        choices=RecommendationState,
        default=RecommendationState.OPEN,
        help_text=_("What became of it so far."),
    )
    response = TranslatedField(
        _("management response"), long=True, blank=True, help_text=_("What its owner says to it, and what it will do.")
    )
    responded_on = models.DateField(
        _("answered on"), null=True, blank=True, editable=False, help_text=_("The day on which its owner answered.")
    )
    responded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answer entered by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who answered for the owner, or entered its note."),
    )
    authority = models.CharField(
        _("on the authority of"),
        max_length=200,
        blank=True,
        help_text=_("The note with which a State answered, where somebody else entered it."),
    )
    audience = models.PositiveSmallIntegerField(
        _("who may see it"),
        choices=Audience,
        default=Audience.SECRETARIAT,
        help_text=_("Its owner and the unit that follows it up always see it."),
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(responded_on__isnull=False)
                | models.Q(state__in=(RecommendationState.OPEN, RecommendationState.CLOSED)),
                name="recommendations_answered_on_a_day",
                violation_error_message=_("What was answered has a day."),
            ),
            models.CheckConstraint(
                condition=models.Q(responded_on__isnull=True, responded_by__isnull=True)
                | models.Q(responded_on__isnull=False, responded_by__isnull=False),
                name="recommendations_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(due_on__isnull=True) | models.Q(due_on__gte=models.F("made_on")),
                name="recommendations_days_in_order",
                violation_error_message=_("It is due before it was made."),
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "state", "due_on"], name="recommendations_of_owner"),
            models.Index(fields=["made_on", "id"], name="recommendations_by_day"),
        ]

    def __str__(self) -> str:
        text = str(self.text)
        return text if len(text) <= SHORT else f"{text[:SHORT].rstrip()}…"

    def get_absolute_url(self) -> str:
        return address_of("recommendation", self.pk)

    def keeper_ids(self) -> frozenset[uuid.UUID]:
        return frozenset({self.unit.party_id})

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        """Return since when its readers are as many as today, for who is neither its owner nor follows it up."""
        if viewer.reads_everything or {self.owner_id, self.unit.party_id} & viewer.party_ids:
            return None
        return since_last(self, models.Q(audience__gt=viewer.clearance))


class RecommendationTopicQuerySet(RecordQuerySet["RecommendationTopic"]):
    """As visible as the recommendation."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_recommendations(viewer, "recommendation__"))


class RecommendationTopic(Record):
    """That a recommendation is about a topic; one row a topic a recommendation."""

    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.PROTECT,
        related_name="topic_links",
        help_text=_("Which recommendation."),
    )
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        on_delete=models.PROTECT,
        related_name="recommendation_links",
        help_text=_("Which topic."),
    )

    objects = RecommendationTopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic of a recommendation")
        verbose_name_plural = _("topics of recommendations")
        constraints = [models.UniqueConstraint(fields=["recommendation", "topic"], name="recommendations_topic_once")]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.topic}"

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.recommendation.open_since(viewer)


class RecommendationFollowUpQuerySet(RecordQuerySet["FollowUp"]):
    """As visible as the recommendation."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.filter(open_recommendations(viewer, "recommendation__"))


class FollowUp(Record):
    """What happened with a recommendation on a day, and the document that shows it; one row each time."""

    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.PROTECT,
        related_name="follow_ups",
        help_text=_("With what."),
    )
    day = models.DateField(_("day"), help_text=_("When it happened, or was told."))
    text = TranslatedField(_("what happened"), long=True, help_text=_("In a sentence or two."))
    evidence = models.ForeignKey(
        Document,
        verbose_name=_("evidence"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="follow_ups",
        help_text=_("The document that shows it."),
    )

    objects = RecommendationFollowUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow-up")
        verbose_name_plural = _("follow-ups")
        indexes = [models.Index(fields=["recommendation", "day"], name="recommendations_followed")]

    def __str__(self) -> str:
        text = str(self.text)
        return text if len(text) <= SHORT else f"{text[:SHORT].rstrip()}…"

    def open_since(self, viewer: Viewer) -> datetime.datetime | None:
        return self.recommendation.open_since(viewer)

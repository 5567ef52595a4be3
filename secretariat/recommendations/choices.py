"""Words of recommendations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from secretariat.core.choices import Tone


class RecommendationState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a recommendation", "open")
    ACCEPTED = "accepted", pgettext_lazy("state of a recommendation", "accepted")
    PARTLY = "partly_accepted", pgettext_lazy("state of a recommendation", "partly accepted")
    NOT_ACCEPTED = "not_accepted", pgettext_lazy("state of a recommendation", "not accepted")
    IN_PROGRESS = "in_progress", pgettext_lazy("state of a recommendation", "in progress")
    DONE = "done", pgettext_lazy("state of a recommendation", "done")
    CLOSED = "closed", pgettext_lazy("state of a recommendation", "closed")


WAITING = (
    RecommendationState.OPEN,
    RecommendationState.ACCEPTED,
    RecommendationState.PARTLY,
    RecommendationState.IN_PROGRESS,
)  # somebody has something to do
TAKEN_UP = (RecommendationState.ACCEPTED, RecommendationState.PARTLY)
TONES = {
    RecommendationState.OPEN: Tone.WAIT,
    RecommendationState.ACCEPTED: Tone.GOING,
    RecommendationState.PARTLY: Tone.GOING,
    RecommendationState.NOT_ACCEPTED: Tone.NONE,
    RecommendationState.IN_PROGRESS: Tone.GOING,
    RecommendationState.DONE: Tone.DONE,
    RecommendationState.CLOSED: Tone.NONE,
}

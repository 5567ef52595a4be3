"""Words of evaluations."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.core.choices import Tone


class LinkKind(models.TextChoices):
    SHARED = "shared", _("one link for all")
    ONE_EACH = "one_each", _("a link for each, good once")


class Stage(models.TextChoices):
    """Where an evaluation of an event is on a day; it follows from its days and is kept nowhere."""

    COMING = "coming", pgettext_lazy("stage of an evaluation", "not open yet")
    OPEN = "open", pgettext_lazy("stage of an evaluation", "open")
    CLOSED = "closed", pgettext_lazy("stage of an evaluation", "closed")


class ProgramEvaluationState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("state of an evaluation", "planned")
    UNDER_WAY = "under_way", pgettext_lazy("state of an evaluation", "under way")
    REPORTED = "reported", pgettext_lazy("state of an evaluation", "reported")
    RESPONDED = "responded", pgettext_lazy("state of an evaluation", "answered by the management")
    CLOSED = "closed", pgettext_lazy("state of an evaluation", "closed")


STAGE_TONES = {Stage.COMING: Tone.WAIT, Stage.OPEN: Tone.GOING, Stage.CLOSED: Tone.DONE}
TONES = {
    ProgramEvaluationState.PLANNED: Tone.WAIT,
    ProgramEvaluationState.UNDER_WAY: Tone.GOING,
    ProgramEvaluationState.REPORTED: Tone.GOING,
    ProgramEvaluationState.RESPONDED: Tone.DONE,
    ProgramEvaluationState.CLOSED: Tone.DONE,
}

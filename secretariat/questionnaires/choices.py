"""Words of questionnaires."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.core.choices import Tone

SCALE = (1, 5)


class VersionState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("state of a questionnaire", "draft")
    IN_USE = "in_use", pgettext_lazy("state of a questionnaire", "in use")
    RETIRED = "retired", pgettext_lazy("state of a questionnaire", "retired")


TONES = {VersionState.DRAFT: Tone.WAIT, VersionState.IN_USE: Tone.DONE, VersionState.RETIRED: Tone.NONE}


class QuestionKind(models.TextChoices):
    SCALE = "scale", _("from 1 to 5")
    YES_NO = "yes_no", _("yes or no")
    CHOICE = "choice", _("one of several")
    NUMBER = "number", _("number")
    TEXT = "text", _("free text")


MEASURED = (QuestionKind.SCALE, QuestionKind.NUMBER)  # what has a mean


class Dimension(models.TextChoices):
    """What a question is about, so that answers of several versions can be put side by side."""

    USEFULNESS = "usefulness", _("usefulness")
    LEARNING_BEFORE = "learning_before", _("knowledge before")
    LEARNING_AFTER = "learning_after", _("knowledge afterwards")
    INTENT = "intent", _("intent to apply")
    OTHER = "other", pgettext_lazy("what a question is about", "other")

"""Words of the list of topics."""

from django.db import models
from django.utils.translation import gettext_lazy as _

PLANNING_OFFICER = "planning_officer"  # keeps the list; roles themselves live beside topics, in parties


class TopicKind(models.TextChoices):
    THREAT = "threat", _("threat")
    WORK_AREA = "work_area", _("work area")
    PROGRAM = "program", _("program")
    THEME = "theme", _("theme")

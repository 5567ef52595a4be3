"""Words of letters."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LetterState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    DROPPED = "dropped", _("not needed any more")
    FAILED = "failed", _("failed")
    UNCERTAIN = "uncertain", _("not known whether it arrived")

"""Words of jobs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    PASSED = "passed", _("passed over")


UNFINISHED = (RunState.WAITING, RunState.RUNNING)

"""Words of bodies and sessions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    ASSEMBLY = "assembly", _("assembly")
    COUNCIL = "council", _("council")
    COMMITTEE = "committee", _("committee")
    COMMISSION = "commission", _("commission")
    MEETING = "meeting", _("meeting of ministers or experts")
    WORKING_GROUP = "working_group", _("working group")
    EXPERT_GROUP = "expert_group", _("group of experts")
    FORUM = "forum", _("forum")
    OTHER = "other", _("other")


class SessionKind(models.TextChoices):
    REGULAR = "regular", _("regular session")
    SPECIAL = "special", _("special session")

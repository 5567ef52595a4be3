"""Words of mandates."""

from __future__ import annotations

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Nature(models.TextChoices):
    INSTRUCTION_SECRETARIAT = "instruction_secretariat", _("instruction to the secretariat")
    INSTRUCTION_OTHER = "instruction_other", _("instruction to another organ")
    INVITATION = "invitation", _("invitation")
    COMMITMENT = "commitment", _("commitment of States")
    REAFFIRMATION = "reaffirmation", _("reaffirmation")


class Priority(models.TextChoices):
    HIGH = "high", _("high")
    NORMAL = "normal", _("normal")
    LOW = "low", _("low")


class ChainKind(models.TextChoices):
    REITERATES = "reiterates", _("reiterates")
    AMENDS = "amends", _("amends")
    SUPERSEDES = "supersedes", _("supersedes")
    CITES = "cites", _("cites")

    @property
    def passive(self) -> str | Promise:
        """How the earlier paragraph says it."""
        return _PASSIVE[self]


_PASSIVE = {
    ChainKind.REITERATES: _("reiterated by"),
    ChainKind.AMENDS: _("amended by"),
    ChainKind.SUPERSEDES: _("superseded by"),
    ChainKind.CITES: _("cited by"),
}


class Status(models.TextChoices):
    ACTIVE = "active", _("active")
    FULFILLED = "fulfilled", _("fulfilled")
    NOT_COMPUTED = "not_computed", _("not computed")
    EXPIRED = "expired", _("expired")
    RETIRED = "retired", _("retired")
    SUPERSEDED = "superseded", _("superseded")
    NOT_OURS = "not_ours", _("not ours")


class StatusRule(models.TextChoices):
    """The rules of a status in the order in which they are asked; the first that applies decides."""

    OVERRULED = "overruled", _("overruled by a person")
    NOT_OURS = "not_ours", _("not ours")
    SUPERSEDED = "superseded", _("superseded")
    RETIRED = "retired", _("retired")
    EXPIRED = "expired", _("expired")
    NOT_COMPUTED = "not_computed", _("not computed")
    FULFILLED = "fulfilled", _("fulfilled")
    ACTIVE = "active", _("active")

    @property
    def explained(self) -> str | Promise:
        """When the rule applies."""
        return _EXPLAINED[self]


_EXPLAINED = {
    StatusRule.OVERRULED: _("A person set the status, with a reason that stays on record."),
    StatusRule.NOT_OURS: _("A footnote says that it does not concern the unit, and no other unit owns it."),
    StatusRule.SUPERSEDED: _("A later paragraph supersedes it, as a person confirmed."),
    StatusRule.RETIRED: _("A decision ended it."),
    StatusRule.EXPIRED: _("Its period is over."),
    StatusRule.NOT_COMPUTED: _("Its nature binds others than the secretariat."),
    StatusRule.FULFILLED: _("Every confirmed plan line reached its quantity, and none is standing or upon request."),
    StatusRule.ACTIVE: _("None of the others applies."),
}

"""Words of the people in a deliverable."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.core.choices import Tone

SHARE_NEEDED = 80  # percent of the sessions, unless the event says otherwise
FOLLOW_UP_MONTHS = 6  # after the last day, unless the event says otherwise
ANSWER_DAYS = 60  # how long a follow-up can be answered


class Sex(models.TextChoices):
    FEMALE = "female", pgettext_lazy("sex", "female")
    MALE = "male", pgettext_lazy("sex", "male")
    OTHER = "other", pgettext_lazy("sex", "other")
    UNKNOWN = "unknown", pgettext_lazy("sex", "not stated")


class InstitutionKind(models.TextChoices):
    GOVERNMENT = "government", _("ministry or other government")
    POLICE = "police", _("police")
    CUSTOMS = "customs", _("customs")
    MIGRATION = "migration", _("migration and border control")
    PORT_AUTHORITY = "port_authority", _("port authority")
    AIRPORT_AUTHORITY = "airport_authority", _("airport or aviation authority")
    ARMED_FORCES = "armed_forces", _("armed forces or coast guard")
    JUSTICE = "justice", _("courts and prosecutors")
    LEGISLATURE = "legislature", _("legislature")
    LOCAL = "local", _("local government")
    CIVIL_SOCIETY = "civil_society", _("civil society")
    PRIVATE_SECTOR = "private_sector", _("private sector")
    ACADEMIA = "academia", _("academia")
    INTERNATIONAL = "international", _("international organization")
    OTHER = "other", pgettext_lazy("kind of institution", "other")


class InvitationState(models.TextChoices):
    DRAFTED = "drafted", pgettext_lazy("state of an invitation", "drafted")
    SENT = "sent", pgettext_lazy("state of an invitation", "sent")
    ACCEPTED = "accepted", pgettext_lazy("state of an invitation", "accepted")
    DECLINED = "declined", pgettext_lazy("state of an invitation", "declined")
    LAPSED = "lapsed", pgettext_lazy("state of an invitation", "lapsed")


OPEN_INVITATIONS = (InvitationState.SENT, InvitationState.ACCEPTED)
INVITATION_TONES = {
    InvitationState.DRAFTED: Tone.NONE,
    InvitationState.SENT: Tone.WAIT,
    InvitationState.ACCEPTED: Tone.DONE,
    InvitationState.DECLINED: Tone.NONE,
    InvitationState.LAPSED: Tone.LATE,
}


class NominationState(models.TextChoices):
    NOMINATED = "nominated", pgettext_lazy("state of a nomination", "nominated")
    ACCEPTED = "accepted", pgettext_lazy("state of a nomination", "accepted")
    WAITING = "waiting", pgettext_lazy("state of a nomination", "on the waiting list")
    DECLINED = "declined", pgettext_lazy("state of a nomination", "declined")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a nomination", "withdrawn")


SEATED = (NominationState.NOMINATED, NominationState.ACCEPTED)  # take one of the places offered
NOMINATION_TONES = {
    NominationState.NOMINATED: Tone.GOING,
    NominationState.ACCEPTED: Tone.DONE,
    NominationState.WAITING: Tone.WAIT,
    NominationState.DECLINED: Tone.NONE,
    NominationState.WITHDRAWN: Tone.NONE,
}


class PartOfDay(models.TextChoices):
    WHOLE = "whole", _("the whole day")
    MORNING = "morning", _("morning")
    AFTERNOON = "afternoon", _("afternoon")
    EVENING = "evening", _("evening")


class Dimension(models.TextChoices):
    """By what participants are counted."""

    PARTY = "party", _("State or organization")
    SEX = "sex", _("sex")
    INSTITUTION_KIND = "institution_kind", _("kind of institution")


class Kept(models.TextChoices):
    """What became of a mark of attendance that a device sent."""

    KEPT = "kept", _("recorded")
    SAME = "same", _("recorded before")
    OLDER = "older", _("a later mark is on record")
    UNKNOWN = "unknown", _("no such participant")

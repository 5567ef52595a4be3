"""Words of what is delivered, and what each kind of it needs."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from secretariat.core.choices import Tone
from secretariat.plans.choices import DeliverableKind


class DeliverableState(models.TextChoices):
    IDEA = "idea", pgettext_lazy("state of a deliverable", "idea")
    PLANNED = "planned", pgettext_lazy("state of a deliverable", "planned")
    CONFIRMED = "confirmed", pgettext_lazy("state of a deliverable", "confirmed")
    HELD = "held", pgettext_lazy("state of a deliverable", "held")
    REPORTED = "reported", pgettext_lazy("state of a deliverable", "reported")
    CLOSED = "closed", pgettext_lazy("state of a deliverable", "closed")
    POSTPONED = "postponed", pgettext_lazy("state of a deliverable", "postponed")
    CANCELLED = "cancelled", pgettext_lazy("state of a deliverable", "cancelled")


COUNTING = (DeliverableState.HELD, DeliverableState.REPORTED, DeliverableState.CLOSED)
COMING = (DeliverableState.PLANNED, DeliverableState.CONFIRMED)
TONES = {
    DeliverableState.IDEA: Tone.NONE,
    DeliverableState.PLANNED: Tone.GOING,
    DeliverableState.CONFIRMED: Tone.GOING,
    DeliverableState.HELD: Tone.DONE,
    DeliverableState.REPORTED: Tone.DONE,
    DeliverableState.CLOSED: Tone.DONE,
    DeliverableState.POSTPONED: Tone.WAIT,
    DeliverableState.CANCELLED: Tone.LATE,
}


class ProgressBy(models.TextChoices):
    """By what progress is shown."""

    AREA = "area", _("work area")
    PROGRAM = "program", _("program")
    PROJECT = "project", _("project")
    LINE = "line", _("plan line")
    UNIT = "unit", _("unit")
    MANDATE = "mandate", _("mandate")
    TOPIC = "topic", _("topic")
    LEVEL = "level", _("level")
    STATE = "state", _("State")
    GROUP = "group", _("group of States")


class FeedOf(models.TextChoices):
    """What a calendar that programs read holds."""

    MINE = "mine", _("what my units and States have a part in")
    ALL = "all", _("all that I may see")


class ObjectionState(models.TextChoices):
    RAISED = "raised", pgettext_lazy("state of an objection", "raised")
    ACCEPTED = "accepted", pgettext_lazy("state of an objection", "accepted")
    REJECTED = "rejected", pgettext_lazy("state of an objection", "rejected")


class Presence(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    ONLINE = "online", _("online")
    BOTH = "both", _("in person and online")


class SiteKind(models.TextChoices):
    PORT = "port", _("port")
    AIRPORT = "airport", _("airport")
    BORDER_CROSSING = "border_crossing", _("border crossing")
    DESTINATION = "destination", _("tourist destination")
    OTHER = "other", _("other place")


class Part(models.TextChoices):
    HOST = "host", pgettext_lazy("part in a deliverable", "host")
    PARTICIPANT = "participant", pgettext_lazy("part in a deliverable", "participant")
    OBSERVER = "observer", pgettext_lazy("part in a deliverable", "observer")
    PARTNER = "partner", pgettext_lazy("part in a deliverable", "partner")


class EventPart(models.TextChoices):
    """When a document of a deliverable goes out."""

    IN_ADVANCE = "in_advance", pgettext_lazy("part of a deliverable", "in advance")
    AFTERWARDS = "afterwards", pgettext_lazy("part of a deliverable", "afterwards")
    OTHER = "other", pgettext_lazy("part of a deliverable", "other")


class Marker(models.IntegerChoices):
    """How much an aim weighs. Source: the policy markers of the OECD Development Assistance Committee (0, 1, 2)."""

    NOT_AN_AIM = 0, _("not an aim")
    SIGNIFICANT = 1, _("a significant aim")
    PRINCIPAL = 2, _("the principal aim")


@dataclass(frozen=True)
class Needs:
    """What a kind of deliverable is as data: whether people take part, whether it has a place and days of its own."""

    people: bool = True
    place: bool = True
    stands: bool = False  # kept up without end, unless said otherwise


_MEETS = Needs()
_WRITES = Needs(people=False, place=False)
_STANDS = Needs(people=False, place=False, stands=True)
NEEDS: dict[str, Needs] = {
    DeliverableKind.WORKSHOP: _MEETS,
    DeliverableKind.COURSE: _MEETS,
    DeliverableKind.TRAIN_THE_TRAINER: _MEETS,
    DeliverableKind.EXERCISE: _MEETS,
    DeliverableKind.MISSION: _MEETS,
    DeliverableKind.ASSESSMENT: _MEETS,
    DeliverableKind.CONFERENCE: _MEETS,
    DeliverableKind.MEETING: _MEETS,
    DeliverableKind.WEBINAR: Needs(place=False),
    DeliverableKind.ONLINE_COURSE: Needs(place=False),
    DeliverableKind.REPORT: _WRITES,
    DeliverableKind.RESEARCH: _WRITES,
    DeliverableKind.DRAFTING: _WRITES,
    DeliverableKind.PEER_REVIEW: _MEETS,
    DeliverableKind.NETWORK: _STANDS,
    DeliverableKind.EXPERT_POOL: _STANDS,
    DeliverableKind.KNOWLEDGE_SYSTEM: _STANDS,
    DeliverableKind.CAMPAIGN: Needs(people=False),
    DeliverableKind.PARTICIPATION: _MEETS,
    DeliverableKind.ASSISTANCE: _MEETS,
    DeliverableKind.EVENT: _MEETS,
    DeliverableKind.ACTIVITY: _MEETS,
}

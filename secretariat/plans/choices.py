"""Words of plans. Kinds of deliverable are a closed list, spelled so everywhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class DeliverableKind(models.TextChoices):
    WORKSHOP = "workshop", _("workshop")
    COURSE = "course", _("course")
    TRAIN_THE_TRAINER = "train_the_trainer", _("train-the-trainer")
    EXERCISE = "exercise", _("exercise")
    MISSION = "mission", _("mission")
    ASSESSMENT = "assessment", _("assessment")
    CONFERENCE = "conference", _("conference")
    MEETING = "meeting", _("meeting")
    WEBINAR = "webinar", _("webinar")
    ONLINE_COURSE = "online_course", _("online course")
    REPORT = "report", _("report")
    RESEARCH = "research", _("research")
    DRAFTING = "drafting", _("drafting")
    PEER_REVIEW = "peer_review", _("peer review")
    NETWORK = "network", _("network")
    EXPERT_POOL = "expert_pool", _("pool of experts")
    KNOWLEDGE_SYSTEM = "knowledge_system", _("knowledge system")
    CAMPAIGN = "campaign", _("campaign")
    PARTICIPATION = "participation", _("participation")
    ASSISTANCE = "assistance", _("assistance")
    EVENT = "event", _("event")
    ACTIVITY = "activity", _("activity")


# A number of deliverables of a kind, for lines that do not name what they count.
COUNTED = {
    DeliverableKind.WORKSHOP: ngettext_lazy("%(count)d workshop", "%(count)d workshops", "count"),
    DeliverableKind.COURSE: ngettext_lazy("%(count)d course", "%(count)d courses", "count"),
    DeliverableKind.TRAIN_THE_TRAINER: ngettext_lazy(
        "%(count)d train-the-trainer course", "%(count)d train-the-trainer courses", "count"
    ),
    DeliverableKind.EXERCISE: ngettext_lazy("%(count)d exercise", "%(count)d exercises", "count"),
    DeliverableKind.MISSION: ngettext_lazy("%(count)d mission", "%(count)d missions", "count"),
    DeliverableKind.ASSESSMENT: ngettext_lazy("%(count)d assessment", "%(count)d assessments", "count"),
    DeliverableKind.CONFERENCE: ngettext_lazy("%(count)d conference", "%(count)d conferences", "count"),
    DeliverableKind.MEETING: ngettext_lazy("%(count)d meeting", "%(count)d meetings", "count"),
    DeliverableKind.WEBINAR: ngettext_lazy("%(count)d webinar", "%(count)d webinars", "count"),
    DeliverableKind.ONLINE_COURSE: ngettext_lazy("%(count)d online course", "%(count)d online courses", "count"),
    DeliverableKind.REPORT: ngettext_lazy("%(count)d report", "%(count)d reports", "count"),
    DeliverableKind.RESEARCH: ngettext_lazy("%(count)d piece of research", "%(count)d pieces of research", "count"),
    DeliverableKind.DRAFTING: ngettext_lazy("%(count)d draft", "%(count)d drafts", "count"),
    DeliverableKind.PEER_REVIEW: ngettext_lazy("%(count)d peer review", "%(count)d peer reviews", "count"),
    DeliverableKind.NETWORK: ngettext_lazy("%(count)d network", "%(count)d networks", "count"),
    DeliverableKind.EXPERT_POOL: ngettext_lazy("%(count)d pool of experts", "%(count)d pools of experts", "count"),
    DeliverableKind.KNOWLEDGE_SYSTEM: ngettext_lazy(
        "%(count)d knowledge system", "%(count)d knowledge systems", "count"
    ),
    DeliverableKind.CAMPAIGN: ngettext_lazy("%(count)d campaign", "%(count)d campaigns", "count"),
    DeliverableKind.PARTICIPATION: ngettext_lazy("%(count)d participation", "%(count)d participations", "count"),
    DeliverableKind.ASSISTANCE: ngettext_lazy("%(count)d case of assistance", "%(count)d cases of assistance", "count"),
    DeliverableKind.EVENT: ngettext_lazy("%(count)d event", "%(count)d events", "count"),
    DeliverableKind.ACTIVITY: ngettext_lazy("%(count)d activity", "%(count)d activities", "count"),
}


class PlanState(models.TextChoices):
    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")
    CLOSED = "closed", _("closed")


class AmendmentState(models.TextChoices):
    DRAFT = "draft", _("draft")
    ADOPTED = "adopted", _("adopted")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Level(models.TextChoices):
    NATIONAL = "national", _("national")
    SUBREGIONAL = "subregional", _("subregional")
    REGIONAL = "regional", _("regional")
    HEMISPHERIC = "hemispheric", _("hemispheric")


class NumbersBy(models.TextChoices):
    AREA = "area", _("by area")
    KIND = "kind", _("by kind")
    UNIT = "unit", _("by unit")
    TOPIC = "topic", _("by topic")


class HowMany(models.TextChoices):
    NUMBER = "number", _("by number")
    REQUEST = "request", _("upon request")
    NONE = "none", _("without a number")


class Linked(models.TextChoices):
    WITH = "with", _("with a mandate")
    WITHOUT = "without", _("without a mandate")
    SUGGESTED = "suggested", _("with suggestions to decide")

"""Words of parties and roles."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.accounts.choices import ADMINISTRATOR as KEEPS_PEOPLE


class PartyKind(models.TextChoices):
    STATE = "state", _("State")
    ORGANIZATION = "organization", _("organization")
    BODY = "body", _("body")
    UNIT = "unit", _("unit")
    PERSON = "person", _("person")


class OrganizationForm(models.TextChoices):
    INTERGOVERNMENTAL = "intergovernmental", _("intergovernmental organization")
    GROUP = "group", _("group of States")
    UN_ENTITY = "un_entity", _("United Nations entity")
    INTER_AMERICAN = "inter_american", _("organ, agency or entity of the inter-American system")
    NON_GOVERNMENTAL = "non_governmental", _("non-governmental organization")
    ACADEMIC = "academic", _("academic institution")
    TECHNICAL = "technical", _("technical or industry association")
    OTHER = "other", _("other")


class Capacity(models.TextChoices):
    MEMBER = "member", _("member")
    OBSERVER = "observer", _("observer")
    ASSOCIATE = "associate", _("associate")
    NOT_PARTICIPATING = "not_participating", _("does not take part")


class RoleKind(models.TextChoices):
    """What a person may do for a party."""

    PROGRAM_OFFICER = "program_officer", _("programme officer")
    CHIEF = "chief", _("section chief or director")
    PLANNING_OFFICER = "planning_officer", _("planning officer")
    FINANCE_OFFICER = "finance_officer", _("finance officer")
    KNOWLEDGE_OFFICER = "knowledge_officer", _("knowledge officer")
    CONFERENCE_OFFICER = "conference_officer", _("conference officer")
    ADMINISTRATOR = KEEPS_PEOPLE, _("administrator")
    DELEGATE = "delegate", _("delegate or national point of contact")
    EXPERT = "expert", _("expert or evaluator")
    ANALYST = "analyst", _("analyst of a national CSIRT")
    PARTNER = "partner", _("partner or donor")


SECRETARIAT_ROLES = frozenset(
    {
        RoleKind.PROGRAM_OFFICER,
        RoleKind.CHIEF,
        RoleKind.PLANNING_OFFICER,
        RoleKind.FINANCE_OFFICER,
        RoleKind.KNOWLEDGE_OFFICER,
        RoleKind.CONFERENCE_OFFICER,
        RoleKind.ADMINISTRATOR,
    }
)

# For which kinds of party a role can be held; those of the secretariat are held for its units.
HELD_FOR: dict[RoleKind, frozenset[PartyKind]] = {
    **dict.fromkeys(SECRETARIAT_ROLES, frozenset({PartyKind.UNIT})),
    RoleKind.DELEGATE: frozenset({PartyKind.STATE}),
    RoleKind.EXPERT: frozenset({PartyKind.STATE, PartyKind.ORGANIZATION}),
    RoleKind.ANALYST: frozenset({PartyKind.STATE, PartyKind.ORGANIZATION}),
    RoleKind.PARTNER: frozenset({PartyKind.STATE, PartyKind.ORGANIZATION}),
}

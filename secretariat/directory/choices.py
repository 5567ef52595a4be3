"""Words of the directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CollaboratorGroup(models.TextChoices):
    OBSERVERS = "observers", _("permanent observers")
    INTER_AMERICAN = "inter_american", _("organs, agencies and entities of the inter-American system")
    PRINCIPALS = "principals", _("principals of political bodies")
    ORGANIZATIONS = "organizations", _("national, international, regional and sub-regional organizations")
    NON_GOVERNMENTAL = "non_governmental", _("non-governmental organizations and others")


class DesignationRole(models.TextChoices):
    """As what somebody is named to the secretariat."""

    PERMANENT_MISSION = "permanent_mission", _("permanent mission")
    PRINCIPAL = "principal", _("principal representative")
    ALTERNATE = "alternate", _("alternate representative")
    AUTHORITY = "authority", _("competent national authority")
    POINT_OF_CONTACT = "point_of_contact", _("national point of contact")
    LIAISON = "liaison", _("liaison officer")

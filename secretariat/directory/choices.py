"""Words of the directory."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CollaboratorGroup(models.TextChoices):
    OBSERVERS = "observers", _("permanent observers")
    INTER_AMERICAN = "inter_american", _("organs, agencies and entities of the inter-American system")
    PRINCIPALS = "principals", _("principals of political bodies")
    ORGANIZATIONS = "organizations", _("national, international, regional and sub-regional organizations")
    NON_GOVERNMENTAL = "non_governmental", _("non-governmental organizations and others")

"""Words of the accounts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ADMINISTRATOR = "administrator"  # the role that keeps people; roles themselves live above, in parties


class PersonKind(models.TextChoices):
    PERSON = "person", _("person")
    OPERATOR = "operator", _("operator of the installation")
    LOADER = "loader", _("loader of founding data")
    ERASED = "erased", _("person who was erased on request")


class Access(models.TextChoices):
    """What a program with a token may do at most."""

    READ = "read", _("read")
    WRITE = "write", _("read and write")

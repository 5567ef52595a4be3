"""People who sign in."""

from __future__ import annotations

import datetime
from typing import Any, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secretariat.accounts.choices import ADMINISTRATOR, Access, PersonKind
from secretariat.core.addresses import address_of
from secretariat.core.choices import Audience
from secretariat.core.history import records_history
from secretariat.core.identifiers import new_identifier
from secretariat.core.records import Record, RecordQuerySet
from secretariat.core.viewer import Viewer


def known_time_zone(name: str) -> None:
    """Errors: ValidationError where there is no time zone of this name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValidationError(_("There is no time zone of this name."), code="time_zone") from error


one_line = RegexValidator(r"^[^\x00-\x1f\x7f]*$", _("Write it on one line."), code="one_line")


class PersonQuerySet(models.QuerySet["Person"]):
    """Questions on people."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return everyone to the secretariat, to others themselves."""
        if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
            return self.all()
        return self.filter(pk=viewer.person.pk) if viewer.person else self.none()

    def people(self) -> Self:
        """Leave out the accounts that stand for the program itself."""
        return self.filter(kind=PersonKind.PERSON)


class PersonManager(BaseUserManager["Person"].from_queryset(PersonQuerySet)):  # type: ignore[misc]
    """Finds people by their address, whatever its case."""

    def get_by_natural_key(self, username: str | None) -> Person:
        found: Person = self.get(email__iexact=username)
        return found


class Person(AbstractBaseUser):
    """A person who signs in, or the program acting for itself; one row a person, never deleted.

    Of one who was erased on request the row stays, blanked, so that everything still says that somebody did it.

    What a person may do stands in their roles (see ``parties.Role``), not here.
    """

    id = models.UUIDField(
        _("identifier"), primary_key=True, default=new_identifier, editable=False, help_text=_("Never changes.")
    )
    email = models.EmailField(
        _("e-mail address"), unique=True, help_text=_("Signs in with it and receives mail there.")
    )
    full_name = models.CharField(
        _("name"), max_length=150, validators=[one_line], help_text=_("As the person writes it.")
    )
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=PersonKind,
        default=PersonKind.PERSON,
        editable=False,
        help_text=_("A person, or the program acting for itself."),
    )
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=settings.LANGUAGES,
        blank=True,
        help_text=_("Of pages and mail; empty: the browser's."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=50,
        default="UTC",
        validators=[known_time_zone],
        help_text=_("In which hours are shown, such as America/Bogota."),
    )
    is_active = models.BooleanField(_("may sign in"), default=True, help_text=_("Ended accounts stay on record."))
    is_demonstration = models.BooleanField(
        _("invented for the demonstration"), default=False, editable=False, help_text=_("A member of the cast.")
    )

    # When somebody signed in, the session says; a change of the account at every sign-in would fill its history.
    last_login = None

    objects = PersonManager()
    history = records_history(excluded_fields=["password"])

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [models.UniqueConstraint(models.functions.Lower("email"), name="accounts_person_email_any_case")]

    def __str__(self) -> str:
        return gettext("erased person") if self.kind == PersonKind.ERASED else self.full_name

    def get_absolute_url(self) -> str:
        return address_of("person", self.pk)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Answer no: permissions are rules on a viewer, not rows in a table."""
        return False


class TokenQuerySet(RecordQuerySet["Token"]):
    """Questions on tokens."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return one's own, to an administrator everyone's; none holds what it opens with."""
        if viewer.reads_everything or viewer.holds(ADMINISTRATOR):
            return self.all()
        return self.filter(person=viewer.person.pk) if viewer.person else self.none()

    def standing(self, on: datetime.date) -> Self:
        """Leave out what has expired or was revoked."""
        return self.filter(expires_on__gte=on, revoked_on__isnull=True)


class Token(Record):
    """What a program shows to act for a person; one row a token, ended and never deleted.

    The secret is shown once and not kept: here is its SHA-256, which for 256 random bits leads back to nothing. A token
    gives no rights of its own: a program may do what its person may on that day, and no more than ``access`` says.
    """

    person = models.ForeignKey(
        Person,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="tokens",
        help_text=_("For whom a program acts with it."),
    )
    name = models.CharField(
        _("name"), max_length=80, validators=[one_line], help_text=_("What it is for, such as the program's name.")
    )
    digest = models.CharField(
        _("digest"),
        max_length=64,
        unique=True,
        editable=False,
        help_text=_("SHA-256 of what opens; that itself is not kept."),
    )
    access = models.CharField(
        _("access"), max_length=5, choices=Access, default=Access.READ, help_text=_("What a program may do at most.")
    )
    families = models.JSONField(
        _("kinds of records"), default=list, blank=True, help_text=_("Which records it reaches; empty: all.")
    )
    expires_on = models.DateField(_("last day"), help_text=_("The last day on which it opens anything."))
    revoked_on = models.DateField(
        _("revoked on"), null=True, blank=True, help_text=_("Since when it opens nothing any more.")
    )

    objects = TokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")

    def __str__(self) -> str:
        return self.name


class TokenUse(models.Model):
    """On which day a token was last used; at most one row a token.

    A technical row, no record: kept by day, so that a busy program does not write at every question.
    """

    token = models.OneToOneField(
        Token,
        verbose_name=_("token"),
        primary_key=True,
        on_delete=models.PROTECT,
        related_name="last_use",
        help_text=_("Which one."),
    )
    day = models.DateField(_("last used"), help_text=_("The last day on which it was used."))

    class Meta:
        verbose_name = _("use of a token")
        verbose_name_plural = _("uses of tokens")

    def __str__(self) -> str:
        return f"{self.token_id} {self.day}"


class Tally(models.Model):
    """What web processes must know together for a while: how often a network tried to sign in or to reset a password,
    which code of a second factor was used; one row a count.

    A technical row, no record, in the columns that Django's cache in a database writes (``CACHES`` in the settings).
    """

    cache_key = models.CharField(
        _("of whom"),
        max_length=255,
        primary_key=True,
        help_text=_("A keyed digest: whoever reads the table learns no network and no address."),
    )
    value = models.TextField(_("count"), help_text=_("As the limit keeps it."))
    expires = models.DateTimeField(_("until"), db_index=True, help_text=_("When it is forgotten."))

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")

    def __str__(self) -> str:
        return self.cache_key

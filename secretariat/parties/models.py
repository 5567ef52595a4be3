"""Parties and the roles that people hold for them."""

from __future__ import annotations

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.addresses import address_of
from secretariat.core.choices import Audience, Precision
from secretariat.core.languages import LANGUAGES, TranslatedField
from secretariat.core.records import Period, PeriodQuerySet, PublicQuerySet, Record
from secretariat.core.viewer import Viewer
from secretariat.parties.choices import Capacity, OrganizationForm, PartyKind, RoleKind


def _contains(text: str) -> models.Q:
    """Return the condition that today's name, acronym or a known spelling contains ``text``."""
    return models.Q(acronym__icontains=text) | models.Q(variants__icontains=text) | _named(text)


def _named(text: str) -> models.Q:
    found = models.Q()
    for code in LANGUAGES:
        found |= models.Q(**{f"name__{code}__icontains": text})
    return found


PAGES = {
    PartyKind.STATE: "state",
    PartyKind.ORGANIZATION: "organization",
    PartyKind.BODY: "body",
    PartyKind.UNIT: "unit",
}


class PartyQuerySet(PublicQuerySet["Party"]):
    """Questions on parties. States, organizations, bodies and units are public."""

    def visible_to(self, viewer: Viewer) -> Self:
        """People as parties are for the secretariat."""
        if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
            return self.all()
        return self.exclude(kind=PartyKind.PERSON)

    def states(self) -> Self:
        return self.filter(kind=PartyKind.STATE)

    def organizations(self) -> Self:
        return self.filter(kind=PartyKind.ORGANIZATION)

    def called(self, text: str) -> Self:
        """Return those whose name, acronym or spelling contains ``text``, today or formerly, in any language."""
        return self.filter(_contains(text) | models.Q(pk__in=PartyName.objects.called(text).values("party")))

    def taking_part(
        self, of: Party | None, capacity: Capacity = Capacity.MEMBER, *, on: datetime.date | None = None
    ) -> Self:
        """Return those that take part in ``of`` in a capacity, on a day or, without one, at any time."""
        facts = Participation.objects.filter(of=of, capacity=capacity)
        return self.filter(pk__in=(facts.valid_on(on) if on else facts).values("party"))

    def with_members(self) -> Self:
        """Return those in which States take part, and the groups of States even where no State is recorded."""
        facts = Participation.objects.filter(party__kind=PartyKind.STATE)
        return self.filter(models.Q(pk__in=facts.values("of")) | models.Q(organization__form=OrganizationForm.GROUP))


class Party(Record):
    """Whoever can issue, receive, owe, fund or take part: a State, an organization, a body, a unit, a person.

    One row a party; what is particular to its kind stands in a row of that kind, one to one.
    """

    kind = models.CharField(
        _("kind"), max_length=12, choices=PartyKind, editable=False, help_text=_("What sort of party it is.")
    )
    slug = models.SlugField(_("key"), max_length=80, unique=True, help_text=_("Names it in addresses; never changes."))
    name = TranslatedField(_("name"), help_text=_("As it is known today."))
    acronym = models.CharField(
        _("acronym"), max_length=40, blank=True, help_text=_("As it is written officially; empty if there is none.")
    )
    variants = models.JSONField(
        _("other spellings"), default=list, blank=True, help_text=_("Spellings that stand in documents, as a list.")
    )
    note = TranslatedField(
        _("note"), long=True, blank=True, help_text=_("What a reader should know about the sources.")
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")

    def __str__(self) -> str:
        return str(self.name)

    @property
    def short(self) -> str:
        """The acronym, or the name where there is none."""
        return self.acronym or str(self.name)

    def get_absolute_url(self) -> str:
        page = PAGES.get(PartyKind(self.kind))
        return address_of(page, self.slug) if page else ""


class StateQuerySet(PublicQuerySet["State"]):
    """Questions on States."""


class State(Record):
    """What is particular to a State; one row a State."""

    party = models.OneToOneField(
        Party,
        verbose_name=_("party"),
        on_delete=models.PROTECT,
        related_name="state",
        help_text=_("The State as a party."),
    )
    official_name = TranslatedField(_("official name"), help_text=_("The formal name."))
    iso2 = models.CharField(_("ISO code"), max_length=2, unique=True, help_text=_("ISO 3166-1, two letters."))
    iso3 = models.CharField(_("ISO code, three letters"), max_length=3, unique=True, help_text=_("ISO 3166-1."))
    m49 = models.CharField(_("UN code"), max_length=3, unique=True, help_text=_("UN standard M49, three digits."))

    objects = StateQuerySet.as_manager()

    class Meta:
        verbose_name = _("State")
        verbose_name_plural = _("States")

    def __str__(self) -> str:
        return str(self.party)

    def get_absolute_url(self) -> str:
        return self.party.get_absolute_url()


class OrganizationQuerySet(PublicQuerySet["Organization"]):
    """Questions on organizations."""


class Organization(Record):
    """What is particular to an organization or a group of States; one row each."""

    party = models.OneToOneField(
        Party,
        verbose_name=_("party"),
        on_delete=models.PROTECT,
        related_name="organization",
        help_text=_("The organization as a party."),
    )
    form = models.CharField(
        _("form"), max_length=20, choices=OrganizationForm, help_text=_("What sort of organization it is.")
    )
    is_served = models.BooleanField(
        _("served by this secretariat"),
        default=False,
        editable=False,
        help_text=_("The organization whose secretariat this is; one at most."),
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            models.UniqueConstraint(
                fields=["is_served"], condition=models.Q(is_served=True), name="parties_organization_one_served"
            )
        ]

    def __str__(self) -> str:
        return str(self.party)

    def get_absolute_url(self) -> str:
        return self.party.get_absolute_url()


class DatedFact(Period):
    """A period of which the last day, too, may be known by its month or year only."""

    until_precision = models.CharField(
        _("precision of the last day"),
        max_length=8,
        choices=Precision,
        default=Precision.DAY,
        help_text=_("How exactly the last day is known."),
    )

    class Meta(Period.Meta):
        abstract = True


class PartyNameQuerySet(PeriodQuerySet["PartyName"]):
    """Questions on the names parties bore."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.all()

    def called(self, text: str) -> Self:
        return self.filter(models.Q(acronym__icontains=text) | _named(text))

    def in_time(self) -> Self:
        """Return them by their last day, then their first; days that are not known stand first on every database."""
        days = (models.F(name).asc(nulls_first=True) for name in ("valid_until", "valid_from"))
        return self.order_by(*days, "pk")


class PartyName(Record, DatedFact):
    """A name that a party bore at another time; one row a name, ordered by its first day."""

    party = models.ForeignKey(
        Party,
        verbose_name=_("party"),
        on_delete=models.PROTECT,
        related_name="names",
        help_text=_("Who bore the name."),
    )
    name = TranslatedField(_("name"), help_text=_("As it was known then."))
    acronym = models.CharField(_("acronym"), max_length=40, blank=True, help_text=_("As it was written then."))
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where this is known from."))

    objects = PartyNameQuerySet.as_manager()

    class Meta(DatedFact.Meta):
        verbose_name = _("former name")
        verbose_name_plural = _("former names")

    def __str__(self) -> str:
        return str(self.name)


class ParticipationQuerySet(PeriodQuerySet["Participation"]):
    """Questions on who takes part in what."""

    def visible_to(self, viewer: Viewer) -> Self:
        return self.all()


class Participation(Record, DatedFact):
    """That a party takes part in an organization or group, in a capacity, as a dated fact with its source."""

    party = models.ForeignKey(
        Party,
        verbose_name=_("party"),
        on_delete=models.PROTECT,
        related_name="participations",
        help_text=_("Who takes part."),
    )
    of = models.ForeignKey(
        Party,
        verbose_name=_("organization or group"),
        on_delete=models.PROTECT,
        related_name="participants",
        help_text=_("In what it takes part."),
    )
    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity, help_text=_("As what it takes part."))
    source = models.CharField(_("source"), max_length=300, blank=True, help_text=_("Where this is known from."))
    note = TranslatedField(_("note"), long=True, blank=True, help_text=_("What a reader should know."))

    objects = ParticipationQuerySet.as_manager()

    class Meta(DatedFact.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            *DatedFact.Meta.constraints,
            models.CheckConstraint(
                condition=~models.Q(party=models.F("of")),
                name="parties_participation_not_in_itself",
                violation_error_message=_("A party does not take part in itself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party} – {self.of}: {self.get_capacity_display()}"


class RoleQuerySet(PeriodQuerySet["Role"]):
    """Questions on roles."""

    def visible_to(self, viewer: Viewer) -> Self:
        """Return all to the secretariat, those of their State's mission to delegates, to everyone their own."""
        if viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
            return self.all()
        if viewer.person is None:
            return self.none()
        missions = [each.party_id for each in viewer.holdings if each.role == RoleKind.DELEGATE]
        # SECURITY: an expert or analyst acts for a State too, but is not of its mission and sees nobody there.
        return self.filter(models.Q(person=viewer.person.pk) | models.Q(party__in=missions, kind=RoleKind.DELEGATE))

    def in_force(self, day: datetime.date) -> Self:
        """Return those that give rights on ``day``."""
        return self.valid_on(day).filter(is_withdrawn=False)


class Role(Record, Period):
    """What a person may do for a party, from a date to a date; ended or withdrawn, never deleted."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.PROTECT,
        related_name="roles",
        help_text=_("Who holds the role."),
    )
    kind = models.CharField(_("role"), max_length=20, choices=RoleKind, help_text=_("What the person may do."))
    party = models.ForeignKey(
        Party,
        verbose_name=_("for"),
        on_delete=models.PROTECT,
        related_name="roles",
        help_text=_("The party it is held for."),
    )
    authority = models.CharField(
        _("authority"), max_length=200, blank=True, help_text=_("The note or decision that names the person.")
    )
    is_withdrawn = models.BooleanField(
        _("withdrawn"),
        default=False,
        editable=False,
        help_text=_("Taken away at once: it gives no rights any more, not even for the rest of its last day."),
    )

    objects = RoleQuerySet.as_manager()

    class Meta(Period.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["person", "kind", "party"],
                condition=models.Q(valid_until__isnull=True),
                name="parties_role_held_once",
                violation_error_message=_("The person holds this role already."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_withdrawn=False) | models.Q(valid_until__isnull=False),
                name="parties_role_withdrawn_has_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_kind_display()}, {self.party.short}"

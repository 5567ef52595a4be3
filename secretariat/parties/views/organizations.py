"""Organizations and groups of States."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Table, table
from secretariat.core.languages import alphabetical
from secretariat.core.pages import Action, Fact, ListPage, fact
from secretariat.core.rules import anyone
from secretariat.parties.choices import Capacity, OrganizationForm
from secretariat.parties.columns import GROUPS, MEMBERS, ORGANIZATIONS
from secretariat.parties.filters import OrganizationFilter, PartyFilter
from secretariat.parties.models import Participation, Party, PartyQuerySet
from secretariat.parties.queries import counting_members
from secretariat.parties.views.parts import PartyPage

Crumb = tuple[str | Promise, str]


class OrganizationsPage(ListPage):
    """Organizations; groups of States have a list of their own."""

    rule = anyone
    title = gettext_lazy("Organizations")
    door = "states"
    columns = ORGANIZATIONS
    filters = OrganizationFilter
    order = "name"

    def records(self) -> PartyQuerySet:
        rows = Party.objects.visible_to(self.viewer).organizations().select_related("organization")
        return rows.exclude(organization__form=OrganizationForm.GROUP)

    def crumbs(self) -> list[Crumb]:
        return [(_("States"), reverse("states"))]

    def actions(self) -> list[Action]:
        return [Action(_("Groups of States"), reverse("groups"))]


class GroupsPage(ListPage):
    """Groups of States, and the organizations to which States belong."""

    rule = anyone
    title = gettext_lazy("Groups of States")
    door = "states"
    columns = GROUPS
    filters = PartyFilter
    order = "name"

    def records(self) -> PartyQuerySet:
        rows = Party.objects.visible_to(self.viewer).with_members().select_related("organization")
        return counting_members(rows, on=self.today)

    def crumbs(self) -> list[Crumb]:
        return [(_("States"), reverse("states"))]

    def actions(self) -> list[Action]:
        return [Action(_("Organizations"), reverse("organizations"))]


class OrganizationPage(PartyPage):
    """One organization or group: its names over time, its members, what it takes part in."""

    rule = anyone
    door = "states"

    def records(self) -> PartyQuerySet:
        return Party.objects.visible_to(self.viewer).organizations().select_related("organization")

    def crumbs(self) -> list[Crumb]:
        if self.subject.organization.form == OrganizationForm.GROUP:
            return [(_("States"), reverse("states")), (_("Groups of States"), reverse("groups"))]
        return [(_("States"), reverse("states")), (_("Organizations"), reverse("organizations"))]

    def facts(self) -> list[Fact]:
        organization = self.subject.organization
        served = Cell(_("States"), href=reverse("states")) if organization.is_served else None
        return [
            fact(_("Acronym"), self.subject.acronym),
            fact(_("Form"), organization.get_form_display()),
            fact(_("Also written"), *self.spellings()),
            fact(_("Served by this secretariat"), served),
        ]

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "members": self._members()}

    def _members(self) -> Table | None:
        """Return the members, present ones first; observers are listed with the States."""
        rows = Participation.objects.visible_to(self.viewer).filter(of=self.subject).exclude(capacity=Capacity.OBSERVER)
        ordered = sorted(
            rows.select_related("party").order_by(alphabetical("party__name"), F("valid_from").asc(nulls_first=True)),
            key=lambda row: row.valid_until is not None and row.valid_until < self.today,
        )
        return table(MEMBERS, ordered) if ordered else None

"""How parties, their names, what they take part in, people and roles are told in tables."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db.models import F
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column
from secretariat.core.dates import known_date, written_date
from secretariat.core.languages import alphabetical, folded
from secretariat.parties.models import Participation, Party, PartyName, Role

BY_NAME = partial(alphabetical, "name")


def party_cell(party: Party | None) -> Cell:
    """Return a party by name, leading to its page."""
    return Cell(str(party), href=party.get_absolute_url()) if party else Cell("")


def _since(row: Any) -> str:
    return known_date(row.since, row.since_precision)


def _standing(row: Any) -> str:
    if row.until:
        return _("until %(day)s") % {"day": written_date(row.until, row.until_precision)}
    if row.absent_since:
        return _("does not take part since %(day)s") % {"day": written_date(row.absent_since, row.absent_precision)}
    return _("takes part")


def _groups(row: Any) -> str:
    return " · ".join(sorted({fact.of.short for fact in row.groups_now}))


STATES: Sequence[Column] = (
    Column("name", gettext_lazy("State"), party_cell, order=BY_NAME),
    Column("codes", gettext_lazy("Code"), lambda row: row.state.iso3),
    Column("since", gettext_lazy("Since"), _since, order="since_key"),
    Column("standing", gettext_lazy("Participation"), _standing),
    Column("groups", gettext_lazy("Groups"), _groups),
)

ORGANIZATIONS: Sequence[Column] = (
    Column("name", gettext_lazy("Organization"), party_cell, order=BY_NAME),
    Column("acronym", gettext_lazy("Acronym"), lambda row: row.acronym, order=lambda: Lower("acronym")),
    Column("form", gettext_lazy("Form"), lambda row: row.organization.get_form_display()),
)

GROUPS: Sequence[Column] = (
    Column("name", gettext_lazy("Group"), party_cell, order=BY_NAME),
    Column("acronym", gettext_lazy("Acronym"), lambda row: row.acronym, order=lambda: Lower("acronym")),
    Column("form", gettext_lazy("Form"), lambda row: row.organization.get_form_display()),
    Column(
        "members",
        gettext_lazy("Member States"),
        lambda row: Cell(str(row.members), href=f"{row.get_absolute_url()}#members") if row.members else "",
        numeric=True,
        order="members",
    ),
)


def _last_day(row: PartyName | Participation) -> str:
    return written_date(row.valid_until, row.until_precision)


FORMER_NAMES: Sequence[Column] = (
    Column("name", gettext_lazy("Name"), lambda row: str(row.name)),
    Column("acronym", gettext_lazy("Acronym"), lambda row: row.acronym),
    Column("since", gettext_lazy("From"), lambda row: known_date(row.valid_from, row.from_precision)),
    Column("until", gettext_lazy("Until"), lambda row: known_date(row.valid_until, row.until_precision)),
    Column("source", gettext_lazy("Known from"), lambda row: row.source),
)

MEMBERS: Sequence[Column] = (
    Column("party", gettext_lazy("Who"), lambda row: party_cell(row.party)),
    Column("capacity", gettext_lazy("As"), lambda row: row.get_capacity_display()),
    Column("since", gettext_lazy("Since"), lambda row: known_date(row.valid_from, row.from_precision)),
    Column("until", gettext_lazy("Until"), _last_day),
    Column("source", gettext_lazy("Known from"), lambda row: row.source),
)


def _held_until(role: Role) -> str:
    if role.is_withdrawn:
        return _("taken away on %(day)s") % {"day": written_date(role.valid_until)}
    return written_date(role.valid_until)


ROLES: Sequence[Column] = (
    Column("kind", gettext_lazy("Role"), lambda row: row.get_kind_display()),
    Column("party", gettext_lazy("For"), lambda row: party_cell(row.party)),
    Column("since", gettext_lazy("From"), lambda row: known_date(row.valid_from, row.from_precision)),
    Column("until", gettext_lazy("Until"), _held_until),
    Column("authority", gettext_lazy("Authority"), lambda row: row.authority),
)

HOLDERS: Sequence[Column] = (
    Column("person", gettext_lazy("Person"), lambda row: Cell(str(row.person), href=row.person_url)),
    Column("kind", gettext_lazy("Role"), lambda row: row.get_kind_display()),
    Column("since", gettext_lazy("From"), lambda row: known_date(row.valid_from, row.from_precision)),
    Column("until", gettext_lazy("Until"), _held_until),
)


def _named(row: Any) -> Cell:
    return Cell(row.full_name, href=row.get_absolute_url())


def _held(row: Any) -> str:
    return " · ".join(f"{role.get_kind_display()}, {role.party.short}" for role in row.roles_now)


def _account(row: Any) -> Cell:
    return Cell(_("open"), tone="done") if row.is_active else Cell(_("ended"), tone="none")


PEOPLE: Sequence[Column] = (
    Column("name", gettext_lazy("Name"), _named, order=lambda: folded(F("full_name"))),
    Column("roles", gettext_lazy("Roles"), _held),
    Column("language", gettext_lazy("Language"), lambda row: row.get_language_display() if row.language else ""),
    Column("account", gettext_lazy("Account"), _account),
)

"""How the entries of the lists of collaborators, and whom parties named, are told in tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column
from secretariat.core.dates import known_date, written_date
from secretariat.core.languages import alphabetical
from secretariat.directory.choices import CollaboratorGroup
from secretariat.directory.models import Collaborator, Designation
from secretariat.directory.queries import differs_from_today


def _today(row: Collaborator) -> Cell:
    """Return the whole class, a post in a body, or a party under its name of today."""
    if row.party is None:
        return Cell(str(row))
    acronym = f" ({row.party.acronym})" if row.party.acronym else ""
    return Cell(f"{row}{acronym}", href=row.party.get_absolute_url())


def _printed(row: Collaborator) -> str:
    return row.printed if differs_from_today(row) else ""


def _list(row: Collaborator) -> Cell:
    return Cell(str(row.document), href=row.document.get_absolute_url(), css="symbol")


SHORT = {
    CollaboratorGroup.OBSERVERS: gettext_lazy("observers"),
    CollaboratorGroup.INTER_AMERICAN: gettext_lazy("inter-American system"),
    CollaboratorGroup.PRINCIPALS: gettext_lazy("principals"),
    CollaboratorGroup.ORGANIZATIONS: gettext_lazy("organizations"),
    CollaboratorGroup.NON_GOVERNMENTAL: gettext_lazy("non-governmental and others"),
}

PARTNERS: Sequence[Column] = (
    Column("name", gettext_lazy("Name today"), _today),
    Column("printed", gettext_lazy("As printed"), _printed),
    Column("position", gettext_lazy("No."), lambda row: str(row.number or ""), numeric=True, order="position"),
    Column("group", gettext_lazy("Heading"), lambda row: str(SHORT[CollaboratorGroup(row.group)])),
    Column("document", gettext_lazy("List"), _list),
)

OF_PARTY: Sequence[Column] = (
    Column("document", gettext_lazy("List"), _list),
    Column("group", gettext_lazy("Heading"), lambda row: row.get_group_display()),
    Column("number", gettext_lazy("No."), lambda row: str(row.number or ""), numeric=True),
    Column("post", gettext_lazy("As"), lambda row: str(row.post)),
    Column("printed", gettext_lazy("As printed"), lambda row: row.printed),
)


def _for_what(row: Designation) -> str:
    return " · ".join(str(each) for each in (row.body, row.topic) if each)


def who_of(row: Any) -> str:
    """Return who is named where the reader may know it; rows bear ``who_is_told``."""
    if not row.who_is_told:
        return ""
    return f"{row.designee}, {row.designee.title}" if row.designee.title else str(row.designee)


DESIGNATIONS: Sequence[Column] = (
    Column(
        "party",
        gettext_lazy("Who names"),
        lambda row: Cell(str(row.party), href=row.get_absolute_url()),
        order=lambda: alphabetical("party__name"),
    ),
    Column("role", gettext_lazy("As what"), lambda row: row.get_role_display(), order="role"),
    Column("what", gettext_lazy("To what"), _for_what),
    Column("institution", gettext_lazy("Institution"), lambda row: row.institution, order="institution"),
    Column("who", gettext_lazy("Person"), who_of),
    Column("since", gettext_lazy("From"), lambda row: known_date(row.valid_from, row.from_precision)),
    Column("until", gettext_lazy("Until"), lambda row: written_date(row.valid_until)),
)

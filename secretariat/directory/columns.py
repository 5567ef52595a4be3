"""How the entries of the lists of collaborators are told in tables."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column
from secretariat.directory.choices import CollaboratorGroup
from secretariat.directory.models import Collaborator
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

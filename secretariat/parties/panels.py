"""What this app shows on the pages of parties and people: their histories."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.accounts.models import Person
from secretariat.core.history import Entry, timeline
from secretariat.core.panel_registry import Panel, add_panel, told
from secretariat.core.viewer import Viewer
from secretariat.parties.models import Party, Role
from secretariat.parties.rules import may_see_address


def party_history(viewer: Viewer, party: Party) -> dict[str, Any]:
    """Return the history of a party together with that of the row of its kind: State, organization, body, unit."""
    own = [(entry, "") for entry in timeline(party)]
    of_kind = [(entry, str(row._meta.verbose_name)) for row in _rows_of_kind(party) for entry in timeline(row)]
    return {"entries": _in_order(viewer, [*own, *of_kind])}


def _rows_of_kind(party: Party) -> list[models.Model]:
    links = [link for link in Party._meta.related_objects if link.one_to_one]
    found = [getattr(party, link.get_accessor_name() or "", None) for link in links]
    return [row for row in found if row is not None and hasattr(row, "history")]


def person_history(viewer: Viewer, person: Person) -> dict[str, Any]:
    """Return the history of a person and their roles; what it says of the address is for those who may see it."""
    shown = [_without_address(entry) for entry in timeline(person)]
    if may_see_address.test(viewer, person):
        shown = timeline(person)
    own = [(entry, "") for entry in shown]
    roles = Role.objects.visible_to(viewer).filter(person=person).select_related("party")
    of_roles = [(entry, f"{role.get_kind_display()}, {role.party.short}") for role in roles for entry in timeline(role)]
    return {"entries": _in_order(viewer, [*own, *of_roles])}


def _in_order(viewer: Viewer, entries: list[tuple[Entry, str]]) -> list[dict[str, Any]]:
    ordered = sorted(entries, key=lambda pair: pair[0].at, reverse=True)
    words: list[dict[str, Any]] = told(viewer, [entry for entry, _what in ordered])["entries"]
    return [
        {**entry, "what": f"{what}: {entry['what']}" if what else entry["what"]}
        for entry, (_entry, what) in zip(words, ordered, strict=True)
    ]


def _without_address(entry: Entry) -> Entry:
    # SECURITY: a change of address would tell both to everybody who may see the person.
    hidden = str(Person._meta.get_field("email").verbose_name)
    return Entry(entry.at, entry.kind, entry.who, entry.reason, tuple(c for c in entry.changes if c.field != hidden))


add_panel(Party, Panel("history", _("History"), "panels/timeline.html", party_history, order=99))
add_panel(Person, Panel("history", _("History"), "panels/timeline.html", person_history, order=99))

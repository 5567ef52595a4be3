"""What this app shows on the pages of parties: on which lists they stand, and whom they named."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, table
from secretariat.core.history import timeline
from secretariat.core.panel_registry import Panel, add_panel, show_records_of, told
from secretariat.core.viewer import Viewer
from secretariat.directory.columns import DESIGNATIONS, OF_PARTY
from secretariat.directory.models import Collaborator, Designation, Designee
from secretariat.directory.queries import designations_of
from secretariat.parties.models import Party


def works_with(viewer: Viewer, party: Party) -> dict[str, Any]:
    """Return the entries that name a party."""
    rows = Collaborator.objects.visible_to(viewer).filter(party=party).select_related("document")
    nowhere = _("No document lists it among those with whom the secretariat works.")
    return {"table": table(OF_PARTY, list(rows.order_by("position")), empty=nowhere)}


def named_by(viewer: Viewer, party: Party) -> dict[str, Any]:
    """Return whom a party has named and still names; who it is as far as the reader may know."""
    held = designations_of([party.pk], on=timezone.localdate()).visible_to(viewer)
    rows = held.telling(viewer).select_related("party", "body__party", "topic", "designee")
    shown = [Column("role", gettext_lazy("As what"), _named_as), *(each for each in DESIGNATIONS if each.name in SHOWN)]
    return {"table": table(shown, list(rows.order_by("role", "pk")), empty=_("Nobody is named today."))}


def _named_as(row: Designation) -> Cell:
    return Cell(str(row.get_role_display()), row.get_absolute_url())


def who_it_was(viewer: Viewer, designation: Designation) -> dict[str, Any]:
    """Return the history of who is named."""
    who = Designee.objects.visible_to(viewer).get(designation=designation)
    return told(viewer, timeline(who, viewer=viewer))


def knows_who(viewer: Viewer, designation: Designation) -> bool:
    """Tell whether a reader may know who is named."""
    return Designee.objects.visible_to(viewer).filter(designation=designation).exists()


SHOWN = {"what", "institution", "who", "since"}
add_panel(Party, Panel("named", gettext_lazy("Named to the secretariat"), "panels/table.html", named_by, order=27))
add_panel(
    Designation,
    Panel("who", gettext_lazy("Changes of who is named"), "panels/timeline.html", who_it_was, 90, shown_to=knows_who),
)
show_records_of(Designation)
add_panel(
    Party, Panel("partners", gettext_lazy("Works with the secretariat"), "panels/table.html", works_with, order=30)
)

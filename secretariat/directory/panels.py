"""What this app shows on the pages of parties: on which lists of collaborators they stand."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import table
from secretariat.core.panel_registry import Panel, add_panel
from secretariat.core.viewer import Viewer
from secretariat.directory.columns import OF_PARTY
from secretariat.directory.models import Collaborator
from secretariat.parties.models import Party


def works_with(viewer: Viewer, party: Party) -> dict[str, Any]:
    """Return the entries that name a party."""
    rows = Collaborator.objects.visible_to(viewer).filter(party=party).select_related("document")
    nowhere = _("No document lists it among those with whom the secretariat works.")
    return {"table": table(OF_PARTY, list(rows.order_by("position")), empty=nowhere)}


add_panel(
    Party, Panel("partners", gettext_lazy("Works with the secretariat"), "panels/table.html", works_with, order=30)
)

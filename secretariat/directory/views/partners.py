"""The register of those with whom the secretariat works."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.pages import Action, ListPage
from secretariat.core.rules import anyone
from secretariat.directory.columns import PARTNERS
from secretariat.directory.filters import PartnerFilter
from secretariat.directory.models import Collaborator, CollaboratorQuerySet
from secretariat.directory.queries import headings


class PartnersPage(ListPage):
    """The lists of collaborators, entry by entry: as printed, and under the name of today."""

    rule = anyone
    title = gettext_lazy("Partners")
    sub = gettext_lazy("With whom the secretariat works, as its documents list them.")
    door = "states"
    template_name = "directory/partners.html"
    columns = PARTNERS
    filters = PartnerFilter
    order = "position"
    page_size = 100

    def records(self) -> CollaboratorQuerySet:
        rows = Collaborator.objects.visible_to(self.viewer)
        return rows.select_related("party", "document")

    def actions(self) -> list[Action]:
        return [Action(_("Organizations"), reverse("organizations"))]

    def get_context(self) -> dict[str, Any]:
        return {**super().get_context(), "kpis": self._figures()}

    def _figures(self) -> list[dict[str, Any]]:
        """Return how many entries stand under each heading; each figure opens into them."""
        return [
            {
                "value": _("all") if heading.names_class else heading.count,
                "label": heading.group.label,
                "url": f"{reverse('partners')}?group={heading.group.value}",
            }
            for heading in headings(self.viewer)
        ]

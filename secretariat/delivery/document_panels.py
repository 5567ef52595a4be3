"""The documents of a deliverable and their sendings, as its page and the pages of documents show them."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, table
from secretariat.core.viewer import Viewer
from secretariat.correspondence.columns import moment, state_cell
from secretariat.delivery import rules
from secretariat.delivery.models import Deliverable, EventDistribution, EventDocument
from secretariat.documents.models import Document


def documents(viewer: Viewer, deliverable: Deliverable) -> dict[str, Any]:
    """Return the documents of a deliverable by part, and how they were sent."""
    rows = EventDocument.objects.visible_to(viewer).standing().filter(deliverable=deliverable)
    may = rules.may_deliver.test(viewer, deliverable)

    def drop(each: EventDocument) -> Cell:
        return Cell(_("take back"), reverse("event-document-drop", args=(each.pk,)))

    shown = (
        Column(
            "document",
            gettext_lazy("Document"),
            lambda each: Cell(str(each.document), each.document.get_absolute_url()),
        ),
        Column("kind", gettext_lazy("Kind"), lambda each: str(each.document.get_kind_display())),
        Column("part", gettext_lazy("Goes out"), lambda each: str(each.get_part_display())),
        *((Column("drop", "", drop),) if may else ()),
    )
    found = rows.select_related("document").order_by("part", "pk")
    return {
        "table": table(shown, list(found), empty=_("No document of it is on record yet.")),
        "sendings": _sendings(viewer, deliverable),
    }


def _sendings(viewer: Viewer, deliverable: Deliverable) -> Any:
    rows = EventDistribution.objects.visible_to(viewer).filter(deliverable=deliverable)
    shown = (
        Column(
            "subject",
            gettext_lazy("Distribution"),
            lambda each: Cell(str(each.distribution), each.distribution.get_absolute_url()),
        ),
        Column("part", gettext_lazy("Part"), lambda each: str(each.get_part_display())),
        Column("sent", gettext_lazy("Sent"), lambda each: moment(each.distribution.sent_at)),
        Column("state", gettext_lazy("State"), lambda each: state_cell(each.distribution)),
    )
    found = list(rows.select_related("distribution").order_by("-pk"))
    return table(shown, found) if found else None


def of_document(viewer: Viewer, document: Document) -> dict[str, Any]:
    """Return the deliverables to which a document belongs."""
    rows = EventDocument.objects.visible_to(viewer).standing().filter(document=document)
    shown = (
        Column(
            "deliverable",
            gettext_lazy("Deliverable"),
            lambda each: Cell(str(each.deliverable), each.deliverable.get_absolute_url()),
        ),
        Column("part", gettext_lazy("Goes out"), lambda each: str(each.get_part_display())),
    )
    found = rows.select_related("deliverable").order_by("-pk")
    return {"table": table(shown, list(found), empty=_("It belongs to no deliverable."))}

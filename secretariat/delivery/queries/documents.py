"""Which documents belong to a part of a deliverable, and to whom they are owed."""

from __future__ import annotations

import datetime

from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import Part
from secretariat.delivery.models import Deliverable, EventDocument
from secretariat.documents.models import Document
from secretariat.parties.models import Party
from secretariat.parties.queries import served_organization

TAKES_PART = (Part.HOST, Part.PARTICIPANT)


def documents_of_part(deliverable: Deliverable, part: str, viewer: Viewer) -> list[Document]:
    """Return the documents of a part that a viewer may read, in the order in which they were added."""
    rows = EventDocument.objects.visible_to(viewer).standing().filter(deliverable=deliverable, part=part)
    return [each.document for each in rows.select_related("document").order_by("pk")]


def participating_states(deliverable: Deliverable, *, on: datetime.date) -> list[Party]:
    """Return the Member States that host a deliverable or take part in it, by key; members are those of the day.

    Source: CICTE/doc.5/16, introduction: documents go to the participating Member States.
    """
    involved = deliverable.involvements.filter(part__in=TAKES_PART, is_withdrawn=False).values("party")
    members = Party.objects.states().taking_part(served_organization(), on=on)
    return list(members.filter(pk__in=involved).order_by("slug"))

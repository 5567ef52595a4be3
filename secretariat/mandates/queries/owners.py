"""Who answers for mandates, and whom footnotes exclude."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db.models import Q, QuerySet

from secretariat.core.prepared import prepared
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Paragraph
from secretariat.mandates.models import Exclusion, Mandate, Ownership, OwnershipQuerySet


def owners_of(mandate: Mandate, viewer: Viewer) -> OwnershipQuerySet:
    """Return the links of units to a mandate that a viewer may see, lead and confirmed ones first."""
    return (
        Ownership.objects.visible_to(viewer)
        .filter(mandate=mandate)
        .select_related("unit__party", "function__paragraph__document", "function__order", "decided_by")
        .order_by("state", "-is_lead", "id")
    )


def carried_functions(functions: Collection[uuid.UUID], viewer: Viewer) -> QuerySet[Ownership, uuid.UUID]:
    """Return those of some functions on the ground of which a unit answers for a mandate that the viewer may see."""
    confirmed = Ownership.objects.visible_to(viewer).confirmed().filter(function__in=functions)
    return confirmed.values_list("function_id", flat=True).distinct()


def exclusions_near(paragraph: Paragraph, viewer: Viewer) -> list[Exclusion]:
    """Return the exclusions of a paragraph, of its parts, and of those that continue the same chapeau, in order."""
    if paragraph.parent_id:
        return _exclusions_below(viewer, paragraph.parent_id)
    return _exclusions_of(viewer, paragraph.pk)


@prepared
def _exclusions_below(viewer: Viewer, chapeau: uuid.UUID) -> QuerySet[Exclusion]:
    return _excluded(viewer, Q(paragraph__parent=chapeau))


@prepared
def _exclusions_of(viewer: Viewer, paragraph: uuid.UUID) -> QuerySet[Exclusion]:
    return _excluded(viewer, Q(paragraph__parent=paragraph) | Q(paragraph=paragraph))


def _excluded(viewer: Viewer, which: Q) -> QuerySet[Exclusion]:
    rows = Exclusion.objects.visible_to(viewer).filter(which)
    return rows.select_related("paragraph__document", "unit__party", "by").order_by("paragraph__position")

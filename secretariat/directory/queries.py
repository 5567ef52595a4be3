"""Questions on the lists of collaborators."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count

from secretariat.core.viewer import Viewer
from secretariat.directory.choices import CollaboratorGroup
from secretariat.directory.models import Collaborator


@dataclass(frozen=True)
class Heading:
    """A heading of the lists and how many numbered entries stand under it; none where it names a whole class."""

    group: CollaboratorGroup
    count: int
    names_class: bool


def headings(viewer: Viewer) -> list[Heading]:
    """Return the headings in the order of the lists; what was invented for the demonstration is not counted."""
    rows = Collaborator.objects.visible_to(viewer).real()
    whole = set(rows.classes().values_list("group", flat=True))
    counts = dict(rows.order_by().values_list("group").annotate(number=Count("pk")))
    return [Heading(group, counts[group], group in whole) for group in CollaboratorGroup if group in counts]


def differs_from_today(entry: Collaborator) -> bool:
    """Tell whether a list prints another name than the party bears today, with or without its acronym."""
    if entry.party is None or not entry.printed:
        return bool(entry.printed)
    name = entry.party.name.in_language("en")
    known = {name, f"{name} ({entry.party.acronym})"}
    return entry.printed.casefold() not in {each.casefold() for each in known}

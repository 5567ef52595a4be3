"""What was taken out of a draft, from the history that keeps it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from secretariat.core.languages import Labels
from secretariat.documents.models import Paragraph
from secretariat.organization.models import Order, Placement


@dataclass(frozen=True)
class Dropped:
    """A unit or function that a draft no longer holds: what it said, who took it out, when and why."""

    at: datetime.datetime
    what: str
    who: str
    why: str


def dropped_from(order: Order) -> list[Dropped]:
    """Return what was taken out of a draft and not put back, the latest first."""
    placed = set(order.placements.values_list("unit", flat=True))
    numbers = set(order.document.paragraphs.values_list("number", flat=True))
    units = Placement.history.filter(order=order, history_type="-").exclude(unit__in=placed)
    functions = Paragraph.history.filter(document=order.document, history_type="-").exclude(number__in=numbers)
    found = [
        *(_dropped(each, each.acronym or str(each.name)) for each in units.select_related("history_user")),
        *(_dropped(each, f"{each.number} {_words(each)}") for each in functions.select_related("history_user")),
    ]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _words(version: Any) -> Labels:
    summary: Labels = version.summary
    return summary


def _dropped(version: Any, what: str) -> Dropped:
    return Dropped(version.history_date, what, str(version.history_user or ""), version.history_change_reason or "")

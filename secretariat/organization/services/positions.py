"""Keep the paragraphs of a draft in the sequence of their addresses."""

from __future__ import annotations

from django.utils.translation import gettext as _

from secretariat.core.history import change_all
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document, Paragraph
from secretariat.organization.queries.addresses import place_among

# Copies stand this far apart, so that a new paragraph finds room between two others.
STEP = 1000
_ASIDE = 1_000_000_000


def position_for(document: Document, number: str, *, by: Viewer, moving: Paragraph | None = None) -> int:
    """Return a free position at which a paragraph with this number stands in sequence; ``moving`` leaves its own."""
    rows = _positions(document, moving)
    place = place_among([each for each, _at in rows], number)
    before = rows[place - 1][1] if place else 0
    after = rows[place][1] if place < len(rows) else before + 2 * STEP
    if after - before < 2:
        _spread(document, by)
        return position_for(document, number, by=by, moving=moving)
    return (before + after) // 2


def _positions(document: Document, moving: Paragraph | None) -> list[tuple[str, int]]:
    rows = Paragraph.objects.filter(document=document).order_by("position")
    others = rows.exclude(pk=moving.pk) if moving else rows
    return list(others.values_list("number", "position"))


def _spread(document: Document, by: Viewer) -> None:
    """Make room between all paragraphs of a draft; in two steps, since no two may share a position at any moment."""
    ranked = list(Paragraph.objects.filter(document=document).order_by("position"))
    for distance in (_ASIDE, 0):
        for place, each in enumerate(ranked, 1):
            each.position = distance + place * STEP
        change_all(ranked, ["position"], by=by, reason=_("Made room between paragraphs"))

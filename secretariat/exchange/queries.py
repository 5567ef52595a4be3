"""What was learned from files before."""

from __future__ import annotations

from secretariat.core.viewer import Viewer
from secretariat.exchange.cells import Meanings
from secretariat.exchange.guessing import fingerprint, folded
from secretariat.exchange.models import ColumnMapping, KnownValue


def mapping_for(register: str, headings: list[str], viewer: Viewer) -> ColumnMapping | None:
    """Return what such headings were said to hold in this register."""
    rows = ColumnMapping.objects.visible_to(viewer)
    return rows.filter(register=register, headings=fingerprint(headings)).first()


def meanings_in(register: str, viewer: Viewer) -> Meanings:
    """Return what words were said to mean in this register, by fact and folded word."""
    rows = KnownValue.objects.visible_to(viewer).filter(register=register).values_list("fact", "given", "meaning")
    return {(fact, folded(given)): meaning for fact, given, meaning in rows}

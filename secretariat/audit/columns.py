"""Columns of the list of readings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.audit.models import Reading
from secretariat.core.columns import Cell, Column
from secretariat.core.dates import written_moment
from secretariat.core.viewer import Viewer


def name_records(rows: Sequence[Reading], viewer: Viewer) -> None:
    """Put the record beside each reading, as ``shown``, where the viewer may see it: one statement a kind."""
    for label in {row.label for row in rows}:
        own = [row for row in rows if row.label == label]
        manager: Any = apps.get_model(label)._default_manager
        found = manager.all().visible_to(viewer).in_bulk([row.record for row in own])
        for row in own:
            row.shown = found.get(row.record)  # type: ignore[attr-defined]


def _record(row: Any) -> Cell | str:
    kind = str(apps.get_model(row.label)._meta.verbose_name)
    if row.shown is None:
        return _("%(kind)s that you may not see") % {"kind": kind}
    address = row.shown.get_absolute_url() if hasattr(row.shown, "get_absolute_url") else ""
    return Cell(f"{row.shown} ({kind})", href=address)


READINGS: Sequence[Column] = (
    Column("when", gettext_lazy("When"), lambda row: written_moment(row.at), order="at"),
    Column("who", gettext_lazy("Who"), lambda row: Cell(str(row.person), href=row.person.get_absolute_url())),
    Column("what", gettext_lazy("What"), _record),
    Column("how", gettext_lazy("How"), lambda row: str(row.get_how_display())),
)

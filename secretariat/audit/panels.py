"""On the page of every record that not everyone may see: who looked at it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.audit.models import Reading
from secretariat.audit.rules import may_see_readings
from secretariat.core.columns import Cell, Column, table
from secretariat.core.dates import written_moment
from secretariat.core.panel_registry import Panel, add_panel, shown_models
from secretariat.core.viewer import Viewer

SHOWN = 50
COLUMNS = (
    Column("when", gettext_lazy("When"), lambda row: written_moment(row.at)),
    Column("who", gettext_lazy("Who"), lambda row: Cell(str(row.person), href=row.person.get_absolute_url())),
    Column("how", gettext_lazy("How"), lambda row: str(row.get_how_display())),
)


def who_looked(viewer: Viewer, record: models.Model) -> dict[str, Any]:
    """Return the newest readings of a record."""
    rows = list(Reading.objects.of(record).select_related("person").order_by("-at", "-id")[:SHOWN])
    return {"table": table(COLUMNS, rows, empty=_("Nobody has looked at it since this is written down."))}


def may_see(viewer: Viewer, record: models.Model) -> bool:
    return bool(may_see_readings.test(viewer, record))


for model in shown_models():
    add_panel(
        model,
        Panel("readings", gettext_lazy("Who looked"), "panels/table.html", who_looked, order=98, shown_to=may_see),
    )

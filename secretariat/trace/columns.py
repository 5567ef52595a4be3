"""Columns of the lists of what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from secretariat.core.columns import Cell, Column
from secretariat.core.dates import written_period
from secretariat.mandates.models import Mandate
from secretariat.organization.models import Function, Unit
from secretariat.plans.models import Activity, Project


def _function_cell(row: Any) -> Cell:
    return Cell(row.function.address, row.function.get_absolute_url()) if row.function else Cell("–")


def _state_cell(row: Any) -> Cell:
    tone = {"confirmed": "done", "suggested": "wait"}.get(row.state, "none")
    score = f" {row.confidence}" if row.state == "suggested" and row.confidence is not None else ""
    return Cell(f"{row.get_state_display()}{score}", tone=tone)


def _planned_text(activity: Any) -> str:
    if activity.on_request:
        return gettext("upon request")
    if activity.quantity is None:
        return gettext("no number")
    return f"{activity.quantity} {activity.counts}".strip()


UNIT_COLUMNS = (
    Column("unit", _("Unit"), lambda row: Cell(row.unit.party.short, row.unit.get_absolute_url())),
    Column("function", _("Function"), _function_cell),
    Column("reason", _("Why"), lambda row: str(row.reason)),
    Column("state", _("Link"), _state_cell),
)
LINE_COLUMNS = (
    Column("line", _("Line"), lambda row: Cell(row.activity.address, row.activity.get_absolute_url())),
    Column("what", _("What"), lambda row: str(row.activity.title)),
    Column("planned", _("Planned"), lambda row: _planned_text(row.activity), numeric=True),
    Column("why", _("Why"), lambda row: str(row.reason)),
    Column("state", _("Link"), _state_cell),
)

DELIVERED_COLUMNS = (
    Column("what", _("What"), lambda row: Cell(str(row.title), row.get_absolute_url())),
    Column("kind", _("Kind"), lambda row: str(row.get_kind_display())),
    Column("when", _("When"), lambda row: written_period(row.starts_on, row.ends_on) or gettext("no day yet")),
    Column("line", _("Counts to"), lambda row: str((row.activity or row.project).address)),
    Column("state", _("State"), lambda row: str(row.get_state_display())),
)

MANDATES = (
    Column(
        "paragraph",
        _("Paragraph"),
        lambda row: Cell(str(row.paragraph), row.get_absolute_url()),
        order="paragraph__document__symbol",
    ),
    Column("summary", _("What it asks"), lambda row: str(row.paragraph.summary)),
    Column("nature", _("Nature"), lambda row: row.get_nature_display(), order="nature"),
    Column("addressee", _("Addressee"), lambda row: Cell(row.addressee.short, row.addressee.get_absolute_url())),
)
ACTIVITIES = (
    Column("address", _("Line"), lambda row: Cell(row.address, row.get_absolute_url()), order="position"),
    Column("title", _("What"), lambda row: str(row.title)),
    Column("planned", _("Planned"), lambda row: str(row.quantity or "–"), numeric=True),
    Column("owner", _("Unit"), lambda row: Cell(row.owner.party.short, row.owner.get_absolute_url())),
)
PROJECTS = (
    Column("address", _("Project"), lambda row: row.address, order="address"),
    Column("title", _("What"), lambda row: str(row.title)),
    Column("request", _("Upon request"), lambda row: gettext("upon request") if row.on_request else ""),
)
FUNCTIONS = (
    Column(
        "address",
        _("Address"),
        lambda row: Cell(row.address, row.get_absolute_url()),
        order="paragraph__position",
    ),
    Column("summary", _("Function"), lambda row: str(row.summary)),
    Column("unit", _("Unit"), lambda row: Cell(row.unit.party.short, row.unit.get_absolute_url())),
)
UNITS = (
    Column("unit", _("Unit"), lambda row: Cell(row.party.short, row.get_absolute_url()), order="party__slug"),
    Column("name", _("Name"), lambda row: str(row.party.name)),
)
BY_MODEL: dict[type, Sequence[Column]] = {
    Mandate: MANDATES,
    Activity: ACTIVITIES,
    Project: PROJECTS,
    Function: FUNCTIONS,
    Unit: UNITS,
}

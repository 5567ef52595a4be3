"""What is worth a look about a deliverable, in words and as a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Column, Table, table
from secretariat.core.dates import written_date
from secretariat.delivery.columns import days_of
from secretariat.delivery.queries import Clashes

Row = tuple[str, Cell, str]


def clash_rows(found: Clashes) -> Iterator[Row]:
    """Return what is worth a look: of what kind, what, and in which respect."""
    for week in found.weeks:
        other = Cell(str(week.other), week.other.get_absolute_url())
        yield _("same State and week"), other, f"{', '.join(week.states)}, {days_of(week.other)}"
    for near in found.topics:
        other = Cell(str(near.other), near.other.get_absolute_url())
        said = {"topics": ", ".join(near.topics), "unit": near.other.owner.party.short, "days": days_of(near.other)}
        yield _("same topic by another unit"), other, _("%(topics)s: %(unit)s, %(days)s") % said
    for each in found.holidays:
        yield _("holiday of the host"), Cell(each.name), f"{each.state}, {written_date(each.day)}"


def clash_table(found: Clashes) -> Table:
    """Return what is worth a look as a table."""
    shown: tuple[Column, ...] = (
        Column("kind", gettext_lazy("Why"), lambda row: row[0]),
        Column("what", gettext_lazy("What"), lambda row: row[1]),
        Column("more", gettext_lazy("In which respect"), lambda row: row[2]),
    )
    rows: list[Any] = list(clash_rows(found))
    return table(shown, rows, empty=_("Nothing else with its States in that week, on its topics or on a holiday."))


def clash_sentence(found: Clashes) -> str:
    """Say in one sentence what to look at after saving; empty where there is nothing."""
    said = [f"{kind} ({what.text}; {more})" for kind, what, more in clash_rows(found)]
    return _("It is saved. Worth a look: %(what)s.") % {"what": "; ".join(said)} if said else ""

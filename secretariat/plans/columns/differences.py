"""Amendments, and the difference that they make, as tables."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.choices import Tone
from secretariat.core.columns import Cell, Column, Table, table
from secretariat.core.dates import written_date
from secretariat.core.viewer import Viewer
from secretariat.plans import rules
from secretariat.plans.choices import AmendmentState
from secretariat.plans.columns.lines import LINE, WHAT
from secretariat.plans.models import Activity, Amendment, Project
from secretariat.plans.queries import Difference, LineChange

STATE_TONES = {AmendmentState.DRAFT: Tone.WAIT, AmendmentState.ADOPTED: Tone.DONE, AmendmentState.WITHDRAWN: Tone.NONE}


def signed(number: int) -> str:
    """Return a difference with its sign, as printed."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


def _line(change: LineChange) -> Cell:
    return Cell(change.line.activity.address, change.line.activity.get_absolute_url(), css="symbol")


CHANGE_COLUMNS = (
    Column("line", LINE, _line),
    Column("title", WHAT, lambda change: str(change.line.activity.title)),
    Column("before", gettext_lazy("Before"), lambda change: change.words_before),
    Column("after", gettext_lazy("After"), lambda change: change.words_after),
    Column("signed", gettext_lazy("Difference"), lambda change: signed(change.signed), numeric=True),
)
ADDED_COLUMNS = (*CHANGE_COLUMNS[:2], CHANGE_COLUMNS[3], CHANGE_COLUMNS[4])
DROPPED_COLUMNS = (*CHANGE_COLUMNS[:3], CHANGE_COLUMNS[4])
PROJECT_COLUMNS = (
    Column("project", gettext_lazy("Project"), lambda project: Cell(project.address, css="symbol")),
    Column("title", WHAT, lambda project: str(project.title)),
)


def difference_sections(found: Difference, draft: Amendment | None = None) -> list[dict[str, Any]]:
    """Return a difference as sections with a title and a table; the empty ones are left out.

    With ``draft`` each row leads to where its change is undone.
    """
    of_lines = (_undo_line(draft),) if draft else ()
    of_projects = (_undo_project(draft),) if draft else ()
    sections: tuple[tuple[str, str, Table], ...] = (
        ("changed", _("Lines changed"), table((*CHANGE_COLUMNS, *of_lines), found.changed)),
        ("added", _("Lines added"), table((*ADDED_COLUMNS, *of_lines), found.added)),
        ("dropped", _("Lines dropped"), table((*DROPPED_COLUMNS, *of_lines), found.dropped)),
        ("projects-added", _("Projects added"), table((*PROJECT_COLUMNS, *of_projects), found.projects_added)),
        ("projects-dropped", _("Projects dropped"), table((*PROJECT_COLUMNS, *of_projects), found.projects_dropped)),
    )
    return [{"key": key, "title": title, "table": shown} for key, title, shown in sections if shown.rows]


def _undo_line(draft: Amendment) -> Column:
    return Column("undo", "", lambda change: _undo(draft, "line", change.line.activity))


def _undo_project(draft: Amendment) -> Column:
    return Column("undo", "", lambda project: _undo(draft, "project", project))


def _undo(draft: Amendment, what: str, part: Activity | Project) -> Cell:
    return Cell(_("undo"), reverse("amendment-undo", args=(draft.pk, what, part.pk)))


def amendment_state(amendment: Amendment) -> Cell:
    """Return the state of an amendment as a colored word."""
    return Cell(str(amendment.get_state_display()), tone=STATE_TONES[AmendmentState(amendment.state)].value)


def authority_cell(amendment: Amendment) -> Cell | None:
    """Name the decision that an amendment rests on; None for what was not adopted."""
    authority = amendment.authority
    return Cell(str(authority), authority.get_absolute_url()) if authority else None


def amendment_columns(moved: dict[int, int]) -> tuple[Column, ...]:
    """Return the columns of a list of amendments; ``moved``: by how much each adopted one moved the number planned."""
    return (
        Column("amendment", gettext_lazy("Amendment"), lambda each: Cell(str(each), each.get_absolute_url())),
        Column("state", gettext_lazy("State"), amendment_state),
        Column("day", gettext_lazy("Takes effect on"), lambda each: written_date(each.adopted_on)),
        Column("authority", gettext_lazy("Authority"), lambda each: authority_cell(each) or ""),
        Column(
            "signed",
            gettext_lazy("Difference"),
            lambda each: signed(moved[each.number]) if each.number in moved else "",
            numeric=True,
        ),
    )


def changed_by(activity: Activity, viewer: Viewer) -> list[Cell]:
    """Say which amendments added or dropped a line; what a draft drops is for those who see drafts."""
    said = []
    if activity.added_by is not None:
        said.append(_amended(_("Added by %(amendment)s"), activity.added_by))
    dropped = activity.dropped_by
    if dropped is not None and (dropped.state == AmendmentState.ADOPTED or rules.may_see_drafts.test(viewer)):
        said.append(_amended(_("Dropped by %(amendment)s"), dropped))
    return said


def _amended(words: str, amendment: Amendment) -> Cell:
    name = f"{amendment} ({amendment.get_state_display()})"
    tone = Tone.LATE if amendment.state == AmendmentState.ADOPTED else Tone.WAIT
    return Cell(words % {"amendment": name}, amendment.get_absolute_url(), tone=tone.value)

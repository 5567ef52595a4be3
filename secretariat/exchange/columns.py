"""Columns of the lists of imports and exports."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Tone
from secretariat.core.columns import Cell, Column
from secretariat.core.dates import written_moment
from secretariat.exchange.choices import ExportState, ImportState, Verdict
from secretariat.exchange.models import Export, Import
from secretariat.exchange.targets import register_words
from secretariat.exchange.verdicts import Judged

EXPORT_TONES = {
    ExportState.GIVEN: Tone.DONE,
    ExportState.ASKED: Tone.GOING,
    ExportState.READY: Tone.DONE,
    ExportState.FAILED: Tone.LATE,
    ExportState.REMOVED: Tone.NONE,
}


def _filters(export: Export) -> str:
    return "; ".join(f"{label}: {said}" for label, said in export.filters)


EXPORTS = (
    Column("register", _("Register"), lambda row: Cell(register_words(row.register), row.get_absolute_url())),
    Column("filters", _("Filters and order"), _filters),
    Column("format", _("As"), lambda row: row.get_format_display()),
    Column("rows", _("Rows"), lambda row: str(row.rows), numeric=True, order="rows"),
    Column("asked", _("Asked at"), lambda row: written_moment(row.asked_at), order="asked_at"),
    Column("state", _("State"), lambda row: Cell(row.get_state_display(), tone=EXPORT_TONES[row.state])),
)

IMPORT_TONES = {
    ImportState.READ: Tone.WAIT,
    ImportState.CHECKING: Tone.GOING,
    ImportState.CHECKED: Tone.WAIT,
    ImportState.APPLYING: Tone.GOING,
    ImportState.APPLIED: Tone.DONE,
    ImportState.LEFT: Tone.NONE,
}
VERDICT_TONES = {
    Verdict.REFUSED: Tone.LATE,
    Verdict.MADE: Tone.DONE,
    Verdict.CHANGED: Tone.GOING,
    Verdict.SAME: Tone.NONE,
}


def _state(row: Import) -> Cell:
    objects = row.state == ImportState.CHECKED and row.counts.get(Verdict.REFUSED)
    return Cell(row.get_state_display(), tone=Tone.LATE if objects else IMPORT_TONES[ImportState(row.state)])


def _rows(row: Import) -> str:
    return ", ".join(f"{row.counts[verdict]} {verdict.label}" for verdict in Verdict if row.counts.get(verdict))


IMPORTS = (
    Column("file", _("File"), lambda row: Cell(row.file_name, row.get_absolute_url())),
    Column("register", _("Register"), lambda row: register_words(row.register)),
    Column("brought", _("Brought at"), lambda row: written_moment(row.brought_at), order="brought_at"),
    Column("rows", _("Rows"), _rows),
    Column("state", _("State"), _state),
)

# The lines of a preview: one for each objection, change, or row; in a line (row, name, what, before, after).
Line = tuple[Judged, str, str, str]


def lines_of(judged: Sequence[Judged]) -> Iterator[Line]:
    """Yield the lines that show some rows."""
    for each in judged:
        if each.verdict == Verdict.REFUSED:
            yield from ((each, said.column or _now("the row"), said.given, said.why) for said in each.objections)
        elif each.verdict == Verdict.CHANGED:
            yield from ((each, label, old or "–", new or "–") for label, old, new in each.changes)
        else:
            yield each, "; ".join(f"{label}: {new}" for label, _old, new in each.changes), "", ""


def _number(line: Line) -> str:
    return str(line[0].number)


def _named(line: Line) -> str:
    return line[0].name


PREVIEWS = {
    Verdict.REFUSED: (
        Column("row", _("Row"), _number, numeric=True),
        Column("name", _("Record"), _named),
        Column("column", _("Column"), lambda line: line[1]),
        Column("given", _("Given"), lambda line: line[2] or "–"),
        Column("why", _("What is wrong"), lambda line: line[3]),
    ),
    Verdict.CHANGED: (
        Column("row", _("Row"), _number, numeric=True),
        Column("name", _("Record"), _named),
        Column("what", _("What"), lambda line: line[1]),
        Column("old", _("Now"), lambda line: line[2]),
        Column("new", _("In the file"), lambda line: line[3]),
    ),
    Verdict.MADE: (
        Column("row", _("Row"), _number, numeric=True),
        Column("name", _("Record"), _named),
        Column("facts", _("With"), lambda line: line[1]),
    ),
    Verdict.SAME: (
        Column("row", _("Row"), _number, numeric=True),
        Column("name", _("Record"), _named),
    ),
}

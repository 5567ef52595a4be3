"""What a unit was told to do, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from secretariat.duties.choices import KEPT_STATES, TONES, DutyState
from secretariat.duties.models import Duty
from secretariat.reports.content import Block, Figures, Head, Said
from secretariat.reports.desk import Desk, table
from secretariat.reports.unit_work import of_unit


def instructions(desk: Desk) -> list[Block]:
    """Return the instructions due in the period or left over from before: how many were followed, and each."""
    work = of_unit(desk.work)
    rows, told_on = work.instructions, work.period.told_on
    sorts = (
        ("all", _("Instructions"), rows),
        ("done", _("Instructions followed"), [each for each in rows if each.state in KEPT_STATES]),
        ("late", _("Instructions late"), [each for each in rows if each.is_late(told_on)]),
        ("released", _("Instructions taken back"), [each for each in rows if each.state == DutyState.RELEASED]),
    )
    for key, label, found in sorts:
        desk.count(f"instructions.{key}", label, found)
    heads = (
        *(Head(_("Instruction"), width=2.6), Head(_("Asked by"), width=1.3), Head(_("Due on"), width=1.3)),
        *(Head(_("State"), width=1.1), Head(_("What became of it"), width=2.4)),
    )
    empty = _("No instruction to this unit was due in the period.")
    shown = [_row(desk, each) for each in rows]
    keys = tuple(f"instructions.{key}" for key, *_rest in sorts)
    return [Figures(keys), table(_("Instructions to the unit"), heads, shown, empty=empty)]


def _row(desk: Desk, each: Duty) -> Sequence[Said | str]:
    is_late = each.is_late(desk.work.period.told_on)
    tone = TONES[DutyState(each.state)].value
    state = Said(_("late"), tone="late") if is_late else Said(desk.chosen(each, "state"), tone=tone)
    return (
        desk.said(each.subject, invented=each.is_demonstration),
        each.asked_by or "–",
        desk.day(each.due_on),
        state,
        _became(desk, each),
    )


def _became(desk: Desk, each: Duty) -> str:
    """Return the day on which it was followed with what shows it, or why it was taken back."""
    if each.state == DutyState.RELEASED:
        return each.why_released
    shown = [str(row) for row in of_unit(desk.work).shown_by.get(each.pk, ())]
    return "; ".join([*([desk.day(each.done_on)] if each.done_on else []), *shown]) or "–"

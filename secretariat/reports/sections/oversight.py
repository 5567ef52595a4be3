"""How a unit kept its duties, and the recommendations that are addressed to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from secretariat.duties.choices import KEPT_STATES, DutyState
from secretariat.recommendations.choices import TONES, WAITING, RecommendationState
from secretariat.recommendations.models import Recommendation
from secretariat.reports.content import Block, Figures, Head, Said
from secretariat.reports.desk import Desk, table
from secretariat.reports.sections.documents import duties_by_kind
from secretariat.reports.unit_work import of_unit


def oversight(desk: Desk) -> list[Block]:
    """Return duties kept and late, those left over from before, and recommendations to the unit, open and closed."""
    return [*_duties(desk), *_recommendations(desk)]


def _duties(desk: Desk) -> list[Block]:
    work = of_unit(desk.work)
    rows, told_on = work.duties, work.period.told_on
    keys = _counted(
        desk,
        ("duties.kept", _("Duties kept"), [each for each in rows if each.state in KEPT_STATES]),
        ("duties.late", _("Duties late and not kept"), [each for each in rows if each.is_late(told_on)]),
        ("duties.before", _("Duties left over from before"), work.owed_before),
    )
    empty = _("No duty of this unit was due in the period.")
    return [Figures(keys), duties_by_kind(desk, rows, empty), *_left_over(desk)]


def _left_over(desk: Desk) -> list[Block]:
    rows = [
        (
            desk.said(each.subject, invented=each.is_demonstration, after=f" ({desk.chosen(each, 'kind')})"),
            desk.day(each.due_on),
            Said(_("late"), tone="late") if each.state == DutyState.OWED else desk.chosen(each, "state"),
            desk.day(each.done_on) if each.done_on else "–",
        )
        for each in of_unit(desk.work).owed_before
    ]
    heads = (
        *(Head(_("Duty"), width=3), Head(_("Due on"), width=1.4)),
        *(Head(_("State"), width=1.2), Head(_("Done on"), width=1.4)),
    )
    return [table(_("Duties left over from before"), heads, rows)] if rows else []


def _recommendations(desk: Desk) -> list[Block]:
    rows, told_on = desk.work.recommendations, desk.work.period.told_on
    waiting = [each for each in rows if each.state in WAITING]
    overdue = [each for each in waiting if each.due_on is not None and each.due_on < told_on]
    keys = _counted(
        desk,
        ("advice.open", _("Recommendations open"), waiting),
        ("advice.late", _("Late among them"), overdue),
        ("advice.closed", _("Recommendations of the period closed"), [each for each in rows if each not in waiting]),
    )
    heads = (
        *(Head(_("Recommendation"), width=3), Head(_("Made on"), width=1.3)),
        *(Head(_("Due on"), width=1.3), Head(_("State"), width=1.2)),
    )
    empty = _("No recommendation to this unit is open or was made in the period.")
    shown = [_row(desk, each) for each in rows]
    return [Figures(keys), table(_("Recommendations to the unit"), heads, shown, empty=empty)]


def _row(desk: Desk, each: Recommendation) -> Sequence[Said | str]:
    return (
        desk.said(each.text, invented=each.is_demonstration),
        desk.day(each.made_on),
        desk.day(each.due_on) if each.due_on else "–",
        Said(desk.chosen(each, "state"), tone=TONES[RecommendationState(each.state)].value),
    )


def _counted(desk: Desk, *figures: tuple[str, str, Sequence[Any]]) -> tuple[str, ...]:
    for key, label, rows in figures:
        desk.count(key, label, rows)
    return tuple(key for key, *_rest in figures)

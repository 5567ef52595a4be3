"""What a unit planned: its lines with what was held towards them, and what comes in the next period."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _

from secretariat.core.dates import written_period
from secretariat.delivery.models import Deliverable
from secretariat.plans.queries import Line
from secretariat.reports.content import Block, Figures, Head, Note, Said
from secretariat.reports.desk import Desk, table
from secretariat.reports.unit_work import of_unit
from secretariat.reports.work import part_of


def planning(desk: Desk) -> list[Block]:
    """Return each line of the unit with its numbers, what it delivers beside them, and what comes next."""
    work = of_unit(desk.work)
    lines = [each for rows in work.lines.values() for each in rows]
    desk.count("planning.lines", _("Lines of the unit"), [each.activity for each in lines])
    desk.count("planning.ahead", _("To come in the next period"), work.ahead)
    shown = [_of_line(desk, each) for each in lines]
    if beside := _beside(desk, {each.activity.pk for each in lines}):
        shown.append(beside)
    empty = _("No line of an adopted plan is carried out by this unit.")
    return [
        Figures(("planning.lines", "planning.ahead")),
        table(_("Lines of the unit"), _heads(), shown, empty=empty),
        Note(_("“Held so far” counts what was held towards a line by the last day of the period, whoever held it.")),
        _next(desk),
    ]


def _heads() -> tuple[Head, ...]:
    return (
        *(Head(_("Line"), width=0.9), Head(_("What"), width=3), Head(_("Planned"), numeric=True)),
        *(Head(_("Held in the period"), numeric=True), Head(_("Held so far"), numeric=True)),
        *(Head(_("Late"), numeric=True), Head(_("To come in the next period"), numeric=True, width=1.2)),
    )


def _of_line(desk: Desk, line: Line) -> list[Said | str]:
    work, key = of_unit(desk.work), line.activity.pk
    so_far = work.held_on_lines.get(key, [])
    left = max(work.progress[key].held - len(so_far), 0)  # how many were held is public, what was held is not always
    named = {"what": line.activity.address}
    quantity = line.terms.quantity
    return [
        line.activity.address,
        desk.said(line.activity.title, invented=line.activity.is_demonstration),
        _("upon request") if line.terms.on_request else "–" if quantity is None else desk.number(quantity),
        _held(desk, f"line.{key}", named, {key}),
        desk.count(f"line.{key}.so_far", _("Held so far: %(what)s") % named, so_far, hidden=left),
        desk.count(f"line.{key}.late", _("Late: %(what)s") % named, _of(work.late, {key})),
        desk.count(f"line.{key}.coming", _("To come in the next period: %(what)s") % named, _of(work.ahead, {key})),
    ]


def _beside(desk: Desk, lines: set[uuid.UUID]) -> list[Said | str]:
    """Return what the unit delivers without a line, or towards lines of others; nothing where it does not."""
    work = of_unit(desk.work)
    rows = [*work.listed, *work.ahead]
    parts = {part_of(each) for each in rows} | {*work.hidden(work.held)}
    others = parts - lines
    if not others:
        return []
    words = _("Without a line, or towards lines of other units")
    named = {"what": words}
    return [
        "–",
        words,
        "–",
        _held(desk, "line.others", named, others),
        "–",
        desk.count("line.others.late", _("Late: %(what)s") % named, _of(work.late, others)),
        desk.count("line.others.coming", _("To come in the next period: %(what)s") % named, _of(work.ahead, others)),
    ]


def _held(desk: Desk, key: str, named: dict[str, str], parts: set[uuid.UUID]) -> Said:
    work = desk.work
    hidden = sum(number for part, number in work.hidden(work.held).items() if part in parts)
    return desk.count(f"{key}.held", _("Held in the period: %(what)s") % named, _of(work.held, parts), hidden=hidden)


def _of(rows: Iterable[Deliverable], parts: set[uuid.UUID]) -> list[Deliverable]:
    return [each for each in rows if part_of(each) in parts]


def _next(desk: Desk) -> Block:
    following = desk.work.period.following
    named = {"period": written_period(following.first, following.last, desk.language)}
    rows = [
        (
            each.activity.address if each.activity else each.project.address if each.project else "–",
            desk.said(each.title, invented=each.is_demonstration),
            desk.days(each),
            desk.chosen(each, "state"),
        )
        for each in of_unit(desk.work).ahead
    ]
    heads = (Head(_("Line"), width=0.9), Head(_("What"), width=3), Head(_("When"), width=1.6), Head(_("State")))
    empty = _("Nothing is planned for days of the next period.")
    return table(_("To come in %(period)s") % named, heads, rows, empty=empty)

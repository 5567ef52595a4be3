"""What changed since the last report: its main figures beside ours, and amendments to the plans."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from secretariat.reports.content import Block, Content, Figure, Head, Said, Text
from secretariat.reports.desk import Desk, table


def since_last(desk: Desk) -> list[Block]:
    """Return the main figures of both reports, what the last one expected and was held since, and amendments."""
    blocks: list[Block] = []
    if desk.before is None:
        blocks.append(Text(Said(_("No earlier report of this kind is on record."))))
    else:
        blocks += [_compared(desk, desk.before), *_held_since(desk, desk.before)]
    return [*blocks, _amendments(desk)]


def _compared(desk: Desk, before: Content) -> Block:
    heads = (
        Head(_("Figure"), width=3),
        *(Head(before.symbol or _("Last report"), numeric=True, width=1.6), Head(_("This report"), numeric=True)),
        Head(_("Difference"), numeric=True),
    )
    keys = [key for key in desk.figures if key.startswith("main.")]
    rows = [_row(desk, desk.figures[key], before.figures.get(key), key) for key in keys]
    return table(_("Main figures since the last report"), heads, rows)


def _row(desk: Desk, now: Figure, then: Figure | None, key: str) -> Sequence[Said | str]:
    ours = Said(now.said, figure=key if now.value else "")
    if then is None:
        return [now.label, "–", ours, "–"]
    change = now.value - then.value
    return [now.label, desk.number(then.value), ours, f"{'+' if change > 0 else ''}{desk.number(change)}"]


def _held_since(desk: Desk, before: Content) -> list[Block]:
    """Return what the last report named as late, to come or postponed and this one names as held."""
    open_then = {
        row
        for key, figure in before.figures.items()
        if key.endswith((".late", ".coming", ".stopped", ".postponed"))
        for row in figure.rows
    }
    since = [each for each in desk.work.held if str(each.pk) in open_then]
    if not since:
        return []
    desk.count("since.held", _("Open in the last report, held since"), since)
    rows = [(desk.said(each.title, invented=each.is_demonstration), desk.days(each)) for each in since]
    heads = (Head(_("What"), width=3), Head(_("When"), width=1.4))
    return [table(_("Open in the last report and held since"), heads, rows)]


def _amendments(desk: Desk) -> Block:
    period = desk.work.period
    rows = [
        (f"{each.plan.document}, {each}", desk.day(each.adopted_on), str(each.authority or "–"), each.reason)
        for each in desk.work.amendments
        if period.holds(each.adopted_on)
    ]
    heads = (
        *(Head(_("Amendment"), width=1.6), Head(_("Adopted on"), width=1.2)),
        *(Head(_("Authority"), width=1.4), Head(_("Why"), width=2.4)),
    )
    return table(_("Amendments to the plans"), heads, rows, empty=_("The plans were not amended in the period."))

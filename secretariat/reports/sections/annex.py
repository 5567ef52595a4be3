"""The annex: every deliverable of the period that the readers of the report may see."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from secretariat.delivery.choices import DeliverableState
from secretariat.delivery.models import Deliverable
from secretariat.reports.content import Block, Head, Said
from secretariat.reports.desk import Desk, by_name, table


def every_deliverable(desk: Desk) -> list[Block]:
    """Return a row a deliverable in the order of the plan: held, kept up, to come, late, postponed, cancelled."""
    heads = (
        Head(_("Line"), width=0.8),
        Head(_("What"), width=2.6),
        Head(_("When"), width=1.4),
        Head(_("Where"), width=1.5),
        Head(_("With"), width=1.7),
        Head(_("Unit"), width=1.4),
        Head(_("State"), width=1.1),
    )
    late = {each.pk for each in desk.work.late}
    rows = [_row(desk, each, is_late=each.pk in late) for each in desk.work.listed]
    desk.count("annex.all", _("Deliverables of the period"), desk.work.listed)
    return [table(_("Deliverables of the period"), heads, rows, empty=_("Nothing is on record for the period."))]


def _row(desk: Desk, each: Deliverable, *, is_late: bool) -> Sequence[Said | str]:
    kind = desk.chosen(each, "kind")
    return (
        each.activity.address if each.activity else each.project.address if each.project else "–",
        desk.said(each.title, invented=each.is_demonstration, after=f" ({kind})"),
        desk.days(each),
        _where(desk, each),
        _with(desk, each),
        each.owner.party.short,
        _("late") if is_late else _state(desk, each),
    )


def _where(desk: Desk, each: Deliverable) -> str:
    parts = [part for part in (each.site, each.place) if part]
    return ", ".join(parts) or (desk.chosen(each, "presence") if each.presence == "online" else "–")


def _with(desk: Desk, each: Deliverable) -> str:
    """Return the names of who is involved; of many States only how many."""
    parties = by_name(desk, [desk.work.parties[party] for party, _part in desk.work.involved.get(each.pk, [])])
    if len(parties) > 6:
        return _("%(count)s States and organizations") % {"count": desk.number(len(parties))}
    return ", ".join(desk.said(party.name).words for party in parties) or "–"


def _state(desk: Desk, each: Deliverable) -> str:
    if each.is_standing and each.state in {DeliverableState.HELD, DeliverableState.REPORTED, DeliverableState.CLOSED}:
        return _("kept up")
    return desk.chosen(each, "state")

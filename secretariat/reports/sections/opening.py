"""The main figures of a report, side by side."""

from __future__ import annotations

from django.utils.translation import gettext as _

from secretariat.parties.choices import PartyKind
from secretariat.reports.content import Block, Figures, Note
from secretariat.reports.desk import Desk


def main_figures(desk: Desk) -> list[Block]:
    """Return what was held and kept up, with how many States, towards how many mandates."""
    work = desk.work
    hidden = sum(work.hidden(work.held).values())
    states = {party for each in work.held for party, _part in work.involved.get(each.pk, [])}
    named = sorted((work.parties[each] for each in states if work.parties[each].kind == PartyKind.STATE), key=str)
    desk.count("main.held", _("Held in the period"), work.held, hidden=hidden)
    desk.count("main.kept_up", _("Kept up since before"), work.kept_up)
    desk.count("main.states", _("States that hosted or took part"), named)
    desk.count("main.mandates", _("Mandates in force"), [mandate for mandate, _finding in work.mandates])
    blocks: list[Block] = [Figures(("main.held", "main.kept_up", "main.states", "main.mandates"))]
    if hidden:
        blocks.append(Note(_("What concerns some States alone is counted where it was held, and listed nowhere here.")))
    return blocks

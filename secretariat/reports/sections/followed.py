"""What became of what a unit planned for the period: held, late, postponed, cancelled; and what it sent out."""

from __future__ import annotations

from django.utils.translation import gettext as _

from secretariat.reports.content import Block, Figures
from secretariat.reports.desk import Desk
from secretariat.reports.sections.delivered import by_kind, not_held
from secretariat.reports.sections.documents import sent


def followed(desk: Desk) -> list[Block]:
    """Return how much was held and how much was not, by kind and with the reasons, and what was sent out."""
    work = desk.work
    counts = (
        ("held", _("Held in the period"), work.held, sum(work.hidden(work.held).values())),
        ("coming", _("Still to come in the period"), work.coming, 0),
        ("late", _("Late"), work.late, 0),
        ("postponed", _("Postponed"), work.postponed, 0),
        ("cancelled", _("Cancelled"), work.cancelled, 0),
    )
    for key, label, rows, hidden in counts:
        desk.count(f"followed.{key}", label, rows, hidden=hidden)
    keys = tuple(f"followed.{key}" for key, *_rest in counts)
    return [Figures(keys), by_kind(desk), *not_held(desk), *sent(desk)]

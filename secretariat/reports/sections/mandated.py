"""What the body mandated: the mandates in force on the last day, with their status and what was held towards them."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.utils.translation import gettext as _

from secretariat.mandates.choices import Status
from secretariat.mandates.models import Mandate
from secretariat.mandates.queries import Finding
from secretariat.reports.content import Block, Figures, Head, Said
from secretariat.reports.desk import Desk, table
from secretariat.reports.work import IN_FORCE

LONGEST = 260  # letters of a summary in a table; the whole of it stands on the paragraph's page


def mandates_in_force(desk: Desk) -> list[Block]:
    """Return how many mandates are in force by status, and each with the lines that answer it."""
    found = desk.work.mandates
    keys = []
    for status in IN_FORCE:
        records = [mandate for mandate, finding in found if finding.status == status]
        desk.count(f"mandates.{status}", str(Status(status).label).capitalize(), records)
        keys.append(f"mandates.{status}")
    heads = (
        *(Head(_("Paragraph"), width=1.5), Head(_("What it asks"), width=3.4), Head(_("Status"))),
        *(Head(_("Plan lines"), width=1.2), Head(_("Held in the period"), numeric=True)),
    )
    addresses = {each.activity.pk: each.activity.address for lines in desk.work.lines.values() for each in lines}
    rows = [_row(desk, mandate, finding, addresses) for mandate, finding in found]
    caption = _("Mandates in force on %(day)s") % {"day": desk.day(desk.work.period.last)}
    empty = _("No mandate of this body is on record as in force.")
    return [Figures(tuple(keys)), table(caption, heads, rows, empty=empty)]


def _row(desk: Desk, mandate: Mandate, finding: Finding, addresses: dict[uuid.UUID, str]) -> Iterable[Said | str]:
    summary = desk.said(mandate.paragraph.summary or mandate.verb)
    held = desk.count(
        f"mandate.{mandate.pk}", _("Held towards %(mandate)s") % {"mandate": mandate}, desk.work.held_towards(mandate)
    )
    lines = sorted(addresses[each] for each in desk.work.answers.get(mandate.pk, ()) if each in addresses)
    return (
        Said(str(mandate), invented=mandate.is_demonstration),
        Said(shortened(summary.words), summary.language),
        Said(str(finding.status.label), tone=finding.tone),
        ", ".join(lines) or _("none"),
        held,
    )


def shortened(words: str) -> str:
    """Return words cut at a space where they are long."""
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0] + " …"

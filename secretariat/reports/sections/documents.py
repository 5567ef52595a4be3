"""Documents given to the States before and after events, and the duties that were kept by it or not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from secretariat.delivery.choices import EventPart
from secretariat.duties.choices import DutyKind, DutyState
from secretariat.duties.models import Duty
from secretariat.reports.content import Block, Figures, Head, Said
from secretariat.reports.desk import Desk, table


def documents_and_duties(desk: Desk) -> list[Block]:
    """Return the documents of the period's events, what was sent to States, and how duties were kept."""
    empty = _("No duty that all Member States may see was due in the period.")
    return [*_documents(desk), *sent(desk), duties_by_kind(desk, desk.work.duties, empty)]


def _documents(desk: Desk) -> list[Block]:
    rows = desk.work.event_documents
    keys = []
    for part, label in ((EventPart.IN_ADVANCE, _("Given in advance")), (EventPart.AFTERWARDS, _("Given afterwards"))):
        of_part = {each.document_id: each.document for each in rows if each.part == part}
        desk.count(f"documents.{part}", label, [*of_part.values()])
        keys.append(f"documents.{part}")
    heads = (
        *(Head(_("Document"), width=1.4), Head(_("Title"), width=2.4)),
        *(Head(_("Deliverable"), width=2.2), Head(_("Given"), width=1)),
    )
    shown = [
        (
            Said(each.document.symbol or "–", invented=each.document.is_demonstration),
            desk.said(each.document.title),
            desk.said(each.deliverable.title, invented=each.deliverable.is_demonstration),
            str(each.get_part_display()),
        )
        for each in rows
    ]
    empty = _("No document of an event of the period is on record that all Member States may read.")
    return [Figures(tuple(keys)), table(_("Documents of the events of the period"), heads, shown, empty=empty)]


def sent(desk: Desk) -> list[Block]:
    """Return what was sent out in the period; nothing where nothing was."""
    rows = desk.work.distributions
    if not rows:
        return []
    desk.count("documents.sent", _("Distributions to States and organizations"), rows)
    heads = (
        *(Head(_("Distribution"), width=3), Head(_("Sent on"), width=1.2)),
        *(Head(_("Purpose"), width=1.4), Head(_("Documents"), numeric=True)),
    )
    shown = [
        (
            desk.said(each.subject, invented=each.is_demonstration),
            desk.day(each.sent_at.date() if each.sent_at else None),
            str(each.get_purpose_display()),
            desk.number(len(each.documents.all())),
        )
        for each in rows
    ]
    return [table(_("Distributions in the period"), heads, shown)]


def duties_by_kind(desk: Desk, rows: Sequence[Duty], empty: str) -> Block:
    """Return how duties were kept, kind by kind."""
    kinds = [kind for kind in DutyKind if any(each.kind == kind for each in rows)]
    heads = (
        Head(_("Duty"), width=3),
        *(Head(_("Kept in time"), numeric=True), Head(_("Kept late"), numeric=True)),
        *(Head(_("Late and not kept"), numeric=True), Head(_("Not due yet"), numeric=True)),
    )
    shown: list[list[Said | str]] = [[str(kind.label).capitalize(), *_counts(desk, kind, rows)] for kind in kinds]
    return table(_("Duties due in the period"), heads, shown, empty=empty)


def _counts(desk: Desk, kind: DutyKind, rows: Sequence[Duty]) -> list[Said]:
    own = [each for each in rows if each.kind == kind]
    late = [each for each in own if each.is_late(desk.work.period.told_on)]
    sorts: dict[str, tuple[str, list[Any]]] = {
        "kept": (_("Kept in time: %(what)s"), [each for each in own if each.state == DutyState.KEPT]),
        "kept_late": (_("Kept late: %(what)s"), [each for each in own if each.state == DutyState.KEPT_LATE]),
        "late": (_("Late and not kept: %(what)s"), late),
        "open": (
            _("Not due yet: %(what)s"),
            [each for each in own if each.state == DutyState.OWED and each not in late],
        ),
    }
    said = {"what": kind.label}
    return [desk.count(f"duty.{kind}.{key}", label % said, found) for key, (label, found) in sorts.items()]

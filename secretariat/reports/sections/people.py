"""Who took part: participants by State, sex and kind of institution. Nobody is named."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from secretariat.participation.choices import InstitutionKind, Sex
from secretariat.participation.models import Nomination
from secretariat.reports.content import Block, Figures, Head, Note, Row, Said
from secretariat.reports.desk import Desk, by_name, table

Counted = tuple[str, Row]


def participants(desk: Desk) -> list[Block]:
    """Return how many took part in what was held, and the same by State, sex and kind of institution."""
    found = desk.work.participants
    rows = {each.pk: _row(desk, each) for each in found}
    desk.count_rows("people.all", _("Participants"), [*rows.values()])
    women = [rows[each.pk] for each in found if each.sex == Sex.FEMALE]
    desk.count_rows("people.women", _("Women among them"), women)
    if not found:
        return [table(_("Participants"), (), (), empty=_("No participant is on record for what was held."))]
    return [
        Figures(("people.all", "people.women")),
        _by(desk, "sex", _("Participants by sex"), lambda each: each.sex, dict[str, Any](Sex.choices), rows),
        _by_party(desk, rows),
        _by(
            desk,
            "institution",
            _("Participants by kind of institution"),
            lambda each: each.institution_kind,
            dict[str, Any](InstitutionKind.choices),
            rows,
        ),
        Note(_("Who took part in two deliverables counts twice. Names are not part of this report.")),
    ]


def _row(desk: Desk, each: Nomination) -> Counted:
    """Return a participant as a row that names the deliverable and the State, and nobody."""
    label = f"{desk.said(each.deliverable.title).words}: {desk.said(each.party.name).words}"
    return str(each.pk), Row("participation.nomination", label, each.is_demonstration)


def _by(
    desk: Desk,
    name: str,
    caption: str,
    key: Callable[[Nomination], str],
    labels: dict[str, Any],
    rows: dict[uuid.UUID, Counted],
) -> Block:
    groups: dict[str, list[Counted]] = defaultdict(list)
    for each in desk.work.participants:
        groups[key(each)].append(rows[each.pk])
    order = [*sorted(groups, key=lambda value: (-len(groups[value]), value))]
    whole = len(desk.work.participants)
    shown = [
        (
            str(labels[value]).capitalize(),
            desk.count_rows(f"people.{name}.{value}", f"{caption}: {labels[value]}", groups[value]),
            desk.share(len(groups[value]), whole),
        )
        for value in order
    ]
    heads = (Head(caption, width=3), Head(_("Participants"), numeric=True), Head(_("Share"), numeric=True))
    return table(caption, heads, shown)


def _by_party(desk: Desk, rows: dict[uuid.UUID, Counted]) -> Block:
    groups: dict[uuid.UUID, list[Nomination]] = defaultdict(list)
    for each in desk.work.participants:
        groups[each.party_id].append(each)
    parties = by_name(desk, {each.party_id: each.party for each in desk.work.participants}.values())
    shown: list[tuple[Said | str, ...]] = []
    for party in parties:
        own, name = groups[party.pk], desk.said(party.name)
        women = [rows[each.pk] for each in own if each.sex == Sex.FEMALE]
        said, every = {"who": name.words}, [rows[each.pk] for each in own]
        shown.append(
            (
                name,
                desk.count_rows(f"people.of.{party.slug}", _("Participants of %(who)s") % said, every),
                desk.count_rows(f"people.women.{party.slug}", _("Women of %(who)s") % said, women),
            )
        )
    heads = (Head(_("State or organization"), width=3), Head(_("Participants"), numeric=True))
    caption = _("Participants by State and organization")
    return table(caption, (*heads, Head(_("Women"), numeric=True)), shown)

"""With whom: what each State hosted and took part in, and the groups of States."""

from __future__ import annotations

import uuid
from collections import defaultdict

from django.utils.translation import gettext as _

from secretariat.delivery.choices import Part
from secretariat.delivery.models import Deliverable
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party
from secretariat.reports.content import Block, Head, Said, Text
from secretariat.reports.desk import Desk, by_name, table

Found = dict[uuid.UUID, list[Deliverable]]


def by_state_and_group(desk: Desk) -> list[Block]:
    """Return what was held with each State, with each group, and which Member States have no part on record."""
    hosted, took_part = _with(desk, Part.HOST), _with(desk, *(each for each in Part if each != Part.HOST))
    every = _with(desk, *Part)
    named = [desk.work.parties[each] for each in every]
    states = by_name(desk, [each for each in named if each.kind == PartyKind.STATE])
    others = by_name(desk, [each for each in named if each.kind != PartyKind.STATE])
    heads = (
        Head(_("State"), width=3),
        *(Head(_("Hosted"), numeric=True), Head(_("Took part in"), numeric=True), Head(_("In all"), numeric=True)),
    )
    counts = (("hosted", hosted), ("took_part", took_part), ("all", every))
    rows = [_row(desk, each, counts) for each in states]
    empty = _("No State is on record as involved in what was held.")
    blocks: list[Block] = [table(_("Held in the period by State"), heads, rows, empty=empty), *_absent(desk, every)]
    blocks += _groups(desk, every)
    if others:
        heads = (Head(_("Organization"), width=3), *heads[1:])
        shown = [_row(desk, each, counts) for each in others]
        blocks.append(table(_("Held in the period with organizations"), heads, shown))
    return blocks


def _with(desk: Desk, *parts: str) -> Found:
    """Return what was held in the period by the parties that had one of these parts in it."""
    found: Found = defaultdict(list)
    for each in desk.work.held:
        for party, part in desk.work.involved.get(each.pk, []):
            if part in parts:
                found[party].append(each)
    return found


def _row(desk: Desk, party: Party, counts: tuple[tuple[str, Found], ...]) -> list[Said | str]:
    labels = {"hosted": _("Hosted by %(who)s"), "took_part": _("%(who)s took part"), "all": _("Held with %(who)s")}
    name = desk.said(party.name, invented=party.is_demonstration)
    said = {"who": name.words}
    return [
        name,
        *(desk.count(f"{key}.{party.slug}", labels[key] % said, rows.get(party.pk, [])) for key, rows in counts),
    ]


def _absent(desk: Desk, every: Found) -> list[Block]:
    """Return the Member States without a part in anything held."""
    absent = by_name(desk, [desk.work.parties[each] for each in desk.work.members if each not in every])
    if not absent:
        return []
    names = ", ".join(desk.said(each.name).words for each in absent)
    return [Text(Said(_("Member States without a part on record in the period: %(names)s.") % {"names": names}))]


def _groups(desk: Desk, every: Found) -> list[Block]:
    rows: list[list[Said | str]] = []
    for group, members in desk.work.groups.items():
        present = by_name(desk, [desk.work.parties[each] for each in members if each in every])
        held = {each.pk: each for member in present for each in every[member.pk]}
        named = {"group": group.short}
        rows.append(
            [
                desk.said(group.name),
                desk.number(len(members)),
                desk.count(f"group.{group.slug}.members", _("Members of %(group)s involved") % named, present),
                desk.count(f"group.{group.slug}.held", _("Held with members of %(group)s") % named, [*held.values()]),
            ]
        )
    heads = (
        *(Head(_("Group of States"), width=3), Head(_("Members"), numeric=True)),
        *(Head(_("Members involved"), numeric=True), Head(_("Held with members"), numeric=True)),
    )
    return [table(_("Held in the period by group of States"), heads, rows)] if rows else []

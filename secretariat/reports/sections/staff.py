"""Who works in a unit: how many people, in which roles. Nobody is named."""

from __future__ import annotations

import uuid
from collections import defaultdict

from django.utils.translation import gettext as _

from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Role
from secretariat.reports.content import Block, Figures, Head, Note, Row
from secretariat.reports.desk import Desk, table
from secretariat.reports.unit_work import of_unit

Counted = tuple[str, Row]


def staff(desk: Desk) -> list[Block]:
    """Return how many people held roles in the unit on a day of the period, and how many each role."""
    roles = of_unit(desk.work).roles
    people: dict[uuid.UUID, Counted] = {}
    by_role: dict[str, dict[uuid.UUID, Counted]] = defaultdict(dict)
    for each in roles:
        row = _row(desk, each)
        people.setdefault(each.person_id, row)
        by_role[each.kind].setdefault(each.person_id, row)
    desk.count_rows("staff.people", _("People with a role in the unit"), [*people.values()])
    shown = [
        (
            str(kind.label).capitalize(),
            desk.count_rows(
                f"staff.{kind}", _("In the role: %(role)s") % {"role": kind.label}, [*by_role[kind].values()]
            ),
        )
        for kind in RoleKind
        if kind in by_role
    ]
    heads = (Head(_("Role"), width=3), Head(_("People"), numeric=True))
    empty = _("Nobody is on record with a role in this unit in the period.")
    return [
        Figures(("staff.people",)),
        table(_("Roles in the unit"), heads, shown, empty=empty),
        Note(_("Who held two roles counts once among the people and in each role. Names are not part of this report.")),
    ]


def _row(desk: Desk, each: Role) -> Counted:
    """Return a role as a row that names the role and its days, and nobody."""
    label = desk.chosen(each, "kind").capitalize()
    since = _("since %(day)s") % {"day": desk.day(each.valid_from)} if each.valid_from else ""
    until = _("until %(day)s") % {"day": desk.day(each.valid_until)} if each.valid_until else ""
    return str(each.pk), Row("parties.role", ", ".join(filter(None, (label, since, until))), each.is_demonstration)

"""Gender equality and human rights: how much of the work aims at them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from secretariat.delivery.choices import Marker
from secretariat.delivery.models import Deliverable
from secretariat.reports.content import Block, Head, Note, Said
from secretariat.reports.desk import Desk, table


def markers(desk: Desk) -> list[Block]:
    """Return how many of what was held and kept up aims at each, and how many nobody has looked at."""
    rows = [*desk.work.held, *desk.work.kept_up]
    levels: list[tuple[str, str, int | None]] = [
        (str(each.value), str(each.label).capitalize(), each.value) for each in sorted(Marker, reverse=True)
    ]
    levels.append(("none", _("Nobody has looked"), None))
    heads = (
        Head(_("Weight"), width=3),
        *(Head(_("Gender equality"), numeric=True), Head(_("Human rights"), numeric=True)),
    )
    shown: list[list[Said | str]] = [[label, *_counts(desk, rows, key, label, value)] for key, label, value in levels]
    note = Note(
        _("After the policy markers of the OECD Development Assistance Committee; held or kept up in the period.")
    )
    return [table(_("Gender equality and human rights"), heads, shown), note]


def _counts(desk: Desk, rows: list[Deliverable], key: str, label: str, value: int | None) -> list[Said]:
    aims = (("gender", _("Gender equality"), "gender_marker"), ("rights", _("Human rights"), "rights_marker"))
    return [
        desk.count(f"marker.{aim}.{key}", f"{name}: {label}", [each for each in rows if getattr(each, field) == value])
        for aim, name, field in aims
    ]

"""How bodies and sessions are told in tables."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from secretariat.bodies.models import Session
from secretariat.bodies.queries import Place
from secretariat.core.columns import Cell, Column
from secretariat.core.dates import known_date, written_date
from secretariat.parties.models import PartyName


def _place(row: Place) -> Cell:
    return Cell(str(row.party), href=row.party.get_absolute_url())


BODIES: Sequence[Column] = (
    Column("name", gettext_lazy("Body"), _place),
    Column("acronym", gettext_lazy("Acronym"), lambda row: row.party.acronym),
    Column("kind", gettext_lazy("Kind"), lambda row: row.body.get_kind_display() if row.body else ""),
    Column("sessions", gettext_lazy("Sessions"), lambda row: str(row.met) if row.met else "", numeric=True),
    Column("latest", gettext_lazy("Latest"), lambda row: str(row.latest.year) if row.latest else "", numeric=True),
)


def _session(row: Session) -> Cell:
    return Cell(row.short, href=row.get_absolute_url())


def _closed(row: Session) -> str:
    return written_date(row.closed_on)


DAYS: Sequence[Column] = (
    Column(
        "opened",
        gettext_lazy("Opened"),
        lambda row: known_date(row.opened_on, row.opened_precision),
        order="opened_key",
    ),
    Column("closed", gettext_lazy("Closed"), _closed),
    Column("place", gettext_lazy("Place"), lambda row: str(row.place)),
)
SESSIONS_OF_BODY: Sequence[Column] = (Column("session", gettext_lazy("Session"), _session), *DAYS)
SESSIONS: Sequence[Column] = (
    Column(
        "session",
        gettext_lazy("Session"),
        lambda row: Cell(str(row), href=row.get_absolute_url()),
    ),
    *DAYS,
)


def _known_until(row: PartyName) -> str:
    return known_date(row.valid_until, row.until_precision)


FORMER_NAMES: Sequence[Column] = (
    Column("name", gettext_lazy("Name"), lambda row: str(row.name)),
    Column("since", gettext_lazy("From"), lambda row: known_date(row.valid_from, row.from_precision)),
    Column("until", gettext_lazy("Until"), _known_until),
    Column("source", gettext_lazy("Known from"), lambda row: row.source),
)

"""What the pages of parties share: names in four languages, what a party takes part in, who acts for it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from secretariat.core.columns import Cell, Table, table
from secretariat.core.dates import known_date, written_date
from secretariat.core.languages import Labels, Wording, wordings
from secretariat.core.pages import RecordPage
from secretariat.core.viewer import Viewer
from secretariat.parties.columns import FORMER_NAMES, HOLDERS, party_cell
from secretariat.parties.models import Participation, Party, PartyName, Role
from secretariat.parties.rules import may_see_people


@dataclass(frozen=True)
class Taking:
    """What a party takes or took part in, as a row of a page."""

    of: Cell
    capacity: str
    since: str
    until: str
    source: str
    note: str


@dataclass(frozen=True)
class Named:
    """A name in one language, short and official."""

    short: Wording
    official: Wording | None


def named(short: Labels, official: Labels) -> list[Named]:
    """Return a name language by language, each with the official form in that language."""
    formal = {each.code: each for each in wordings(official)}
    return [Named(each, formal.get(each.code)) for each in wordings(short)]


def takings(viewer: Viewer, party: Party) -> list[Taking]:
    """Return what a party takes part in: the organization served first, then by first day, undated facts last."""
    facts = Participation.objects.visible_to(viewer).filter(party=party).select_related("of__organization")
    return [_taking(each) for each in sorted(facts, key=_by_day)]


def _by_day(row: Participation) -> tuple[bool, bool, datetime.date, str]:
    organization = getattr(row.of, "organization", None)
    served = organization is not None and organization.is_served
    return not served, row.valid_from is None, row.valid_from or datetime.date.max, str(row.of)


def _taking(row: Participation) -> Taking:
    return Taking(
        of=party_cell(row.of),
        capacity=row.get_capacity_display(),
        since=known_date(row.valid_from, row.from_precision),
        until=written_date(row.valid_until, row.until_precision),
        source=row.source,
        note=str(row.note),
    )


def former_names(viewer: Viewer, party: Party) -> Table | None:
    """Return the names a party bore at other times, or None."""
    names = PartyName.objects.visible_to(viewer).filter(party=party)
    rows = list(names.in_time())
    return table(FORMER_NAMES, rows) if rows else None


def acting_for(viewer: Viewer, party: Party, *, on: datetime.date) -> Table | None:
    """Return who acts for a party on a day, as far as this viewer may know, or None."""
    roles = Role.objects.visible_to(viewer).filter(party=party).in_force(on).select_related("person")
    rows: list[Any] = list(roles.order_by("kind", "person__full_name"))
    for row in rows:
        row.person_url = row.person.get_absolute_url() if may_see_people.test(viewer) else ""
    return table(HOLDERS, rows) if rows else None


class PartyPage(RecordPage):
    """What every page of a party shows; subclasses say of which kind."""

    abstract = True
    template_name = "parties/party.html"
    lookup = {"slug": "slug"}
    subject: Party

    def spellings(self) -> list[str]:
        """Return the spellings that stand in documents, besides the acronym."""
        return [each for each in self.subject.variants if each != self.subject.acronym]

    def official_name(self) -> Labels:
        """Return the formal name, where there is one besides the name."""
        return Labels()

    def get_context(self) -> dict[str, Any]:
        return {
            **super().get_context(),
            "why": str(self.subject.note),
            "names": named(self.subject.name, self.official_name()),
            "has_official": bool(self.official_name()),
            "former_names": former_names(self.viewer, self.subject),
            "takings": takings(self.viewer, self.subject),
            "acting": acting_for(self.viewer, self.subject, on=self.today),
        }

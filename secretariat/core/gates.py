"""Gates: a record's rule of visibility written as words, so that an index can hold it beside what it finds.

``visible_to`` stays the rule; a gate says the same of one record. Whoever holds the token of one of its gates sees it.
A rule that gates cannot say keeps its records out of the index. A test compares both for every kind and person.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from secretariat.core.choices import Audience
from secretariat.core.viewer import Viewer

EVERYTHING = "all"  # borne by every entry, held by the operator alone


@dataclass(frozen=True)
class Gate:
    """One way to see a record: to read at least so far and, where they are named, to act for a party or be a person."""

    clearance: Audience = Audience.PUBLIC
    party_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None

    @property
    def token(self) -> str:
        of = f" party {self.party_id}" if self.party_id else ""
        by = f" person {self.person_id}" if self.person_id else ""
        return f"{int(self.clearance)}{of}{by}"

    def lets_in(self, other: Gate) -> bool:
        """Tell whether everyone whom ``other`` lets in comes through here too."""
        return (
            self.clearance <= other.clearance
            and self.party_id in (None, other.party_id)
            and self.person_id in (None, other.person_id)
        )


Gates = frozenset[Gate]  # any of them


def open_to(audience: int) -> Gates:
    """Return the gate of an audience and of those above it."""
    return frozenset({Gate(Audience(audience))})


def open_to_party(party_id: uuid.UUID | None) -> Gates:
    """Return the gate of those who act for a party; none where there is no party."""
    return frozenset({Gate(party_id=party_id)} if party_id else ())


def open_to_person(person_id: uuid.UUID) -> Gates:
    return frozenset({Gate(person_id=person_id)})


def both(one: Gates, other: Gates) -> Gates:
    """Return the gates of those who come through one of each.

    Errors: ValueError where two parties or two people would have to be the same.
    """
    return frozenset(_joined(left, right) for left in one for right in other)


def covers(wide: Gates, narrow: Gates) -> bool:
    """Tell whether everyone who sees what has ``narrow`` gates sees what has ``wide`` ones."""
    return all(any(gate.lets_in(each) for gate in wide) for each in narrow)


def tokens_of(gates: Gates) -> list[str]:
    """Return the tokens that an entry bears."""
    return [EVERYTHING, *sorted(gate.token for gate in gates)]


def tokens_held(viewer: Viewer) -> list[str]:
    """Return the tokens that a viewer holds."""
    if viewer.reads_everything:
        return [EVERYTHING]
    held = [Audience(each) for each in range(viewer.clearance + 1)]
    people = [viewer.person.pk] if viewer.person else []
    return [
        *(Gate(each).token for each in held),
        *(Gate(each, party_id=party).token for each in held for party in sorted(viewer.party_ids)),
        *(Gate(each, person_id=person).token for each in held for person in people),
    ]


def _joined(one: Gate, other: Gate) -> Gate:
    parties = {each for each in (one.party_id, other.party_id) if each}
    people = {each for each in (one.person_id, other.person_id) if each}
    if len(parties) > 1 or len(people) > 1 or (parties and people):
        raise ValueError("gates cannot say that a viewer must be two at once; keep such records out of the index")
    return Gate(max(one.clearance, other.clearance), next(iter(parties), None), next(iter(people), None))

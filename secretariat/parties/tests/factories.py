"""States, organizations and people for tests, made through the doors that everybody uses."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import count

from secretariat.accounts.models import Person
from secretariat.accounts.services import enter_person
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.parties.choices import Capacity, OrganizationForm, PartyKind, RoleKind
from secretariat.parties.models import Organization, Participation, Party, Role, State
from secretariat.parties.queries import operator, served_organization
from secretariat.parties.services import give_role

LETTERS = "abcdefghijklmnopqrstuvwxyz"  # real codes are capital letters, so these are nobody's
numbers: Iterator[int] = count(1)
states: Iterator[int] = count(0)
SINCE = datetime.date(2000, 1, 1)


def same(words: str) -> Labels:
    return Labels(dict.fromkeys(("en", "es", "pt", "fr"), words))


def make_party(kind: PartyKind, name: str, acronym: str = "") -> Party:
    slug = f"made-{next(numbers)}"
    return keep(Party(kind=kind, slug=slug, name=same(name), acronym=acronym), by=operator())


def make_state(name: str) -> Party:
    number = next(states)
    party = make_party(PartyKind.STATE, name)
    two = LETTERS[number // len(LETTERS)] + LETTERS[number % len(LETTERS)]
    codes = {"iso2": two, "iso3": f"x{two}", "m49": f"x{two}"}
    keep(State(party=party, official_name=same(name), **codes), by=operator())
    return party


def make_organization(name: str, form: OrganizationForm = OrganizationForm.INTERGOVERNMENTAL) -> Party:
    party = make_party(PartyKind.ORGANIZATION, name)
    keep(Organization(party=party, form=form), by=operator())
    return party


def take_part(
    party: Party,
    of: Party | None = None,
    capacity: Capacity = Capacity.MEMBER,
    since: datetime.date | None = SINCE,
    until: datetime.date | None = None,
) -> Participation:
    """Let a party take part, in the organization served unless another is named."""
    fact = Participation(
        party=party, of=of or served_organization(), capacity=capacity, valid_from=since, valid_until=until
    )
    return keep(fact, by=operator())


def make_person(name: str = "", email: str = "") -> Person:
    number = next(numbers)
    return enter_person(email=email or f"made-{number}@example.org", full_name=name or f"Made {number}", by=operator())


def make_role(person: Person, kind: RoleKind, party: Party, since: datetime.date = SINCE) -> Role:
    return give_role(person, kind=kind, party=party, by=operator(), on=since)

"""Questions on parties and roles, the viewer among them."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Iterable

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Count, DateField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from secretariat.accounts.choices import PersonKind
from secretariat.accounts.models import Person
from secretariat.accounts.services import account_of
from secretariat.core.choices import Audience
from secretariat.core.prepared import prepared
from secretariat.core.viewer import ANYONE, Holding, Viewer
from secretariat.parties.choices import SECRETARIAT_ROLES, Capacity, PartyKind, RoleKind
from secretariat.parties.models import Participation, Party, PartyQuerySet, Role

Descent = Callable[[Iterable[uuid.UUID], datetime.date], set[uuid.UUID]]
_descents: list[Descent] = []


def find_descendants_by(descent: Descent) -> None:
    """Say how the parties below a party are found; called when the program starts by the app that knows."""
    _descents.append(descent)


def viewer_for(person: AbstractBaseUser | None, *, on: datetime.date) -> Viewer:
    """Return the viewer that this person is on a day: roles held then, parties acted for, how far they may read."""
    if person is None or not person.is_active:
        return ANYONE
    holdings = frozenset(Holding(kind, party_id) for kind, party_id in _roles(ANYONE, person.pk, on))
    own = {holding.party_id for holding in holdings}
    below = {each for descent in _descents for each in descent(own, on)} if own else set()
    clearance = _clearance(holdings, on)
    return Viewer(person=person, holdings=holdings, party_ids=frozenset(own | below), clearance=clearance)


def viewer_of_party(party: Party, *, on: datetime.date) -> Viewer:
    """Return the viewer that somebody is on a day who acts for a State or organization, whoever it is."""
    kind = RoleKind.DELEGATE if party.kind == PartyKind.STATE else RoleKind.PARTNER
    holdings = frozenset({Holding(kind, party.pk)})
    return Viewer(holdings=holdings, party_ids=frozenset({party.pk}), clearance=_clearance(holdings, on))


@prepared
def _roles(_viewer: Viewer, person: uuid.UUID, on: datetime.date) -> QuerySet[Role, tuple[str, uuid.UUID]]:
    return Role.objects.filter(person=person).in_force(on).values_list("kind", "party_id")


def operator() -> Viewer:
    """Return the viewer of the command line: whoever works at the machine itself, recorded as the operator."""
    return Viewer(person=account_of(PersonKind.OPERATOR), clearance=Audience.SECRETARIAT, is_operator=True)


def loader() -> Viewer:
    """Return the viewer that founding data is loaded as."""
    return Viewer(person=account_of(PersonKind.LOADER), clearance=Audience.SECRETARIAT, is_operator=True)


def viewer_by_email(email: str, *, on: datetime.date) -> Viewer | None:
    """Return the viewer with this address, or None."""
    person = Person.objects.people().filter(email__iexact=email, is_active=True).first()
    return viewer_for(person, on=on) if person else None


def _clearance(holdings: frozenset[Holding], on: datetime.date) -> Audience:
    """Return how far one reads: a delegate what is for Member States if theirs is one that day, not an observer."""
    if {holding.role for holding in holdings} & SECRETARIAT_ROLES:
        return Audience.SECRETARIAT
    missions = [holding.party_id for holding in holdings if holding.role == RoleKind.DELEGATE]
    return Audience.STATES if missions and _is_member(missions, on) else Audience.PUBLIC


def _is_member(parties: list[uuid.UUID], on: datetime.date) -> bool:
    membership = Participation.objects.filter(of__organization__is_served=True, capacity=Capacity.MEMBER)
    return membership.filter(party__in=parties).valid_on(on).exists()


def served_organization() -> Party | None:
    """Return the organization whose secretariat this is, or None where nobody said so."""
    return Party.objects.filter(organization__is_served=True).first()


def with_standing(rows: PartyQuerySet, of: Party | None, capacity: Capacity, *, on: datetime.date) -> PartyQuerySet:
    """Add to parties since when and until when they take part in ``of``, and whether they stand aside on a day.

    Shape: ``since``, ``until``, ``absent_since`` as days, each with its precision; ``since_key`` sorts, unknown last.
    """
    facts = Participation.objects.filter(party=OuterRef("pk"), of=of)
    held = facts.filter(capacity=capacity).order_by(F("valid_from").desc(nulls_last=True))
    absent = facts.filter(capacity=Capacity.NOT_PARTICIPATING).valid_on(on)
    return rows.annotate(
        since=Subquery(held.values("valid_from")[:1]),
        since_precision=Subquery(held.values("from_precision")[:1]),
        until=Subquery(held.values("valid_until")[:1]),
        until_precision=Subquery(held.values("until_precision")[:1]),
        absent_since=Subquery(absent.values("valid_from")[:1]),
        absent_precision=Subquery(absent.values("from_precision")[:1]),
        since_key=Coalesce(Subquery(held.values("valid_from")[:1]), Value(datetime.date.max), output_field=DateField()),
    )


def counting_members(rows: PartyQuerySet, *, on: datetime.date) -> PartyQuerySet:
    """Add to parties how many States are their members on a day, as ``members``."""
    facts = Participation.objects.filter(of=OuterRef("pk"), capacity=Capacity.MEMBER, party__kind=PartyKind.STATE)
    counted = facts.valid_on(on).order_by().values("of").annotate(number=Count("party", distinct=True))
    return rows.annotate(members=Coalesce(Subquery(counted.values("number")), Value(0)))


def is_last_administrator(role: Role, *, after: datetime.date) -> bool:
    """Tell whether nobody else could administer once this role no longer holds."""
    if role.kind != RoleKind.ADMINISTRATOR:
        return False
    others = Role.objects.filter(kind=RoleKind.ADMINISTRATOR, person__is_active=True).in_force(after)
    return not others.exclude(pk=role.pk).exists()

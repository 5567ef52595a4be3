"""The viewer: who asks, with their roles and clearance, as one value that every query asks."""

from __future__ import annotations

import uuid
from collections.abc import Hashable
from dataclasses import dataclass, field, replace

from django.contrib.auth.base_user import AbstractBaseUser

from secretariat.core.choices import Audience


@dataclass(frozen=True)
class Holding:
    """A role held for a party on the day asked."""

    role: str
    party_id: uuid.UUID


@dataclass(frozen=True)
class Viewer:
    """A person on one day: what they hold, for which parties, and how far they may read.

    ``party_ids`` holds the parties they act for, descendants of units included.
    """

    person: AbstractBaseUser | None = None
    holdings: frozenset[Holding] = field(default_factory=frozenset)
    party_ids: frozenset[uuid.UUID] = field(default_factory=frozenset)
    clearance: Audience = Audience.PUBLIC
    is_operator: bool = False

    @property
    def is_signed_in(self) -> bool:
        return self.person is not None

    @property
    def name(self) -> str:
        return str(self.person) if self.person else ""

    @property
    def reads_everything(self) -> bool:
        """The operator at the machine's own command line, and nobody else."""
        return self.is_operator

    @property
    def scope(self) -> Hashable:
        """What decides which rows are visible, but for those about the person: two of one scope see the same."""
        return self.holdings, self.party_ids, self.clearance, self.is_operator

    def as_nobody(self) -> Viewer:
        """Return a viewer of the same scope who is no person."""
        return replace(self, person=None)

    def holds(self, *roles: str) -> bool:
        """Tell whether one of ``roles`` is held, for any party."""
        return any(holding.role in roles for holding in self.holdings)

    def holds_for(self, party_id: uuid.UUID, *roles: str) -> bool:
        """Tell whether one of ``roles`` is held for this party."""
        return any(holding.party_id == party_id and (not roles or holding.role in roles) for holding in self.holdings)

    def parties_as(self, *roles: str) -> frozenset[uuid.UUID]:
        """Return the parties acted for in one of ``roles``, descendants of units included.

        Who holds other roles too acts for the parties named in these roles alone: ``party_ids`` does not say by which
        role one acts for a descendant.
        """
        named = frozenset(holding.party_id for holding in self.holdings if holding.role in roles)
        only_these = all(holding.role in roles for holding in self.holdings)
        return named | self.party_ids if only_these else named


ANYONE = Viewer()

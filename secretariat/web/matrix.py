"""The matrix of permissions for people to read: which role opens which page, by the rules that guard them."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import Enum
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rules.predicates import Predicate

from secretariat.accounts.models import Person
from secretariat.core.choices import Audience
from secretariat.core.viewer import ANYONE, Holding, Viewer
from secretariat.parties.choices import SECRETARIAT_ROLES, RoleKind
from secretariat.web.permissions import routes

NOBODY = "anyone"


class Opens(Enum):
    """Whether a role opens a page."""

    YES = "yes"
    NO = "no"
    BY_RECORD = "by record"

    @property
    def words(self) -> str | Promise:
        return {"yes": _("yes"), "no": _("no"), "by record": _("depends on the record")}[self.value]


@dataclass(frozen=True)
class Line:
    """One route: its name, its address, its rule, and what it answers each role, in the order of ``columns``."""

    name: str
    address: str
    rule: str
    opens: tuple[Opens, ...]


def columns() -> list[tuple[str, str | Promise]]:
    """Return the roles: who is not signed in, then every role."""
    return [(NOBODY, _("not signed in")), *RoleKind.choices]


@cache
def lines() -> tuple[Line, ...]:
    """Return every route once, in the order in which addresses are looked up; they change with the program alone."""
    viewers = [viewer_as(role) for role, _label in columns()]
    seen = {}
    for route in routes():
        if route.rule is not None and route.name not in seen:
            opens = tuple(opened(route.rule, viewer) for viewer in viewers)
            seen[route.name] = Line(route.name, f"/{route.pattern}", str(route.rule.name), opens)
    return tuple(seen.values())


def viewer_as(role: str) -> Viewer:
    """Return somebody who holds this role and no other, for a party without records."""
    if role == NOBODY:
        return ANYONE
    clearance = Audience.SECRETARIAT if role in SECRETARIAT_ROLES else Audience.PUBLIC
    clearance = Audience.STATES if role == RoleKind.DELEGATE else clearance
    return Viewer(Person(), frozenset({Holding(role, uuid.UUID(int=0))}), frozenset(), clearance)


def opened(rule: Predicate, viewer: Viewer) -> Opens:
    """Return what a rule says of a viewer before any record is known."""
    try:
        return Opens.YES if rule.test(viewer, None) else Opens.NO
    except AttributeError:  # the rule asks the record, and there is none here
        return Opens.BY_RECORD

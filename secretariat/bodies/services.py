"""Keep bodies and their sessions."""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.bodies.choices import BodyKind, SessionKind
from secretariat.bodies.models import Body, Session
from secretariat.bodies.rules import may_keep_bodies
from secretariat.core.choices import Precision
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party
from secretariat.parties.services import enter_party

ABOVE = frozenset({PartyKind.BODY, PartyKind.ORGANIZATION})


@transaction.atomic
def enter_body(
    *,
    slug: str,
    name: Labels,
    kind: BodyKind,
    by: Viewer,
    acronym: str = "",
    variants: list[str] | None = None,
    note: Labels | None = None,
    parent: Party | None = None,
    reason: str = "",
) -> Body:
    """Enter a body in which States sit.

    Errors: NotPermitted; Refused where it would belong to something else than a body or an organization;
    ValidationError where the key is taken.
    """
    _require_keeper(by)
    _refuse_parent(None, parent)
    said = reason or _("Entered")
    party = enter_party(
        PartyKind.BODY, slug=slug, name=name, acronym=acronym, variants=variants, note=note, by=by, reason=said
    )
    return keep(Body(party=party, kind=kind, parent=parent), by=by, reason=said)


@transaction.atomic
def correct_body(body: Body, *, kind: BodyKind, parent: Party | None, by: Viewer, reason: str) -> Body:
    """Correct of which kind a body is and to what it belongs.

    Errors: NotPermitted; Refused where it would belong to itself or to a body beneath it.
    """
    _require_keeper(by)
    _refuse_parent(body, parent)
    body.kind, body.parent = kind, parent
    return keep(body, by=by, reason=reason)


@transaction.atomic
def enter_session(
    *,
    body: Body,
    number: int,
    kind: SessionKind,
    by: Viewer,
    opened_on: datetime.date | None = None,
    opened_precision: Precision = Precision.DAY,
    closed_on: datetime.date | None = None,
    place: Labels | None = None,
    reason: str = "",
) -> Session:
    """Enter a session of a body. Errors: NotPermitted; ValidationError where the number is taken."""
    _require_keeper(by)
    session = Session(
        body=body,
        number=number,
        kind=kind,
        opened_on=opened_on,
        opened_precision=opened_precision,
        closed_on=closed_on,
        place=place or Labels(),
    )
    return keep(session, by=by, reason=reason or _("Entered"))


@transaction.atomic
def correct_session(
    session: Session,
    *,
    opened_on: datetime.date | None,
    opened_precision: Precision,
    closed_on: datetime.date | None,
    place: Labels,
    by: Viewer,
    reason: str,
) -> Session:
    """Correct the days or the place of a session; its kind and number are its identity and stay.

    Errors: NotPermitted; ValidationError where the last day lies before the first.
    """
    _require_keeper(by)
    session.opened_on, session.opened_precision = opened_on, opened_precision
    session.closed_on, session.place = closed_on, place
    return keep(session, by=by, reason=reason)


def _refuse_parent(body: Body | None, parent: Party | None) -> None:
    if parent is not None and parent.kind not in ABOVE:
        raise Refused(_("A body belongs to a body or an organization."))
    if body is not None and parent is not None and body.party_id in _line_above(parent):
        raise Refused(_("A body does not belong to itself or to a body beneath it."))


def _line_above(party: Party) -> set[uuid.UUID]:
    """Return a party and all that it belongs to."""
    parents = dict(Body.objects.exclude(parent=None).values_list("party_id", "parent_id"))
    line: set[uuid.UUID] = set()
    at: uuid.UUID | None = party.pk
    while at is not None and at not in line:
        line.add(at)
        at = parents.get(at)
    return line


def _require_keeper(by: Viewer) -> None:
    if not may_keep_bodies.test(by):
        raise NotPermitted(_("Only conference and planning officers keep bodies and their sessions."))

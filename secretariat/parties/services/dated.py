"""Keep dated facts of parties: the names they bore, and in what they took part."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from secretariat.core.choices import Precision
from secretariat.core.errors import Refused
from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.parties.choices import Capacity, PartyKind
from secretariat.parties.models import Participation, Party, PartyName
from secretariat.parties.services.registers import require_keeper

SIDES = frozenset({PartyKind.STATE, PartyKind.ORGANIZATION, PartyKind.BODY})


@transaction.atomic
def record_former_name(
    *,
    party: Party,
    name: Labels,
    by: Viewer,
    acronym: str = "",
    valid_from: datetime.date | None = None,
    from_precision: Precision = Precision.DAY,
    valid_until: datetime.date | None = None,
    until_precision: Precision = Precision.DAY,
    source: str = "",
    reason: str = "",
) -> PartyName:
    """Record a name that a party bore at another time, with its days as exactly as they are known.

    Errors: NotPermitted; ValidationError where the last day lies before the first.
    """
    require_keeper(by)
    former = PartyName(
        party=party,
        name=name,
        acronym=acronym,
        valid_from=valid_from,
        from_precision=from_precision,
        valid_until=valid_until,
        until_precision=until_precision,
        source=source,
    )
    return keep(former, by=by, reason=reason or _("Entered"))


@transaction.atomic
def correct_former_name(
    former: PartyName,
    *,
    name: Labels,
    acronym: str,
    valid_from: datetime.date | None,
    from_precision: Precision,
    valid_until: datetime.date | None,
    until_precision: Precision,
    source: str,
    by: Viewer,
    reason: str,
) -> PartyName:
    """Correct what is recorded of a former name. Errors: NotPermitted; ValidationError."""
    require_keeper(by)
    former.name, former.acronym, former.source = name, acronym, source
    former.valid_from, former.from_precision = valid_from, from_precision
    former.valid_until, former.until_precision = valid_until, until_precision
    return keep(former, by=by, reason=reason)


@transaction.atomic
def record_participation(
    *,
    party: Party,
    of: Party,
    capacity: Capacity,
    by: Viewer,
    valid_from: datetime.date | None = None,
    from_precision: Precision = Precision.DAY,
    valid_until: datetime.date | None = None,
    until_precision: Precision = Precision.DAY,
    source: str = "",
    note: Labels | None = None,
    reason: str = "",
) -> Participation:
    """Record that a party takes part in an organization, group or body, in a capacity, from a day to a day.

    Errors: NotPermitted; Refused where one of the two is a unit or a person, or it is recorded for that time already;
    ValidationError.
    """
    require_keeper(by)
    _refuse_sides(party, of)
    fact = Participation(
        party=party,
        of=of,
        capacity=capacity,
        valid_from=valid_from,
        from_precision=from_precision,
        valid_until=valid_until,
        until_precision=until_precision,
        source=source,
        note=note or Labels(),
    )
    _refuse_overlap(fact)
    return keep(fact, by=by, reason=reason or _("Entered"))


@transaction.atomic
def correct_participation(
    fact: Participation,
    *,
    valid_from: datetime.date | None,
    from_precision: Precision,
    valid_until: datetime.date | None,
    until_precision: Precision,
    source: str,
    note: Labels,
    by: Viewer,
    reason: str,
) -> Participation:
    """Correct the days, source or note of a participation; another capacity is another fact.

    Errors: NotPermitted; Refused where it would hold twice at a time; ValidationError.
    """
    require_keeper(by)
    fact.valid_from, fact.from_precision = valid_from, from_precision
    fact.valid_until, fact.until_precision = valid_until, until_precision
    fact.source, fact.note = source, note
    _refuse_overlap(fact)
    return keep(fact, by=by, reason=reason)


@transaction.atomic
def end_participation(fact: Participation, *, by: Viewer, on: datetime.date, reason: str) -> Participation:
    """End a participation; ``on`` is its last day.

    Errors: NotPermitted; Refused where it has ended; ValidationError where the day lies before its first.
    """
    require_keeper(by)
    fact = Participation.objects.select_for_update(of=("self",)).get(pk=fact.pk)
    if fact.valid_until is not None:
        raise Refused(_("This has ended already."))
    fact.valid_until, fact.until_precision = on, Precision.DAY
    return keep(fact, by=by, reason=reason)


def _refuse_sides(party: Party, of: Party) -> None:
    if not {party.kind, of.kind} <= SIDES:
        raise Refused(_("States, organizations and bodies take part in each other; units and people hold roles."))


def _refuse_overlap(fact: Participation) -> None:
    """Errors: Refused where the same holds on a day of this one already; an unknown day counts as without end."""
    rows = Participation.objects.filter(party=fact.party_id, of=fact.of_id, capacity=fact.capacity).exclude(pk=fact.pk)
    if fact.valid_until is not None:
        rows = rows.filter(Q(valid_from__isnull=True) | Q(valid_from__lte=fact.valid_until))
    if fact.valid_from is not None:
        rows = rows.filter(Q(valid_until__isnull=True) | Q(valid_until__gte=fact.valid_from))
    if rows.exists():
        raise Refused(_("%(participation)s: this is recorded for that time already.") % {"participation": fact})

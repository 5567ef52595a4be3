"""Who took part, counted by State, sex and kind of institution. Names are in none of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from secretariat.delivery.choices import COUNTING
from secretariat.participation.choices import Dimension, InstitutionKind, NominationState, Sex
from secretariat.participation.models import Attendance, Nomination, NominationQuerySet
from secretariat.parties.models import Party

WORDS: dict[str, Any] = {Dimension.SEX: Sex, Dimension.INSTITUTION_KIND: InstitutionKind}


@dataclass(frozen=True)
class Share:
    """How many participants are of one State, sex or kind of institution.

    ``key`` is the party's key or the choice; ``invented`` says how many of ``number`` were made up for the
    demonstration. Units: participations; who took part in two deliverables counts twice.
    """

    key: str
    label: str
    number: int
    invented: int = 0


def participants_of(deliverables: Collection[uuid.UUID] | QuerySet[Any]) -> NominationQuerySet:
    """Return the nominations that count as participants of deliverables: rows for those who may see names.

    Who was accepted and present at a session; where nobody's attendance is recorded, who was accepted for what was
    held. Ask ``visible_to`` of it before anybody is named.
    """
    there = Attendance.objects.filter(nomination=OuterRef("pk"), is_present=True)
    recorded = Attendance.objects.filter(session__deliverable=OuterRef("deliverable"))
    rows = Nomination.objects.filter(deliverable__in=deliverables, state=NominationState.ACCEPTED)
    return rows.filter(Exists(there) | (~Exists(recorded) & Q(deliverable__state__in=COUNTING)))


def participants_by(
    deliverables: Collection[uuid.UUID] | QuerySet[Any], by: Dimension, *, parties: Collection[uuid.UUID] = ()
) -> list[Share]:
    """Return how many took part in deliverables, by State, sex or kind of institution, the largest first.

    ``deliverables`` are those that the reader may see; of ``parties`` alone, where some are given. The same number for
    every reader: small numbers are told too, names never are. Erased people count on.
    """
    rows = participants_of(deliverables).order_by()
    if parties:
        rows = rows.filter(party__in=parties)
    counted = rows.values(by.value).annotate(number=Count("pk"), invented=Count("pk", filter=Q(is_demonstration=True)))
    found: dict[Any, Any] = {each[by.value]: each for each in counted}
    shares = [
        Share(*_named(by, key, names), each["number"], each["invented"])
        for names in [_names(by, found)]
        for key, each in found.items()
    ]
    return sorted(shares, key=lambda each: (-each.number, each.label))


def _names(by: Dimension, found: Collection[Any]) -> dict[Any, tuple[str, str]]:
    if by != Dimension.PARTY:
        return {}
    return {each.pk: (each.slug, str(each)) for each in Party.objects.filter(pk__in=found)}


def _named(by: Dimension, key: Any, names: dict[Any, tuple[str, str]]) -> tuple[str, str]:
    return names[key] if by == Dimension.PARTY else (str(key), str(WORDS[by](key).label))

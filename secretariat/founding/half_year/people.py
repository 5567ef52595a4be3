"""Who took part in the invented work: invited, named on notes, accepted, and there on its days."""

from __future__ import annotations

import datetime
import random
import uuid
from collections.abc import Iterator
from itertools import cycle, islice
from typing import Any

from django.utils import timezone

from secretariat.delivery.models import Deliverable
from secretariat.founding.half_year.stage import DAY, Stage, days_of
from secretariat.founding.half_year.works import reason_of
from secretariat.founding.schema import Work
from secretariat.participation.choices import InstitutionKind, Sex
from secretariat.participation.models import Nomination
from secretariat.participation.services import (
    Mark,
    add_session,
    invite_all,
    issue_certificates,
    move_nomination,
    nominate,
    record_attendance,
    send_invitations,
)

INVITED_BEFORE, NAMED_BEFORE, DEADLINE_BEFORE = 60 * DAY, 34 * DAY, 28 * DAY
ABSENT = 0.08  # of the days for which somebody is accepted
K = InstitutionKind
KINDS = (K.POLICE, K.CUSTOMS, K.GOVERNMENT, K.MIGRATION, K.PORT_AUTHORITY, K.JUSTICE, K.CIVIL_SOCIETY, K.PRIVATE_SECTOR)
# Invented names; no real person is meant.
WOMEN = (
    "Adaeze",
    "Beatriz",
    "Carla",
    "Denise",
    "Elena",
    "Fabienne",
    "Gloria",
    "Helena",
    "Ivette",
    "Joana",
    "Keisha",
    "Lucía",
)
MEN = (
    "Andre",
    "Bruno",
    "Cedric",
    "Diego",
    "Emile",
    "Federico",
    "Gerard",
    "Hugo",
    "Ignacio",
    "Jean",
    "Kendrick",
    "Luis",
)
FAMILIES = (
    *("Alleyne", "Batista", "Castellanos", "Desrosiers", "Escobedo", "Figueira", "Garraway", "Hinojosa", "Isidore"),
    *(
        "Joaquim",
        "Kingsley",
        "Lavergne",
        "Montalvo",
        "Narcisse",
        "Oliveros",
        "Pinheiro",
        "Quashie",
        "Rosario",
        "Solano",
    ),
)


def bring_people(stage: Stage, work: Work, deliverable: Deliverable) -> None:
    """Invite the States of a coming work, name people on their notes and accept them."""
    first, _last = days_of(work)
    by = stage.viewer(work.by, first - INVITED_BEFORE)
    parties = [stage.party(work.host, work)] if work.host else []
    parties += stage.states(work)
    said: dict[str, Any] = {"by": by, "reason": reason_of(work)}
    deadline = first - DEADLINE_BEFORE
    drafted = invite_all(deliverable, parties, on=first - INVITED_BEFORE, places=10, deadline=deadline, **said)
    send_invitations(drafted, on=first - INVITED_BEFORE, note=f"Invented note {work.key}", **said)
    for party, person in zip(cycle(parties), _people(work), strict=False):
        named = nominate(
            deliverable, party=party, note=f"Invented reply {work.key}", on=first - NAMED_BEFORE, **said, **person
        )
        move_nomination(named, "accept", on=deadline, **said)


def record_people(stage: Stage, work: Work, deliverable: Deliverable) -> None:
    """Record who was there on each day of a work that was held."""
    if not work.women + work.men:
        return
    first, last = days_of(work)
    by, chance = stage.viewer(work.by, last), random.Random(work.key)  # noqa: S311 - the same each time is meant
    people = list(Nomination.objects.filter(deliverable=deliverable).order_by("participant__family_names", "pk"))
    for number in range((last - first).days + 1):
        day = first + number * DAY
        session = add_session(deliverable, day=day, by=by, reason=reason_of(work))
        at = timezone.make_aware(datetime.datetime.combine(day, datetime.time(18)))
        marks = [Mark(uuid.uuid4(), each.pk, chance.random() > ABSENT, at) for each in people]
        record_attendance(session, marks, by=by, at=at, reason=reason_of(work))


def certify_people(stage: Stage, work: Work, deliverable: Deliverable) -> None:
    """Issue the certificates of a work that was reported."""
    if not work.women + work.men:
        return
    day = days_of(work)[1] + 7 * DAY
    issue_certificates(deliverable, by=stage.viewer(work.by, day), on=day, reason=reason_of(work))


def _people(work: Work) -> Iterator[dict[str, Any]]:
    chance = random.Random(work.key)  # noqa: S311 - the same each time is meant
    sexes = [Sex.FEMALE] * work.women + [Sex.MALE] * work.men
    chance.shuffle(sexes)
    for sex, kind in zip(sexes, islice(cycle(KINDS), chance.randrange(len(KINDS)), None), strict=False):
        yield {
            "given_names": chance.choice(WOMEN if sex == Sex.FEMALE else MEN),
            "family_names": " ".join(chance.sample(FAMILIES, 2)),
            "sex": sex,
            "institution": f"Invented institution ({kind.label})",
            "institution_kind": kind,
        }

"""Keep readings, seal them with the histories, drop them when their time is over; note visits."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Sequence

from django.db import models

from secretariat.audit.models import Reading, Seal, Visit
from secretariat.audit.queries import (
    NOTHING,
    PAUSE,
    columns_with_entries,
    digest_entries,
    digest_of,
    digest_readings,
    first_moment,
    hour_of,
    kept_from,
    keys,
    known_readings,
    last_visits,
    sealable_until,
)
from secretariat.core.choices import How
from secretariat.core.ledgers import append, drop, renew
from secretariat.core.viewer import Viewer

QUARTER = datetime.timedelta(minutes=15)
log = logging.getLogger("secretariat.audit")


def keep_readings(records: Sequence[models.Model], *, by: Viewer, how: How, at: datetime.datetime) -> int:
    """Keep that a person read some records of one model; what this hour has already is not written again.

    Returns how many rows were appended.
    """
    if by.person is None:
        return 0
    hour, label = hour_of(at), records[0]._meta.label_lower
    known = known_readings([each.pk for each in records], person=by.person.pk, how=how, hour=hour)
    new = [
        Reading(person_id=by.person.pk, label=label, record=each.pk, how=how, at=at, hour=hour)
        for each in records
        if each.pk not in known
    ]
    append(new)
    return len(new)


def seal_up(*, now: datetime.datetime) -> Seal | None:
    """Seal all readings and history entries that no seal covers yet, up to an hour ago; None where there is nothing to.

    The digest also goes to the log, so that it is known outside the database. Several servers may do so at once: the
    second finds the number taken, and leaves it at that.
    """
    last = Seal.objects.order_by("-number").first()
    since = last.until if last is not None else first_moment()
    until = sealable_until(now)
    if since is None or hour_of(since) >= until:
        return None
    since = hour_of(since)
    columns = columns_with_entries(since, until)
    readings, entries = digest_readings(since, until), digest_entries(since, until, columns)
    seal = Seal(
        number=last.number + 1 if last is not None else 1,
        since=since,
        until=until,
        readings=readings.rows,
        readings_digest=readings.digest,
        entries=entries.rows,
        entries_digest=entries.digest,
        columns=columns,
    )
    seal.digest = digest_of(seal, last.digest if last is not None else NOTHING, keys()[0])
    append([seal])
    kept = Seal.objects.filter(digest=seal.digest).first()
    if kept is not None:
        log.warning("seal %s until %s: %s", kept.number, kept.until.isoformat(), kept.digest)
    return kept


def drop_old_readings(*, now: datetime.datetime) -> int:
    """Drop readings whose time of keeping is over, as far as whole seals cover them; return how many."""
    over = Seal.objects.filter(until__lte=kept_from(now)).aggregate(until=models.Max("until"))["until"]
    return 0 if over is None else drop(Reading.objects.filter(at__lt=over))


def note_visit(family: str, *, by: Viewer, at: datetime.datetime) -> bool:
    """Note that a person is in a family of records; at most once a quarter hour. Returns whether it wrote."""
    if by.person is None:
        return False
    visit = Visit.objects.filter(person=by.person.pk, family=family).first()
    if visit is None:
        append([Visit(person_id=by.person.pk, family=family, latest=at)])
        return True
    away = at - visit.latest
    if away < QUARTER:
        return False
    before = visit.latest if away > PAUSE else visit.before
    # The condition on the former value: of two requests at once, one writes.
    return bool(renew(Visit.objects.filter(pk=visit.pk, latest=visit.latest), latest=at, before=before))


def take_as_seen(*, by: Viewer, at: datetime.datetime) -> None:
    """Take everything that changed until now as seen by a person."""
    for family in last_visits(by, now=at):
        append([Visit(person_id=by.person.pk, family=family, latest=at, before=at)] if by.person else [])
        renew(Visit.objects.filter(person=by.person.pk if by.person else None, family=family), latest=at, before=at)

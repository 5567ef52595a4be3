"""Whether the seals hold: what they cover is recomputed and compared."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.utils import timezone

from secretariat.audit.models import Reading, Seal
from secretariat.core.personal import personal_fields
from secretariat.core.records import Record

NOTHING = "0" * 64
HOUR = datetime.timedelta(hours=1)
# An entry bears the moment it was made and appears when its transaction ends: no transaction lasts as long as this.
GRACE = HOUR


@dataclass(frozen=True)
class Digest:
    """How many rows, and what they hash to."""

    rows: int
    digest: str


Columns = dict[str, list[str]]  # by the name of a history


@dataclass
class Finding:
    """What a check of the seals found: how far they reach, the newest digest, and what is wrong, a sentence each."""

    seals: int = 0
    readings: int = 0
    entries: int = 0
    head: str = NOTHING
    until: datetime.datetime | None = None
    wrong: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)


def hour_of(moment: datetime.datetime) -> datetime.datetime:
    """Return the beginning of the hour, in universal time."""
    return moment.astimezone(datetime.UTC).replace(minute=0, second=0, microsecond=0)


def sealable_until(now: datetime.datetime) -> datetime.datetime:
    """Return the moment before which nothing can appear any more."""
    return hour_of(now - GRACE)


def kept_from(now: datetime.datetime) -> datetime.datetime:
    """Return the moment before which readings are no longer kept."""
    return now - datetime.timedelta(days=settings.READINGS_KEPT_DAYS)


def histories() -> list[Any]:
    """Return the models of all histories, by name."""
    kept = [model for model in apps.get_models() if hasattr(model, "history") and _is_ours(model)]
    return [model.history.model for model in sorted(kept, key=lambda model: model._meta.label_lower)]


def _is_ours(model: type[models.Model]) -> bool:
    return issubclass(model, Record) or model._meta.label == settings.AUTH_USER_MODEL


def digest_readings(since: datetime.datetime, until: datetime.datetime) -> Digest:
    """Return the digest of the readings from ``since`` until before ``until``, in the order of their identifiers."""
    rows = Reading.objects.filter(at__gte=since, at__lt=until).order_by("id")
    return _digest(rows.values_list("id", "person_id", "label", "record", "how", "at").iterator())


def digest_entries(since: datetime.datetime, until: datetime.datetime, columns: Columns) -> Digest:
    """Return the digest of all history entries made from ``since`` until before ``until``.

    Shape: history by history, each in the order of its numbers. ``columns`` names the columns covered of a history;
    one that it does not name is covered as it is now.
    """
    spans = [(history, columns.get(name_of(history)) or covered_columns(history)) for history in histories()]
    return _digest(row for history, names in spans for row in _entries(history, names, since, until))


def columns_with_entries(since: datetime.datetime, until: datetime.datetime) -> Columns:
    """Return the columns to cover, of the histories that have entries in a time."""
    made = [each for each in histories() if _made(each, since, until).exists()]
    return {name_of(history): covered_columns(history) for history in made}


def name_of(history: type[models.Model]) -> str:
    return history._meta.label_lower


def covered_columns(history: Any) -> list[str]:
    """Return the columns of a history, without those that an erasure may blank."""
    apart = personal_fields(history.instance_type)
    return [each.attname for each in history._meta.concrete_fields if each.name not in apart]


def _made(history: Any, since: datetime.datetime, until: datetime.datetime) -> models.QuerySet[Any]:
    rows: models.QuerySet[Any] = history.objects.filter(history_date__gte=since, history_date__lt=until)
    return rows


def _entries(
    history: Any, names: list[str], since: datetime.datetime, until: datetime.datetime
) -> Iterator[tuple[Any, ...]]:
    for row in _made(history, since, until).order_by("history_id").values_list(*names).iterator():
        yield (name_of(history), *row)


def _digest(rows: Iterable[tuple[Any, ...]]) -> Digest:
    found, count = hashlib.sha256(), 0
    for row in rows:
        found.update(json.dumps([_canonical(each) for each in row], ensure_ascii=False).encode() + b"\n")
        count += 1
    return Digest(count, found.hexdigest())


def _canonical(value: Any) -> Any:
    """Return a value as both databases give it alike."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if hasattr(value, "stored"):
        value = value.stored()
    if isinstance(value, dict):
        return sorted((key, _canonical(each)) for key, each in value.items())
    return value if value is None or isinstance(value, int | str | list) else str(value)


def digest_of(seal: Seal, before: str, key: str) -> str:
    """Return what binds a seal to the one ``before``, under a key."""
    bound: list[Any] = [before, seal.number, seal.since.astimezone(datetime.UTC).isoformat()]
    bound += [seal.until.astimezone(datetime.UTC).isoformat(), seal.readings, seal.readings_digest]
    bound += [seal.entries, seal.entries_digest, sorted(seal.columns.items())]
    return hmac.new(key.encode(), json.dumps(bound).encode(), hashlib.sha256).hexdigest()


def keys() -> list[str]:
    """Return the keys of the seals, the one that seals now first."""
    return settings.AUDIT_KEYS or [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]


def check_seals(*, now: datetime.datetime | None = None, head: str = "") -> Finding:
    """Recompute every seal and what it covers; ``head`` is a digest noted elsewhere, which must be among them."""
    found = Finding()
    horizon = kept_from(now or timezone.now())
    heads = set()
    for seal in Seal.objects.order_by("number").iterator():
        _check_chain(found, seal)
        _check_rows(found, seal, horizon)
        found.seals, found.head, found.until = found.seals + 1, seal.digest, seal.until
        found.readings += seal.readings
        found.entries += seal.entries
        heads.add(seal.digest)
    if head and head not in heads:
        found.wrong.append("No seal has the digest that was noted: seals were made anew or taken off the end.")
    return found


def _check_chain(found: Finding, seal: Seal) -> None:
    if seal.number != found.seals + 1 or (found.until is not None and seal.since != found.until):
        found.wrong.append(f"Seal {seal.number}: it does not follow the one before; seals are missing.")
    if not any(hmac.compare_digest(digest_of(seal, found.head, key), seal.digest) for key in keys()):
        found.wrong.append(f"Seal {seal.number}: it was changed, or made with a key that is not among the keys.")


def _check_rows(found: Finding, seal: Seal, horizon: datetime.datetime) -> None:
    name = f"Seal {seal.number} ({seal.since:%Y-%m-%d %H:%M} to {seal.until:%Y-%m-%d %H:%M})"
    gone = _columns_gone(seal)
    if gone:
        found.unchecked.append(f"{name}: an upgrade took away {', '.join(gone)}.")
    else:
        entries = digest_entries(seal.since, seal.until, seal.columns)
        if entries != Digest(seal.entries, seal.entries_digest):
            found.wrong.append(f"{name}: {_differ('history entries', seal.entries, entries.rows)}")
    readings = digest_readings(seal.since, seal.until)
    is_dropped = seal.until <= horizon and readings.rows == 0
    if not is_dropped and readings != Digest(seal.readings, seal.readings_digest):
        found.wrong.append(f"{name}: {_differ('readings', seal.readings, readings.rows)}")


def _differ(what: str, sealed: int, there: int) -> str:
    if sealed == there:
        return f"one or more of its {sealed} {what} were changed."
    return f"{sealed} {what} were sealed, there are {there}."


def _columns_gone(seal: Seal) -> list[str]:
    there = {name_of(each): {field.attname for field in each._meta.concrete_fields} for each in histories()}
    return [f"{name}.{one}" for name, own in seal.columns.items() for one in own if one not in there.get(name, set())]


def first_moment() -> datetime.datetime | None:
    """Return when the first history entry or reading was made; None where there is none."""
    firsts = [history.objects.aggregate(first=models.Min("history_date"))["first"] for history in histories()]
    firsts.append(Reading.objects.aggregate(first=models.Min("at"))["first"])
    return min((each for each in firsts if each is not None), default=None)

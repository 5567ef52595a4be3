"""What changed in the records that somebody may see, since they last were there."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from secretariat.accounts.models import Person
from secretariat.audit.models import Visit
from secretariat.core.history import Entry, entry_of, is_told
from secretariat.core.records import Record
from secretariat.core.viewer import Viewer

PAUSE = datetime.timedelta(hours=1)  # who was away for longer begins a new visit
FIRST_LOOK = datetime.timedelta(days=30)  # how far back one looks who was never there
Since = Mapping[str, datetime.datetime]  # by family: the app of a record


@dataclass(frozen=True)
class Place:
    """A place in the list: the last entry that was shown."""

    at: datetime.datetime
    label: str
    number: int

    def text(self) -> str:
        return f"{self.at.isoformat()}~{self.label}~{self.number}"

    @classmethod
    def read(cls, text: str) -> Place:
        """Read a place. Errors: ValueError where it is none."""
        at, label, number = text.split("~")
        moment = datetime.datetime.fromisoformat(at)
        if moment.tzinfo is None or not -(2**63) < int(number) < 2**63:
            raise ValueError(text)
        return cls(moment, label, int(number))


@dataclass(frozen=True)
class Changed:
    """One change of one record: the record as it is now, and the entry of its history."""

    record: Record
    entry: Entry


@dataclass(frozen=True)
class ChangedPage:
    """Some changes, the newest first, and where the next page begins; empty at the end."""

    rows: Sequence[Changed]
    next: str = ""


def kinds_told() -> list[type[Record]]:
    """Return the kinds of records whose changes are told: every record, unless it says that it is not."""
    return [model for model in apps.get_models() if issubclass(model, Record) and model.is_told]


def last_visits(viewer: Viewer, *, now: datetime.datetime) -> dict[str, datetime.datetime]:
    """Return for each family since when changes are new to a person: the end of their visit before this one."""
    before = dict.fromkeys({model._meta.app_label for model in kinds_told()}, now - FIRST_LOOK)
    for visit in Visit.objects.filter(person=viewer.person.pk) if viewer.person else ():
        ended = visit.before if now - visit.latest <= PAUSE else visit.latest
        if ended is not None:
            before[visit.family] = ended
    return before


def changed_since(
    viewer: Viewer, since: Since, *, kind: str = "", place: Place | None = None, size: int = 30
) -> ChangedPage:
    """Return the newest changes after ``since`` of what a viewer may see, of one ``kind`` or all.

    Shape: newest first; of entries of one moment by kind, then the newest number. What a record was before it opened to
    the viewer is left out, so that a page may hold fewer than ``size``.
    """
    models = [model for model in _with_changes(viewer, since) if kind in {"", model._meta.label_lower}]
    found = [row for model in models for row in _entries(model, viewer, since, place)[: size + 1]]
    found.sort(key=lambda row: (-row.history_date.timestamp(), row.instance_type._meta.label_lower, -row.history_id))
    shown = found[:size]
    last = shown[-1] if len(found) > size else None
    after = (
        "" if last is None else Place(last.history_date, last.instance_type._meta.label_lower, last.history_id).text()
    )
    return ChangedPage(list(_told(shown, viewer)), after)


def _with_changes(viewer: Viewer, since: Since) -> list[type[Record]]:
    """Return the kinds that have any entry after ``since``, found in one statement by the index on the day."""
    models = {f"kind{number}": model for number, model in enumerate(kinds_told())}
    asked = {name: Exists(_after(model, since)) for name, model in models.items()}
    person = viewer.person.pk if viewer.person else None
    found = Person.objects.filter(pk=person).values(**asked).first() or {}
    return [model for name, model in models.items() if found.get(name)]


def _after(model: Any, since: Since) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.history.filter(history_date__gt=since[model._meta.app_label])
    return rows


def _entries(model: Any, viewer: Viewer, since: Since, place: Place | None) -> QuerySet[Any]:
    """Return the entries of one kind, the newest first, each with the number of the one before it."""
    visible = model._default_manager.all().visible_to(viewer)
    before = model.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    rows = _after(model, since).filter(id__in=visible.values("pk"))
    if place is not None:
        rows = rows.filter(_beyond(model._meta.label_lower, place), history_date__lte=place.at)
    numbered = rows.annotate(number_before=Subquery(before.values("history_id")[:1])).select_related("history_user")
    ordered: QuerySet[Any] = numbered.order_by("-history_date", "-history_id")
    return ordered


def _beyond(label: str, place: Place) -> Q:
    earlier = Q(history_date__lt=place.at)
    if label == place.label:
        return earlier | Q(history_id__lt=place.number)
    return earlier | Q(history_date=place.at) if label > place.label else earlier


def _told(rows: Sequence[Any], viewer: Viewer) -> Iterator[Changed]:
    """Yield what each entry says, in three statements a kind and no more than the record shows of its past."""
    by_kind: dict[Any, list[Any]] = {}
    for row in rows:
        by_kind.setdefault(row.instance_type, []).append(row)
    records = {model: model._default_manager.in_bulk([row.id for row in own]) for model, own in by_kind.items()}
    before = {
        model: model.history.in_bulk([row.number_before for row in own if row.number_before])
        for model, own in by_kind.items()
    }
    opened = {key: record.open_since(viewer) for own in records.values() for key, record in own.items()}
    for row in rows:
        since = opened[row.id]
        if since is not None and row.history_date < since:
            continue
        former = before[row.instance_type].get(row.number_before)
        if since is not None and former is not None and former.history_date < since:
            former = None
        if is_told(row, former, viewer):
            yield Changed(records[row.instance_type][row.id], entry_of(row, former, viewer))

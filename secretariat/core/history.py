"""History: every write says who, when and why. The one place that knows how it is kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from secretariat.core.choices import Audience
from secretariat.core.differences import compare_records
from secretariat.core.errors import UnattributedWrite
from secretariat.core.viewer import Viewer
from secretariat.core.written import tell_written

AnyModel = TypeVar("AnyModel", bound=models.Model)
FAR = 1_000_000_000  # a place that no record has
NEVER = datetime.datetime.max.replace(tzinfo=datetime.UTC)


class _Manager(HistoryManager):
    """The manager of a history: its class is made once, where the library makes a new one whenever it is asked for."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class: type[models.QuerySet[Any]], class_name: str | None = None) -> Any:
        return super().from_queryset(queryset_class, class_name)


class _History(HistoricalRecords):
    """A history whose reason is a text of any length, without what a record ``repeats`` of others."""

    def fields_included(self, model: Any) -> list[models.Field[Any, Any]]:
        return [field for field in super().fields_included(model) if field.name not in getattr(model, "repeats", ())]

    def _get_history_change_reason_field(self) -> models.Field[Any, Any]:
        # A field for each history: one given to the library is shared by all, and an update of one history then
        # writes into the table of another.
        return models.TextField(null=True, blank=True)


def records_history(**options: Any) -> HistoricalRecords:
    """Return the history of a record; ``excluded_fields`` keeps secrets out of it."""
    return _History(inherit=True, get_user=_writer, history_manager=_Manager, **options)


def _writer(instance: models.Model, **_options: Any) -> AbstractBaseUser | None:
    return getattr(instance, "_history_user", None)


def refuse_unattributed(sender: type[models.Model], instance: models.Model, *, raw: bool, **_options: Any) -> None:
    """Stop a write that does not say who writes, before it reaches the database; people may write their own account."""
    if raw or not hasattr(sender, "history") or isinstance(instance, AbstractBaseUser):
        return
    if getattr(instance, "_history_user", None) is None:
        raise UnattributedWrite(f"{sender.__name__} was saved without a writer: use keep(..., by=...)")


def sign_own_account(
    sender: type[models.Model], instance: models.Model, history_instance: Any, **_options: Any
) -> None:
    """Put a person's own name under what they, or the sign-in on their behalf, change on their account."""
    if history_instance.history_user is None and isinstance(instance, AbstractBaseUser):
        history_instance.history_user_id = instance.pk


def keep(record: AnyModel, *, by: Viewer, reason: str = "") -> AnyModel:
    """Check and save one record with its history entry.

    Errors: ValidationError where a field or a constraint says no; UnattributedWrite without a person.
    """
    if by.person is None:
        raise UnattributedWrite(f"{type(record).__name__} cannot be written by nobody")
    _mark_invented(record, by)
    is_new = record._state.adding  # then the database alone says whether its identifier is new, too
    record.full_clean(exclude={record._meta.pk.name} if is_new else None)
    record._history_user = by.person  # type: ignore[attr-defined]
    record._change_reason = reason  # type: ignore[attr-defined]
    with transaction.atomic(savepoint=False):  # the record, its history and what is told of it: all or nothing
        record.save()
    del record._history_user  # type: ignore[attr-defined]  # the next write says again who writes
    return record


def _mark_invented(record: models.Model, by: Viewer) -> None:
    """Mark what a member of the demonstration's cast makes: it is left out of every count of facts."""
    if record._state.adding and getattr(by.person, "is_demonstration", False) and hasattr(record, "is_demonstration"):
        record.is_demonstration = True


def keep_all(records: Sequence[AnyModel], *, by: Viewer, reason: str) -> Sequence[AnyModel]:
    """Create many records of one model with their history entries, in two statements a batch."""
    for record in records:
        _mark_invented(record, by)
    if records and by.person is not None:
        with transaction.atomic(savepoint=False):
            bulk_create_with_history(
                records, type(records[0]), batch_size=500, default_user=by.person, default_change_reason=reason
            )
            tell_written(type(records[0]), [record.pk for record in records])
    elif records:
        raise UnattributedWrite(f"{type(records[0]).__name__} cannot be written by nobody")
    return records


def change_all(records: Sequence[AnyModel], fields: Iterable[str], *, by: Viewer, reason: str) -> int:
    """Change ``fields`` of many records of one model with their history entries; return how many."""
    if not records:
        return 0
    if by.person is None:
        raise UnattributedWrite(f"{type(records[0]).__name__} cannot be written by nobody")
    with transaction.atomic(savepoint=False):
        bulk_update_with_history(
            records, type(records[0]), [*fields], batch_size=500, default_user=by.person, default_change_reason=reason
        )
        tell_written(type(records[0]), [record.pk for record in records])
    return len(records)


def place_all(records: Sequence[AnyModel], field: str, *, by: Viewer, reason: str) -> int:
    """Give many records of one model the places they bear, with their history entries; return how many.

    No two may share a place, not even on the way: all first step far aside, which leaves no history.
    """
    if not records:
        return 0
    aside: dict[str, Any] = {field: models.F(field) + FAR}
    with transaction.atomic(savepoint=False):
        type(records[0])._base_manager.filter(pk__in=[each.pk for each in records]).update(**aside)
        return change_all(records, [field], by=by, reason=reason)


def taken_out(model: type[AnyModel], **within: Any) -> models.QuerySet[Any]:
    """Return the last versions of records that were taken out, the latest first; ``within`` says of which."""
    versions: models.QuerySet[Any] = model.history.filter(history_type="-", **within)  # type: ignore[attr-defined]
    return versions.select_related("history_user").order_by("-history_id")


def take_out(record: models.Model, *, by: Viewer, reason: str) -> None:
    """Take a row that never held out of what is still a draft; its contents stay in its history, with who and why.

    Errors: ProtectedError where another row refers to it; UnattributedWrite without a person.
    """
    if by.person is None:
        raise UnattributedWrite(f"{type(record).__name__} cannot be taken out by nobody")
    record._history_user = by.person  # type: ignore[attr-defined]
    record._change_reason = reason  # type: ignore[attr-defined]
    record.delete()


def blank(model: type[models.Model], rows: models.Q, values: dict[str, Any]) -> int:
    """Blank what some rows of a record say of a person, and what their histories said, reasons included.

    Who wrote, when and what else stays. Only an erasure does so (``core.personal``): it leaves no history of its own
    but the one that its service writes. Returns how many rows and entries were blanked.
    """
    history: models.QuerySet[Any] = model.history.filter(rows)  # type: ignore[attr-defined]
    kept = {each.name for each in history.model._meta.concrete_fields}
    past = {name: value for name, value in values.items() if name in kept}
    entries = history.update(**past, history_change_reason="")
    return entries + model._base_manager.filter(rows).update(**values)


def remove_invented(model: type[models.Model]) -> int:
    """Remove a record's rows that are marked as invented, with their histories; return how many rows that were.

    Only the removal of a demonstration's work does so: what never took place needs no history. Keys between the rows
    are the caller's to check once all are gone.
    """
    rows = model._base_manager.filter(is_demonstration=True)
    removed = list(rows.values_list("pk", flat=True))
    if removed:
        tell_written(model, removed)
        rows._raw_delete(rows.db)  # noqa: SLF001 - row by row the keys of those that remain would forbid it
    model.history.filter(is_demonstration=True).delete()  # type: ignore[attr-defined]
    return len(removed)


@dataclass(frozen=True)
class Change:
    """One field that changed, in words."""

    field: str
    before: str
    after: str
    name: str = ""  # of the field, as programs know it


@dataclass(frozen=True)
class Entry:
    """One entry of a record's timeline: what happened, when, by whom and why; newest first in a timeline."""

    at: datetime.datetime
    kind: str  # "+" made, "~" changed
    who: str
    reason: str
    changes: tuple[Change, ...]


def timeline(record: models.Model, *, limit: int = 50, viewer: Viewer | None = None) -> list[Entry]:
    """Return the newest ``limit`` entries of a record's history, each with what changed.

    For a ``viewer`` the history begins when the record opened to them: as an entry that says no more than that. A
    record that they may not see is not named in it.
    """
    since = _open_since(record, viewer)
    versions = list(_versions(record, since).select_related("history_user")[: limit + 1])
    pairs = zip_longest(versions, versions[1:])
    entries = [entry_of(version, before, viewer) for version, before in pairs if is_told(version, before, viewer)]
    if since is not None and (not entries or entries[-1].at > since):
        entries.append(Entry(at=since, kind="+", who="", reason="", changes=()))
    return entries[:limit]


def as_of(record: models.Model, moment: datetime.datetime, *, viewer: Viewer | None = None) -> Any | None:
    """Return the record as it stood at ``moment``, or None where it did not exist yet, or not for a ``viewer``."""
    since = _open_since(record, viewer)
    if since is not None and moment < since:
        return None
    version = _versions(record).filter(history_date__lte=moment).first()
    return None if version is None else version.instance


def as_they_stood(rows: models.QuerySet[Any], moment: datetime.datetime) -> dict[Any, Any]:
    """Return many records of one model as they stood at ``moment``, by identifier, in one statement.

    Those that did not exist yet are left out. It does not ask since when a reader may know: ``open_since`` does.
    """
    history = rows.model.history.filter(history_date__lte=moment, id__in=rows.values("pk"))
    found: dict[Any, Any] = {}
    for version in history.order_by("id", "-history_date", "-history_id"):
        found.setdefault(version.id, version.instance)
    return found


def since_last(record: models.Model, hidden: models.Q) -> datetime.datetime | None:
    """Return since when no version of a record fulfils ``hidden``; None where none ever did.

    A record whose newest version does so opens never: at the end of time.
    """
    last = _versions(record).filter(hidden).first()
    if last is None:
        return None
    after = _versions(record).filter(history_id__gt=last.history_id).last()
    return NEVER if after is None else after.history_date


def _open_since(record: models.Model, viewer: Viewer | None) -> datetime.datetime | None:
    asked = getattr(record, "open_since", None)
    return None if viewer is None or asked is None else asked(viewer)


def _versions(record: models.Model, since: datetime.datetime | None = None) -> models.QuerySet[Any]:
    """Return the versions of a record, the newest first."""
    versions: models.QuerySet[Any] = record.history.order_by("-history_date", "-history_id")  # type: ignore[attr-defined]
    return versions if since is None else versions.filter(history_date__gte=since)


def is_told(version: Any, before: Any, viewer: Viewer | None) -> bool:
    """Tell whether a viewer may know of a version: not where it changed what its record changes inside the house."""
    inside = _inside(version.instance_type, viewer)
    return all(getattr(version, name) == getattr(before, name, None) for name in inside)


def _inside(model: type[models.Model], viewer: Viewer | None) -> tuple[str, ...]:
    """Return the fields whose changes a viewer may not know of."""
    if viewer is None or viewer.reads_everything or viewer.clearance >= Audience.SECRETARIAT:
        return ()
    fields: tuple[str, ...] = getattr(model, "changed_inside", ())
    return fields


def entry_of(version: Any, before: Any, viewer: Viewer | None) -> Entry:
    """Return a version as an entry: what changed since the version before, as a viewer may know it."""
    found = [] if before is None else compare_records(before.instance, version.instance, viewer)
    return Entry(
        at=version.history_date,
        kind=version.history_type,
        who=str(version.history_user or ""),
        reason=version.history_change_reason or "",
        changes=tuple(Change(each.title, each.before, each.after, each.name) for each in found),
    )


def version_of(record: models.Model) -> str:
    """Return a mark of the record's present version, which changes at every write."""
    newest = _versions(record).order_by("-history_id").values_list("history_id", flat=True).first()
    return "" if newest is None else str(newest)


def version_of_all(model: type[models.Model], **within: Any) -> str:
    """Return a mark of many records together, which changes when one of them is made, written or taken out."""
    history = model.history.filter(**within)  # type: ignore[attr-defined]
    return str(history.aggregate(newest=models.Max("history_id"))["newest"] or "")


def version_column(model: type[models.Model], key: str, viewer: Viewer) -> models.Subquery:
    """Return the mark of the present version as a column; ``key`` leads to the record's identifier ("pk", "paragraph").

    The newest version that a viewer may know of, for lists; None where ``key`` leads nowhere.
    SECURITY: a mark that moves tells that something happens: what happens inside the house moves no mark outside.
    """
    versions = model.history.filter(id=models.OuterRef(key))  # type: ignore[attr-defined]
    for name in _inside(model, viewer):
        earlier = model.history.filter(id=models.OuterRef("id"), history_id__lt=models.OuterRef("history_id"))  # type: ignore[attr-defined]
        mark = f"{name}_before"
        versions = versions.annotate(**{mark: models.Subquery(earlier.order_by("-history_id").values(name)[:1])})
        still_none = models.Q(**{f"{mark}__isnull": True, f"{name}__isnull": True})
        versions = versions.filter(still_none | models.Q(**{mark: models.F(name)}))
    return models.Subquery(versions.order_by("-history_id").values("history_id")[:1])


def written_by_others(model: type[models.Model], viewer: Viewer) -> set[Any]:
    """Return the identifiers of a model's records that somebody else than ``viewer`` has written."""
    history = model.history.exclude(history_user=viewer.person)  # type: ignore[attr-defined]
    return set(history.values_list(model._meta.pk.attname, flat=True))

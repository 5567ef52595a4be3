"""Reading: lists and single records for one caller."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _

from secretariat.api.asking import Asked, bad_parameter, read_asked, read_filters, read_limit
from secretariat.api.callers import Caller
from secretariat.api.pages import page_of
from secretariat.api.problems import not_found
from secretariat.api.shapes import Row, Shape, offered, with_version
from secretariat.core.history import Entry, timeline
from secretariat.core.paging import BadCursor
from secretariat.core.prepared import prepared_for_person
from secretariat.core.records import Record
from secretariat.core.resources import Resource, as_identifier, resource_of
from secretariat.core.rules import in_secretariat
from secretariat.core.viewer import Viewer

HAPPENED = {"+": "made", "~": "changed", "-": "taken out"}


def list_of(resource: Resource, caller: Caller, query: QueryDict, path: str) -> Row:
    """Return one page of a list.

    Shape: ``items`` in the order asked, and the addresses of the ``next`` and the ``previous`` page or None.
    """
    asked, viewer = read_asked(resource, query), caller.viewer
    _must_reach(resource, caller, asked)
    shape = Shape(resource, viewer, fields=asked.fields, expand=asked.expand, language=asked.language)
    conditions = read_filters(resource, query, viewer)
    try:
        page = page_of(resource, viewer, asked, conditions)
    except BadCursor as error:
        raise bad_parameter("cursor", _("This list gave out no such place.")) from error
    return {
        "items": shape.written(page.rows),
        "next": _page_at(path, query, page.next),
        "previous": _page_at(path, query, page.previous),
    }


def _page_at(path: str, query: QueryDict, cursor: str) -> str | None:
    if not cursor:
        return None
    asked = query.copy()
    asked["cursor"] = cursor
    return f"{path}?{asked.urlencode()}"


def _must_reach(resource: Resource, caller: Caller, asked: Asked) -> None:
    """Errors: Problem where a token is not for the records that are asked for along with others."""
    for fact in resource.facts:
        other = resource_of(fact.to) if fact.name in asked.expand and fact.to else None
        if other is not None:
            caller.must_reach(other)


def one_of(resource: Resource, caller: Caller, name: str, query: QueryDict) -> tuple[Row, str]:
    """Return a record as JSON holds it, and its version. Errors: Problem where it is missing or hidden."""
    asked: Asked = read_asked(resource, query, filters=False)
    _must_reach(resource, caller, asked)
    return written_one(resource, caller.viewer, name, asked)


def written_one(resource: Resource, viewer: Viewer, name: str, asked: Asked | None = None) -> tuple[Row, str]:
    """Return a record as JSON holds it, all of it or what is asked, and its version. Errors: Problem."""
    fields, expand, language = (asked.fields, asked.expand, asked.language) if asked else ((), (), "")
    wanted = fields or tuple(fact.name for fact in resource.facts)
    shape = Shape(resource, viewer, fields=(*wanted, "version"), expand=expand, language=language)
    for found in _found_under(name, shape):
        if len(found) == 1:
            return _with_version(shape.written(found)[0], is_asked="version" in fields)
    raise not_found()


def _found_under(name: str, shape: Shape) -> Iterator[list[Any]]:
    """Yield what is found under each meaning that a name may have, one after another."""
    if identifier := as_identifier(name):
        yield _by_identifier(shape.viewer, identifier, resource=shape.resource.name)
        return
    rows = shape.prepared(shape.resource.rows(shape.viewer))
    for condition in shape.resource.named(name):
        yield list(rows.filter(condition).values_list(*shape.columns, "id")[:2])


@prepared_for_person
def _by_identifier(viewer: Viewer, identifier: uuid.UUID, *, resource: str) -> models.QuerySet[Any, Any]:
    shape = Shape(offered(resource), viewer, fields=("version",))
    rows = shape.prepared(shape.resource.rows(viewer)).filter(pk=identifier)
    return rows.values_list(*shape.columns, "id")


def _with_version(row: Row, *, is_asked: bool) -> tuple[Row, str]:
    version = row["version"] if is_asked else row.pop("version")
    return row, str(version or "")


def find_record(resource: Resource, viewer: Viewer, name: str) -> Record:
    """Return the record itself. Errors: Problem where it is missing or hidden."""
    found: Record | None = resource.find_one(viewer, name)
    if found is None:
        raise not_found()
    return found


def version_now(resource: Resource, record: Record, viewer: Viewer) -> str:
    """Return the version of a record as it is told to a caller."""
    rows = with_version(resource, type(record)._default_manager.filter(pk=record.pk), viewer)
    return str(rows.values_list("version_mark", flat=True).get() or "")


def history_of(resource: Resource, viewer: Viewer, name: str, query: QueryDict) -> tuple[Row, Record]:
    """Return what happened to a record, and the record: when, by whom, why, and which of its own facts changed.

    Shape: the newest entry first.
    """
    for parameter in query:
        if parameter != "limit":
            raise bad_parameter(parameter, _("There is no such parameter here."))
    record = find_record(resource, viewer, name)
    own = {fact.field.name: fact.name for fact in resource.facts if not fact.path and fact.known_to is None}
    entries = timeline(record, limit=read_limit(query), viewer=viewer)
    # SECURITY: as on the pages, who wrote is told to the secretariat alone.
    named = in_secretariat.test(viewer)
    return {"items": [_entry(each, own, named=named) for each in entries]}, record


def _entry(entry: Entry, own: Mapping[str, str], *, named: bool) -> Row:
    return {
        "at": entry.at,
        "kind": HAPPENED[entry.kind],
        "who": entry.who if named else None,
        "reason": entry.reason,
        "changes": [
            {"field": own[each.name], "label": each.field, "before": each.before, "after": each.after}
            for each in entry.changes
            if each.name in own
        ],
    }

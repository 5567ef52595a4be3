"""Pages of a list: which rows a caller asks for, by a statement that is written once for all who ask the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DataError, models

from secretariat.api.asking import Asked, Condition, is_key
from secretariat.api.shapes import Shape, offered, order_of
from secretariat.core.paging import BadCursor, Cursor, Slice, beyond
from secretariat.core.prepared import prepared_for_person
from secretariat.core.resources import Resource
from secretariat.core.viewer import Viewer


def page_of(resource: Resource, viewer: Viewer, asked: Asked, conditions: Sequence[Condition]) -> Slice:
    """Return the page that is asked for.

    Shape: tuples of the columns of ``Shape``, the key of the order and the identifier.
    Errors: BadCursor where the place is not one of this list's.
    """
    place = Cursor.read(asked.cursor) if asked.cursor else None
    usual = resource.orders[0]
    order = asked.order or usual.lstrip("-")
    is_down = asked.descending if asked.order else usual.startswith("-")
    keys = [each.value for each in conditions] + ([place.value, place.id] if place else [])
    question: dict[str, Any] = {
        "resource": resource.name,
        "order": order,
        "language": asked.language,
        "lookups": tuple(each.lookup for each in conditions),
        "is_beyond": place is not None,
        "is_down": is_down != (place is not None and place.backwards),
        "size": asked.limit + 1,
        "has_version": "version" in asked.fields,
    }
    # A day or a number is no key: such a question is written anew each time it is asked.
    is_ready = all(is_key(resource, each) for each in conditions) and _is_key(resource, order, place)
    try:
        found = _ready_rows(viewer, *keys, **question) if is_ready else list(_rows(viewer, *keys, **question))
    except (ValidationError, ValueError, TypeError, OverflowError, DataError) as error:
        if place is None:
            raise  # a fault of ours, which no cursor explains
        raise BadCursor(asked.cursor) from error
    return _cut(found, asked.limit, place)


def _is_key(resource: Resource, order: str, place: Cursor | None) -> bool:
    """Tell whether a place reaches a statement as it is: where the list is sorted by texts."""
    if place is None or order == "id":
        return place is None
    fact = resource.fact(order)
    is_text = fact.is_translated or isinstance(fact.field, (models.CharField, models.TextField))
    return is_text and isinstance(place.value, str)


def _rows(
    viewer: Viewer,
    *keys: Any,
    resource: str,
    order: str,
    language: str,
    lookups: tuple[str, ...],
    is_beyond: bool,
    is_down: bool,
    size: int,
    has_version: bool,
) -> models.QuerySet[Any, Any]:
    """Return the first rows for which ``lookups`` are equal to ``keys``, beyond the place that the last two are."""
    shape = Shape(offered(resource), viewer, fields=("version",) if has_version else ())
    rows = shape.prepared(shape.resource.rows(viewer))
    for lookup, value in zip(lookups, keys, strict=False):
        rows = rows.filter(**{lookup: value})
    rows = rows.annotate(order_key=order_of(shape.resource, order, language))
    if is_beyond:
        rows = beyond(rows, Cursor(*keys[-2:]), down=is_down)
    sign = "-" if is_down else ""
    return rows.order_by(f"{sign}order_key", f"{sign}id").values_list(*shape.columns, "order_key", "id")[:size]


_ready_rows = prepared_for_person(_rows)


def _cut(found: list[Any], size: int, place: Cursor | None) -> Slice:
    """Return rows of which one more than a page was read, with the places before and behind them."""
    more, rows = len(found) > size, found[:size]
    is_backwards = place is not None and place.backwards
    if is_backwards:
        rows.reverse()
    has_next, has_previous = (True, more) if is_backwards else (more, place is not None)
    return Slice(
        rows,
        next=_place_of(rows[-1], backwards=False) if rows and has_next else "",
        previous=_place_of(rows[0], backwards=True) if rows and has_previous else "",
    )


def _place_of(row: Sequence[Any], *, backwards: bool) -> str:
    key, identifier = row[-2:]
    return Cursor(key, identifier, backwards).text()

"""Pages of a long list by keyset: no COUNT, no OFFSET, the same speed on every page."""

from __future__ import annotations

import base64
import binascii
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import DataError, models
from django.db.models import F, Q
from django.db.models.expressions import Combinable

AnyModel = TypeVar("AnyModel", bound=models.Model)


class BadCursor(ValueError):
    """The place in the list is not one that this list gave out."""


@dataclass(frozen=True)
class Cursor:
    """A place in an ordered list: the row's key, and whether to read after it or before it."""

    value: Any
    id: uuid.UUID
    backwards: bool = False

    def text(self) -> str:
        words = json.dumps([self.value, str(self.id), self.backwards], default=str)
        return base64.urlsafe_b64encode(words.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str) -> Cursor:
        """Read a cursor. Errors: BadCursor."""
        try:
            value, identifier, backwards = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            if not isinstance(value, str | int | float) or not isinstance(backwards, bool) or "\0" in str(value):
                raise BadCursor(text)
            return cls(value, uuid.UUID(identifier), backwards)
        except (ValueError, TypeError, AttributeError, binascii.Error, RecursionError) as error:
            raise BadCursor(text) from error


@dataclass(frozen=True)
class Slice:
    """One page of a list: its rows and the cursors of its neighbors, empty at the ends."""

    rows: list[Any]
    next: str = ""
    previous: str = ""


def keyset_slice(
    rows: models.QuerySet[AnyModel],
    order: str | Combinable,
    *,
    descending: bool = False,
    cursor: str = "",
    size: int = 50,
    columns: Sequence[str] = (),
) -> Slice:
    """Return one page of ``rows`` ordered by ``order``, which is never null, then by identifier.

    Shape: at most ``size`` records or, where ``columns`` are named, tuples of these, the key of the order and the
    identifier, which is quicker than making records.
    Errors: BadCursor where ``cursor`` is not one of this list's.
    """
    place = Cursor.read(cursor) if cursor else None
    backwards = place is not None and place.backwards
    down = descending != backwards
    ordered = rows.annotate(order_key=F(order) if isinstance(order, str) else order)
    sign = "-" if down else ""
    try:
        if place is not None:
            ordered = beyond(ordered, place, down=down)
        ordered = ordered.order_by(f"{sign}order_key", f"{sign}id")
        if columns or isinstance(order, str):
            wanted: Any = ordered.values_list(*columns, "order_key", "id") if columns else ordered
            found: list[Any] = list(wanted[: size + 1])
        else:
            found = _by_their_keys(rows, ordered, size + 1)
    except (ValidationError, ValueError, TypeError, OverflowError, DataError) as error:
        if place is None:
            raise  # a fault of ours, which no cursor explains
        raise BadCursor(cursor) from error
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    has_next, has_previous = (True, more) if backwards else (more, place is not None)
    return Slice(
        found,
        next=_cursor(found[-1], backwards=False) if found and has_next else "",
        previous=_cursor(found[0], backwards=True) if found and has_previous else "",
    )


def _by_their_keys(rows: models.QuerySet[AnyModel], ordered: models.QuerySet[AnyModel], size: int) -> list[Any]:
    """Return the first rows of an order that is computed: over all rows the order alone, the rest for these few."""
    keys = dict(ordered.values_list("pk", "order_key")[:size])
    found: dict[Any, Any] = {row.pk: row for row in rows.filter(pk__in=keys)}
    for key, row in found.items():
        row.order_key = keys[key]
    return [found[key] for key in keys if key in found]


def beyond(rows: models.QuerySet[Any], place: Cursor, *, down: bool) -> models.QuerySet[Any]:
    """Return the rows beyond ``place``, in the direction of the order.

    Written as «(key beyond or id beyond) and key not before», which the databases use as a range of the index;
    the usual «key beyond or (key same and id beyond)» reads every row before the place.
    """
    over, reach = ("lt", "lte") if down else ("gt", "gte")
    return rows.filter(
        Q(**{f"order_key__{over}": place.value}) | Q(**{f"id__{over}": place.id}),
        **{f"order_key__{reach}": place.value},
    )


def _cursor(row: Any, *, backwards: bool) -> str:
    key, identifier = row[-2:] if isinstance(row, tuple) else (row.order_key, row.pk)
    return Cursor(key, identifier, backwards).text()

r"""Values as a back-up holds them: the same from both databases, plain JSON, exact.

| kind | in a back-up | on SQLite | as PostgreSQL writes it in a COPY |
| --- | --- | --- | --- |
| integer, text, date, time | as it is | as it is | text |
| boolean | true, false | 0, 1 | t, f |
| uuid | 32 hexadecimal digits | the same | with hyphens |
| moment | `2016-07-19 08:00:00.000001`, universal time | the same | with its zone |
| decimal | text with all places | a number | text |
| number | a JSON number | the same | text |
| span | microseconds | the same | microseconds, by the query |
| bytes | hexadecimal | bytes | `\x` and hexadecimal |
| json | its text | the same | its text, in an order of its own |

Values are taken as they lie in the tables, past the fields of the models: what is encrypted there stays encrypted here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db import models

Change = Callable[[Any], Any]

KINDS = {
    **dict.fromkeys(
        ("CharField", "TextField", "SlugField", "FileField", "FilePathField", "GenericIPAddressField"), "text"
    ),
    **dict.fromkeys(("AutoField", "BigAutoField", "SmallAutoField", "IntegerField", "BigIntegerField"), "integer"),
    **dict.fromkeys(("SmallIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField"), "integer"),
    "PositiveBigIntegerField": "integer",
    "BooleanField": "boolean",
    "UUIDField": "uuid",
    "DateTimeField": "moment",
    "DateField": "date",
    "TimeField": "time",
    "DecimalField": "decimal",
    "FloatField": "number",
    "DurationField": "span",
    "BinaryField": "bytes",
    "JSONField": "json",
}
ZONE = "+00"  # connections speak universal time
WITHOUT_FRACTION = len("2016-07-19 08:00:00")


def kind_of(field: models.Field[Any, Any]) -> str:
    """Return the kind of a column's values. Errors: NotImplementedError for a field that nobody taught us."""
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    name = field.get_internal_type()
    if name not in KINDS:
        raise NotImplementedError(f"a back-up does not know how to keep {name}, of {field}")
    return KINDS[name]


def changed(rows: Iterable[Sequence[Any]], changes: Sequence[tuple[int, Change]]) -> Iterator[list[Any]]:
    """Yield rows with the values at some places changed; what is not known stays so."""
    for given in rows:
        row = list(given)
        for place, change in changes:
            if row[place] is not None:
                row[place] = change(row[place])
        yield row


def from_sqlite(field: models.Field[Any, Any]) -> Change | None:
    """Return how a raw value of SQLite becomes one of a back-up; None where it is one."""
    places = Decimal(1).scaleb(-getattr(field, "decimal_places", 0))
    changes: dict[str, Change] = {
        "boolean": bool,
        "bytes": bytes.hex,
        "decimal": lambda value: str(Decimal(str(value)).quantize(places)),
    }
    return changes.get(kind_of(field))


def from_postgres(kind: str) -> Change | None:
    """Return how the text of a COPY becomes a value of a back-up; None where it is one."""
    changes: dict[str, Change] = {
        "integer": int,
        "span": int,
        "number": float,
        "boolean": "t".__eq__,
        "uuid": lambda text: text.replace("-", ""),
        "bytes": lambda text: text.removeprefix("\\x"),
        "moment": _without_zone,
    }
    return changes.get(kind)


def to_sqlite(kind: str, *, from_vendor: str) -> Change | None:
    """Return how a value of a back-up becomes one that SQLite stores; None where it is one."""
    changes: dict[str, Change] = {"bytes": bytes.fromhex}
    if from_vendor != "sqlite":
        changes["json"] = lambda text: json.dumps(json.loads(text))  # as Django writes it
    return changes.get(kind)


def to_postgres(kind: str) -> Change | None:
    """Return how a value of a back-up becomes what a COPY takes; None where it is one."""
    return {
        "moment": lambda text: text + ZONE,
        "span": lambda number: f"{number} microseconds",
        "bytes": lambda text: "\\x" + text,
    }.get(kind)


def _without_zone(text: str) -> str:
    """Return a moment as SQLite keeps it: without its zone, and with six places where it has any."""
    moment = text.removesuffix(ZONE)
    return moment if len(moment) == WITHOUT_FRACTION else moment.ljust(WITHOUT_FRACTION + 7, "0")

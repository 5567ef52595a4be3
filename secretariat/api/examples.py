"""Examples: taken from the records that everybody may see, so that the document shows what there really is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models

from secretariat.api.reading import written_one
from secretariat.api.shapes import Row, as_json
from secretariat.core.languages import LANGUAGES
from secretariat.core.resources import Fact, Resource, resource_of
from secretariat.core.viewer import ANYONE

NOBODY = "00000000-0000-7000-8000-000000000000"


def example_of(resource: Resource) -> tuple[Row, str]:
    """Return the first record that everybody may see, and its version; an empty one where there is none."""
    first = resource.rows(ANYONE).order_by("pk").values_list("pk", flat=True).first()
    if first is None:
        return {"id": NOBODY}, "1"
    row, version = written_one(resource, ANYONE, str(first))
    return json.loads(as_json(row)), version


def sent_example(facts: Iterable[Fact], row: Mapping[str, Any], *, new: bool) -> Row:
    """Return what could be sent for ``facts``: as the example has it; of a ``new`` record what must be its own anew."""
    return {
        fact.name: _renewed(fact, value) if new else value
        for fact in facts
        if (value := _example(fact, row)) not in (None, "", [])
    }


def _renewed(fact: Fact, value: Any) -> Any:
    is_own = fact.field.unique or fact.name in {"slug", "number", "letter", "address"}
    return (
        f"{value}-b"[-(fact.field.max_length or 50) :] if is_own and isinstance(value, str) and not fact.to else value
    )


def _example(fact: Fact, row: Mapping[str, Any]) -> Any:
    if fact.name in row:
        return row[fact.name]
    return _invented(fact) if fact.required else None


def _invented(fact: Fact) -> Any:
    """Return a value for what the record itself does not show."""
    if fact.to is not None:
        other = resource_of(fact.to)
        value = example_of(other)[0]["id"] if other else NOBODY
        return [value] if fact.many else value
    if fact.is_translated:
        return dict.fromkeys(LANGUAGES, "Example")
    if fact.field.choices:
        return fact.field.flatchoices[0][0]
    kinds: tuple[tuple[type[models.Field[Any, Any]], Any], ...] = (
        (models.BooleanField, False),
        (models.IntegerField, 1),
        (models.DateField, "2026-01-15"),
        (models.EmailField, "somebody@example.org"),
    )
    return next((value for kind, value in kinds if isinstance(fact.field, kind)), "example")

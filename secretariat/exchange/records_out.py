"""Turn records into rows of cells, as far as a reader may see."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from secretariat.core.choices import How
from secretariat.core.languages import Labels
from secretariat.core.readings import note_taken
from secretariat.core.resources import Fact, Resource, resource_of, told, visible
from secretariat.core.viewer import Viewer
from secretariat.exchange.targets import IDENTIFIER, KEY, Target
from secretariat.exchange.writing import Cell, Row

AT_ONCE = 500
PLAIN = (str, int, float, Decimal, datetime.date)  # what a cell holds as it is
Known = dict[str, dict[Any, str]]  # what records referred to are called in files, by fact and identifier


def rows_out(
    resource: Resource, viewer: Viewer, identifiers: Sequence[Any], targets: Sequence[Target], *, whole: bool
) -> Iterator[Row]:
    """Yield the rows of records in the order of their identifiers; ``whole`` leaves a missing language empty.

    What became hidden or went away since the identifiers were found is left out. What not everyone may see is noted as
    read, in a few statements for many rows.
    """
    remaining = iter(identifiers)
    wants_key = any(target.name == KEY for target in targets)
    while some := list(islice(remaining, AT_ONCE)):
        found = resource.rows(viewer).in_bulk(some)
        records = [found[each] for each in some if each in found]
        note_taken(viewer, records, How.DOWNLOAD)
        known = _names_of_others(targets, records, viewer)
        if wants_key:
            known[KEY] = resource.names_of(viewer, some)
        for record in records:
            yield [_cell(target, record, known, whole=whole) for target in targets]


def _names_of_others(targets: Sequence[Target], records: Sequence[models.Model], viewer: Viewer) -> Known:
    """Return what the records referred to are called. SECURITY: one that the reader may not see is not named."""
    known: Known = {}
    for fact in (target.fact for target in targets):
        if fact is None or fact.to is None or fact.is_list:
            continue
        wanted = {value_of(fact, record) for record in records} - {None}
        known[fact.name] = names_in_files(fact, wanted, viewer) if wanted else {}
    return known


def names_in_files(fact: Fact, identifiers: set[Any], viewer: Viewer) -> dict[Any, str]:
    """Return by which name files know the records that a fact refers to: their key, else their identifier."""
    assert fact.to is not None
    resource = resource_of(fact.to)
    if resource is None:
        return {each.pk: str(each) for each in visible(fact.to, viewer).filter(pk__in=identifiers)}
    return resource.names_of(viewer, identifiers)


def value_of(fact: Fact, record: models.Model) -> Any:
    """Return a fact of a record that was read through ``Resource.rows``; None where its reader may not know it."""
    if fact.is_guarded:
        return getattr(record, told(fact))
    at: Any = record
    for step in (fact.path or fact.field.attname).split("."):
        at = getattr(at, step, None)
    return at


def _cell(target: Target, record: models.Model, known: Known, *, whole: bool) -> Cell:
    if target.name == IDENTIFIER:
        return str(record.pk)
    if target.name == KEY or target.fact is None:
        return known[KEY].get(record.pk, "")
    value = value_of(target.fact, record)
    if target.fact.name in known:
        return known[target.fact.name].get(value, "")
    if isinstance(value, Labels):
        return value.get(target.language, "") if whole else value.in_language(target.language)
    return as_cell(value, target.fact)


def as_cell(value: Any, fact: Fact | None = None) -> Cell:
    """Return a value as a cell holds it: choices and truth in the reader's words, the rest as it is."""
    choices = dict(fact.field.flatchoices) if fact is not None and fact.field.choices else {}
    if value is None or value == "":
        return None
    if isinstance(value, str | int) and value in choices and not isinstance(value, bool):
        return str(choices[value])
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return value if isinstance(value, PLAIN) else _joined(value)


def _joined(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    return str(value.pk if isinstance(value, models.Model) else value)

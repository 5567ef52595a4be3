"""Values between Python and the outside: JSON for programs, text for spreadsheets, the same rules for both."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.resources import Fact, Values, resource_of, told
from secretariat.core.viewer import Viewer

LONGEST_LIST, LONGEST_WORDS = 200, 300
YES_OR_NO = {"true": True, "false": False}
Seek = Callable[[Fact, str], Any]  # how the record is found that a fact names; None where there is none to see


def written(fact: Fact, record: models.Model) -> Any:
    """Return a fact of a record, read through ``Resource.rows``, as JSON holds it.

    Shape: text, number, true or false, null; days as YYYY-MM-DD, moments as ISO 8601 in UTC; words by language; the
    identifier of a record referred to; null too for what the viewer of the rows may not know.
    """
    if fact.is_guarded:
        return plain(getattr(record, told(fact)))
    at: Any = record
    *way, last = (fact.path or fact.field.attname).split(".")
    for step in way:
        at = getattr(at, step)
        if at is None:
            return None
    return plain(getattr(at, last))


def plain(value: Any) -> Any:
    """Return a value as JSON holds it."""
    if isinstance(value, Labels):
        return dict(value)
    if isinstance(value, datetime.date | datetime.datetime):
        return value.isoformat()
    if isinstance(value, uuid.UUID):
        return str(value)
    return value


def read_values(facts: tuple[Fact, ...], given: Mapping[str, Any], viewer: Viewer, *, partial: bool) -> Values:
    """Return what was given for ``facts`` as Python holds it.

    ``partial`` lets required facts be left out, as a change does. Errors: ValidationError with every objection, by the
    name of the fact: unknown name, missing, not of its kind, a record that is not there or hidden (the same words).
    """
    return _read(facts, given, lambda fact, name: _sought(fact, name, viewer), partial=partial)


def read_many(
    facts: tuple[Fact, ...], rows: Sequence[Mapping[str, Any]], viewer: Viewer
) -> list[Values | ValidationError]:
    """Return what was given row by row, or what is wrong with the row, as ``read_values`` does.

    The records that all rows name are sought together, so that the number of statements does not grow with the rows.
    """
    found = {fact.name: _sought_together(fact, rows, viewer) for fact in facts if fact.to is not None}
    return [_row(facts, row, found) for row in rows]


def _row(
    facts: tuple[Fact, ...], row: Mapping[str, Any], found: Mapping[str, Mapping[str, Any]]
) -> Values | ValidationError:
    try:
        return _read(facts, row, lambda fact, name: found[fact.name].get(name), partial=False)
    except ValidationError as error:
        return error


def _sought_together(fact: Fact, rows: Sequence[Mapping[str, Any]], viewer: Viewer) -> dict[str, Any]:
    given = [each for row in rows for each in _each(row.get(fact.name))]
    names = {str(each) for each in given if isinstance(each, str | uuid.UUID) and "\0" not in str(each)}
    resource = resource_of(fact.to) if fact.to else None
    return resource.find_many(viewer, names - {""}) if resource else {}


def _each(given: Any) -> Sequence[Any]:
    return given if isinstance(given, list | tuple) else [given]


def _read(facts: tuple[Fact, ...], given: Mapping[str, Any], seek: Seek, *, partial: bool) -> Values:
    known = {fact.name: fact for fact in facts}
    wrong: dict[str, list[str]] = {name: [_("There is no such field.")] for name in given if name not in known}
    values: dict[str, Any] = {}
    for name, fact in known.items():
        if name not in given:
            if fact.required and not partial:
                wrong[name] = [_("This field is required.")]
            continue
        try:
            values[name] = _value(fact, given[name], seek)
        except ValidationError as error:
            wrong[name] = error.messages
    if wrong:
        raise ValidationError(wrong)
    return values


def read_value(fact: Fact, given: Any, viewer: Viewer) -> Any:
    """Return one value as Python holds it. Errors: ValidationError in the reader's language."""
    return _value(fact, given, lambda fact, name: _sought(fact, name, viewer))


def _value(fact: Fact, given: Any, seek: Seek) -> Any:
    if fact.is_list and given not in (None, ""):
        value = _list(fact, given, seek)
    elif given in (None, "") and not isinstance(given, bool):
        value = nothing(fact)
    else:
        value = _one(fact, given, seek)
    if fact.required and value in (None, "", [], Labels()):
        raise ValidationError(_("This field is required."))
    return value


def nothing(fact: Fact) -> Any:
    """Return what a fact holds where nothing is given."""
    if fact.is_list:
        return []
    return None if fact.field.null else fact.field.get_default() if fact.field.has_default() else ""


def _list(fact: Fact, given: Any, seek: Seek) -> list[Any]:
    if not isinstance(given, list | tuple) or len(given) > LONGEST_LIST:
        raise ValidationError(_("Give a list of at most %(most)s values.") % {"most": LONGEST_LIST})
    return [_one(fact, each, seek) if fact.many else _text(each) for each in given]


def _text(given: Any) -> str:
    if not isinstance(given, str) or not given.strip() or "\0" in given or len(given) > LONGEST_WORDS:
        raise ValidationError(_("This is not a value of this kind."))
    return given.strip()


def _one(fact: Fact, given: Any, seek: Seek) -> Any:
    if fact.is_translated:
        return _labels(given)
    if fact.to is not None:
        return _record(fact, given, seek)
    if isinstance(given, dict | list) or "\0" in str(given):
        raise ValidationError(_("This is not a value of this kind."))
    value = fact.field.to_python(_usual(fact.field, given))
    fact.field.run_validators(value)
    if fact.field.choices and value not in dict(fact.field.flatchoices):
        raise ValidationError(_("“%(value)s” is not one of: %(choices)s.") % _choices(fact, value))
    return value


def _usual(field: models.Field[Any, Any], given: Any) -> Any:
    """Return a value as fields read it. Errors: ValidationError for what they would silently make something else of."""
    is_yes_or_no = isinstance(field, models.BooleanField)
    if isinstance(given, str):
        words = given if isinstance(field, models.TextField) else given.strip()
        return YES_OR_NO.get(words.casefold(), words) if is_yes_or_no else words
    is_day = isinstance(field, models.DateField) and not isinstance(given, datetime.date)
    is_fraction = isinstance(given, float) and not given.is_integer()
    if isinstance(given, bool) != is_yes_or_no or is_day or is_fraction:
        raise ValidationError(_("This is not a value of this kind."))
    return int(given) if isinstance(given, float) else given


def _choices(fact: Fact, value: Any) -> dict[str, str]:
    return {"value": str(value)[:60], "choices": ", ".join(str(key) for key, _label in fact.field.flatchoices)}


def _labels(given: Any) -> Labels:
    if not isinstance(given, Mapping) or not all(isinstance(words, str | None) for words in given.values()):
        raise ValidationError(_("Give the words by language: en, es, pt, fr."))
    unknown = sorted(set(map(str, given)) - set(LANGUAGES))
    if unknown:
        raise ValidationError(_("Unknown language: %(codes)s.") % {"codes": ", ".join(unknown)[:60]})
    if any("\0" in words for words in given.values() if words):
        raise ValidationError(_("This is not a value of this kind."))
    return Labels({code: words.strip() for code, words in given.items() if words})


def _record(fact: Fact, given: Any, seek: Seek) -> models.Model:
    """Return the record that was named. SECURITY: a hidden one and a missing one are refused in the same words."""
    name = str(given) if isinstance(given, str | uuid.UUID) else ""
    found: models.Model | None = seek(fact, name) if name and "\0" not in name else None
    if found is None:
        raise ValidationError(_("There is no such record: “%(name)s”.") % {"name": str(given)[:60]})
    return found


def _sought(fact: Fact, name: str, viewer: Viewer) -> Any:
    resource = resource_of(fact.to) if fact.to else None
    return resource.find_one(viewer, name) if resource else None

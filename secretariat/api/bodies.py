"""Bodies: what a caller sends, as JSON within limits, and the reason they give."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from secretariat.api.problems import Problem
from secretariat.core.resources import Fact

DEEPEST = 12
LONGEST_REASON = 2000
KINDS = {"application/json", "application/merge-patch+json"}


def read_body(request: HttpRequest) -> dict[str, Any]:
    """Return the object that a request bears; nothing is an empty one. Errors: Problem."""
    if _announced(request) > settings.API_BODY_LIMIT:
        raise Problem("too-large", _("At most %(bytes)s bytes.") % {"bytes": settings.API_BODY_LIMIT})
    if not request.body:
        return {}
    if request.content_type not in KINDS:
        raise Problem("media-type", _("Send application/json."))
    given = _parsed(request.body)
    if not isinstance(given, dict):
        raise Problem("not-understood", _("An object is expected: {…}."))
    return given


def _announced(request: HttpRequest) -> int:
    try:
        return int(request.headers.get("Content-Length") or 0)
    except ValueError as error:
        raise Problem("not-understood", _("This is not a value of this kind.")) from error


def _parsed(body: bytes) -> Any:
    try:
        given = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
        _check(given)
    except (ValueError, RecursionError) as error:  # wrong JSON, wrong UTF-8, numbers of thousands of digits
        raise Problem("not-understood", _("This is not JSON that can be read here.")) from error
    return given


def _refuse_constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are no JSON


def _check(given: Any) -> None:
    """Refuse what is too deep, and letters that no text holds. Errors: ValueError."""
    level, left = 0, [given]
    while left:
        level += 1
        if level > DEEPEST:
            raise ValueError("too deep")
        left = [each for value in left for each in _inside(value)]


def _inside(value: Any) -> Iterator[Any]:
    if isinstance(value, str):
        value.encode()  # a lone surrogate has no bytes: UnicodeEncodeError is a ValueError
    elif isinstance(value, dict):
        yield from value
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def reason_of(request: HttpRequest, body: Mapping[str, Any], facts: Sequence[Fact]) -> tuple[str, dict[str, Any]]:
    """Return the reason and the body without it.

    The field ``reason``, unless the record has a fact of that name; or the header, percent-encoded UTF-8.
    Errors: Problem.
    """
    given: Any = unquote(request.headers.get("Change-Reason", ""), errors="replace")
    values = dict(body)
    if not any(fact.name == "reason" for fact in facts):
        given = values.pop("reason", "") or given
    if not isinstance(given, str) or len(given) > LONGEST_REASON or "\0" in given:
        raise Problem("invalid", errors={"reason": [_("This is not a value of this kind.")]})
    return given.strip(), values


def refuse_other_kinds(facts: Sequence[Fact], given: Mapping[str, Any]) -> None:
    """Refuse a number for a text, a text for a number and so on, which a sheet may hold and a program may not send.

    Errors: ValidationError by fact.
    """
    kinds = {fact.name: JSON_KINDS[json_kind(fact)] for fact in facts if fact.name in given}
    wrong = {
        name: _("This is not a value of this kind.")
        for name, kind in kinds.items()
        if given[name] not in (None, "") and type(given[name]) is not kind
    }
    if wrong:
        raise ValidationError({name: [said] for name, said in wrong.items()})


JSON_KINDS: Mapping[str, type] = {"string": str, "integer": int, "boolean": bool, "array": list, "object": dict}


def json_kind(fact: Fact) -> str:
    """Return of which kind a fact is in JSON."""
    if fact.is_translated:
        return "object"
    if fact.is_list:
        return "array"
    if fact.to is not None:
        return "string"
    kinds = ((models.BooleanField, "boolean"), (models.IntegerField, "integer"))
    return next((name for kind, name in kinds if isinstance(fact.field, kind)), "string")

"""Kinds of notice: what people can be told of, in which words, and how unless they choose otherwise.

A closed registry: kinds are registered when the program starts, from an app's ``notice_kinds.py``.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from rules.predicates import Predicate

from secretariat.core.choices import Way
from secretariat.core.rules import signed_in


@dataclass(frozen=True)
class Kind:
    """One kind of notice.

    ``words`` is said to who may see the record, with the notice's data: “%(unit)s …”. ``brief`` holds no data at all:
    it is said where the record is hidden by now, and in mail unless everyone may see the record. ``default`` is how
    people learn of it unless they choose; ``rule`` says who can get it, and so chooses.
    """

    name: str
    label: str | Promise
    help: str | Promise
    words: str | Promise
    brief: str | Promise
    default: Way = Way.DIGEST
    rule: Predicate = signed_in


_kinds: dict[str, Kind] = {}


def add_kind(kind: Kind) -> Kind:
    """Register a kind; its name stays the same for good, for notices and preferences are found by it."""
    if kind.name in _kinds:
        raise ValueError(f"there is a kind of notice “{kind.name}” already")
    # SECURITY: label and brief go into mail as they are; a name or a line break in them would go along.
    if any(sign in f"{kind.label}{kind.brief}" for sign in ("%", "\r", "\n")):
        raise ValueError(f"label and brief of “{kind.name}” hold no data and no line break")
    _kinds[kind.name] = kind
    return kind


def kinds() -> list[Kind]:
    """Return all kinds, by name."""
    return [_kinds[name] for name in sorted(_kinds)]


def find_kind(name: str) -> Kind | None:
    """Return the kind of this name; None where the program has none, such as one of a former version."""
    return _kinds.get(name)

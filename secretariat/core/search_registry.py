"""What can be found: each app declares in its ``searchable.py`` which of its records, by which words, and by whom.

A closed registry: declarations are made when the program starts. One entry stands for one page: what an upper app knows
of another's record it adds to that record's entry, as topics, units and words, and need not be known below.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import translation

from secretariat.core.gates import Gates
from secretariat.core.languages import LANGUAGES

FACETS = ("body", "unit", "topic", "state", "year")  # beside kind and language, which every entry has
Identifiers = Collection[uuid.UUID]


@dataclass(frozen=True)
class Entry:
    """What is known of a record to whoever looks for it.

    ``names`` are symbols, addresses and acronyms, which are matched as they are written, before any word.
    ``titles`` and ``texts`` are words by language; "" stands for words in no language, such as a person's name.
    ``facets`` are by the names in ``FACETS``: identifiers of parties and topics, and years in digits. ``languages`` are
    those it can be read in, where its words do not say. ``kind`` is one of its declaration's, if not the first.
    """

    gates: Gates
    titles: Mapping[str, str]
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    names: Sequence[str] = ()
    facets: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    languages: Sequence[str] = ()
    kind: str = ""


@dataclass(frozen=True)
class Addition:
    """What an upper app adds to an entry: another kind to find it under, words, and facets.

    It must be fit for everyone who may see the record.
    """

    kind: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, Sequence[str]] = field(default_factory=dict)
    names: Sequence[str] = ()
    facets: Mapping[str, Sequence[Any]] = field(default_factory=dict)


Touched = Callable[[Identifiers], Iterable[uuid.UUID]]
Additions = Callable[[Sequence[Any], Mapping[uuid.UUID, Gates]], Mapping[uuid.UUID, Addition]]


@dataclass(frozen=True)
class Searchable:
    """A kind of record that can be found.

    ``kinds`` name what it is found as, by the model whose name it bears; the first names the declaration. ``rows`` have
    entries, with the relations that ``entry`` reads. ``said`` gives the words under which a hit is listed, in the
    reader's language. ``touched_by`` names the other records that an entry is made from: given the identifiers of those
    that were written, it returns which entries are to be made anew.
    """

    kinds: Mapping[str, type[models.Model]]
    model: type[models.Model]
    rows: Callable[[], Any]  # a queryset with ``visible_to``
    entry: Callable[[Any], Entry]
    said: Callable[[Any], str] = str
    touched_by: Mapping[type[models.Model], Touched] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return next(iter(self.kinds))

    def __hash__(self) -> int:
        return hash(self.key)


@dataclass(frozen=True)
class Added:
    """What an app adds to the entries of another's records, and under which kinds they are found then."""

    additions: Additions
    kinds: Mapping[str, type[models.Model]]
    touched_by: Mapping[type[models.Model], Touched]


_searchable: dict[type[models.Model], Searchable] = {}
_added: dict[type[models.Model], list[Added]] = defaultdict(list)


def make_searchable(searchable: Searchable) -> None:
    """Declare a kind of record that can be found."""
    if searchable.model in _searchable or any(each.key == searchable.key for each in _searchable.values()):
        raise ValueError(f"{searchable.model.__name__} can be found already")
    _searchable[searchable.model] = searchable


def add_to_entries(
    model: type[models.Model],
    additions: Additions,
    *,
    touched_by: Mapping[type[models.Model], Touched],
    kinds: Mapping[str, type[models.Model]] | None = None,
) -> None:
    """Add to the entries of another app's records.

    ``additions`` gets records and the gates of each, and finds what it adds to all of them in a fixed number of
    statements; what fewer people may see than the record (see ``gates.covers``) it leaves out.
    """
    _added[model].append(Added(additions, kinds or {}, touched_by))


def searchables() -> list[Searchable]:
    """Return what can be found, in a fixed order."""
    return sorted(_searchable.values(), key=lambda each: each.key)


def additions_to(model: type[models.Model]) -> list[Added]:
    """Return what other apps add to a model's entries."""
    return list(_added[model]) if model in _added else []


def kinds_found() -> dict[str, type[models.Model]]:
    """Return every kind under which something can be found, with the model whose name it bears."""
    own = {key: model for each in searchables() for key, model in each.kinds.items()}
    for each in searchables():
        for one in additions_to(each.model):
            own.update(one.kinds)
    return own


def watched_models() -> set[type[models.Model]]:
    """Return the models whose writes change what can be found."""
    watched = set(_searchable)
    for each in _searchable.values():
        watched |= set(each.touched_by)
        for one in additions_to(each.model):
            watched |= set(one.touched_by)
    return watched


def entries_touched(model: type[models.Model], identifiers: Identifiers) -> dict[type[models.Model], set[uuid.UUID]]:
    """Return which entries are to be made anew because records of ``model`` were written."""
    found: dict[type[models.Model], set[uuid.UUID]] = defaultdict(set)
    for each in searchables():
        if each.model is model:
            found[model] |= set(identifiers)
        for touched_by in (each.touched_by, *(one.touched_by for one in additions_to(each.model))):
            if model in touched_by:
                found[each.model] |= set(touched_by[model](identifiers))
    return found


def that_had(model: type[models.Model], attribute: str) -> Touched:
    """Return how the records are found to which rows of ``model`` point, or ever pointed, by ``attribute``.

    Read from history, so that a row that was moved or taken out still names what it stood on.
    """

    def touched(identifiers: Identifiers) -> Iterable[uuid.UUID]:
        history: models.QuerySet[Any] = model.history.all()  # type: ignore[attr-defined]
        versions = history.filter(id__in=identifiers, **{f"{attribute}__isnull": False})
        return versions.values_list(attribute, flat=True).distinct()

    return touched


def that_has(model: type[models.Model], lookup: str) -> Touched:
    """Return how the rows of ``model`` are found that lead to written records by ``lookup``, such as «document»."""

    def touched(identifiers: Identifiers) -> Iterable[uuid.UUID]:
        rows: models.QuerySet[Any] = model._default_manager.filter(**{f"{lookup}__in": identifiers})
        return rows.values_list("pk", flat=True)

    return touched


def in_each_language(record: models.Model) -> dict[str, str]:
    """Return how a record is called in each language."""
    words = {}
    for code in LANGUAGES:
        with translation.override(code):
            words[code] = str(record)
    return words


def passages(*labels: Mapping[str, str]) -> dict[str, list[str]]:
    """Return words in several languages, passage by passage in each."""
    return {code: [each[code] for each in labels if each.get(code)] for code in LANGUAGES}


def one_after_another(first: Touched, second: Touched) -> Touched:
    """Return how records are found over one between."""
    return lambda identifiers: second(list(first(identifiers)))

"""Make what the index holds of records, from what their apps declare."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from tantivy import Document

from secretariat.core.gates import tokens_of
from secretariat.core.languages import LANGUAGES
from secretariat.core.search_registry import FACETS, Addition, Entry, Searchable, additions_to
from secretariat.search.words import pieces, written_as_one

BATCH = 500  # records read at a time


def key_of(searchable: Searchable, identifier: uuid.UUID) -> str:
    """Return the key of an entry: what sort of record, and which."""
    return f"{searchable.key}:{identifier}"


def documents_of(searchable: Searchable, identifiers: Iterable[uuid.UUID]) -> Iterator[Document]:
    """Yield what the index holds of those among the records that still have entries."""
    yield from _made(searchable, list(searchable.rows().filter(pk__in=list(identifiers))))


def all_documents(searchable: Searchable) -> Iterator[list[Document]]:
    """Yield what the index holds of all records of a kind, batch by batch in the order of their identifiers."""
    rows: QuerySet[Any] = searchable.rows().order_by("pk")
    batch = list(rows[:BATCH])
    while batch:
        yield list(_made(searchable, batch))
        batch = list(rows.filter(pk__gt=batch[-1].pk)[:BATCH])


def _made(searchable: Searchable, records: Sequence[Any]) -> Iterator[Document]:
    entries = {record.pk: searchable.entry(record) for record in records}
    gates = {identifier: entry.gates for identifier, entry in entries.items()}
    added: dict[uuid.UUID, list[Addition]] = defaultdict(list)
    for each in additions_to(searchable.model) if records else ():
        for identifier, addition in each.additions(records, gates).items():
            added[identifier].append(addition)
    for identifier, entry in entries.items():
        yield _document(searchable, identifier, entry, added[identifier])


def _document(searchable: Searchable, identifier: uuid.UUID, entry: Entry, added: Sequence[Addition]) -> Document:
    made = Document()
    made.add_text("key", key_of(searchable, identifier))
    made.add_text("kind", next((each.kind for each in added if each.kind), entry.kind or searchable.key))
    for token in tokens_of(entry.gates):
        made.add_text("visible_to", token)
    parts: list[Entry | Addition] = [entry, *added]
    for part in parts:
        _add_words(made, part.titles, part.texts)
    for name in dict.fromkeys(name for part in parts for name in part.names if name):
        made.add_text("exact", written_as_one(name))
        made.add_text("name", " ".join(pieces(name)))
    for name in FACETS:
        for value in dict.fromkeys(str(value) for part in parts for value in part.facets.get(name, ()) if value):
            made.add_text(name, value)
    for code in entry.languages or _languages(entry):
        made.add_text("language", code)
    return made


def _languages(entry: Entry) -> list[str]:
    return [code for code in LANGUAGES if entry.titles.get(code) or any(entry.texts.get(code, ()))]


def _add_words(made: Document, titles: Mapping[str, str], texts: Mapping[str, Sequence[str]]) -> None:
    """Add words to the fields of their languages; a title also without any language, to be found while it is typed."""
    for code, title in titles.items():
        if code in LANGUAGES:
            made.add_text(f"title_{code}", title)
    for title in dict.fromkeys(titles.values()):
        made.add_text("folded", title)
    for code, passages in texts.items():
        for passage in passages:
            made.add_text(f"text_{code}" if code in LANGUAGES else "folded", passage)

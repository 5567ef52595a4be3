"""Write the index: read the outbox and make anew what was touched, or make all of it.

One process writes at a time. The position in the outbox is kept in the index, in the same commit as the entries, so
that a process may be killed at any moment: what it had not committed is read again, and writing twice changes nothing.
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from django.apps import apps
from django.db import models
from tantivy import Document, Index, IndexWriter, Query

from secretariat.core.search_registry import Searchable, entries_touched, searchables
from secretariat.search import outbox
from secretariat.search.entries import BATCH, all_documents, documents_of, key_of
from secretariat.search.index import SCHEMA, STATE, NoIndex, current_folder, new_index, open_index, writing
from secretariat.search.models import Change
from secretariat.search.outbox import Position

HEAP = 30_000_000  # bytes that the writer may gather before it writes a part
REBUILDING_HEAP = 128_000_000
AT_A_TIME = 1000  # changes in one commit

Progress = Callable[[Searchable, int], None]


class Indexer:
    """Keeps the index up to date with the outbox; the same object goes on from round to round.

    ``_ahead`` are the changes behind the position that were read already, while a slow transaction keeps it back.
    """

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._position = Position()
        self._ahead: set[int] = set()

    def catch_up(self) -> int:
        """Read the outbox to its end; return how many changes were read. Errors: Busy while another process writes."""
        done = 0
        while read := self.round():
            done += read
        return done

    def round(self) -> int:
        """Read what is new in the outbox, or make the index where there is none; return how many changes were read."""
        try:
            known = current_folder() == self._folder
        except NoIndex:
            self.rebuild()
            return 0
        if known and not self._fresh(1):
            return 0
        with writing():
            index = open_index(current_folder())
            self._go_on_from(position_in(index))
            if outbox.knows(self._position):
                return self._read(index)
        self.rebuild()
        return 0

    def rebuild(self, *, progress: Progress | None = None, patience: float = 0) -> int:
        """Make the index from the records; return how many entries it has. The old one serves until then.

        Errors: Busy where another process writes for longer than ``patience`` seconds.
        """
        with writing(patience=patience):
            start = outbox.safe_end()  # before the records are read: what is written meanwhile is read afterwards
            with new_index() as folder:
                count = _write_all(open_index(folder), start, progress)
            self._folder = None
        return count

    def _fresh(self, most: int) -> list[Change]:
        return outbox.after(self._position, without=self._ahead, most=most)

    def _go_on_from(self, position: Position) -> None:
        """Take up the position that the index has; another process may have written it since."""
        if self._folder != current_folder() or position != self._position:
            self._ahead = set()
        self._folder, self._position = current_folder(), position

    def _read(self, index: Index) -> int:
        before = outbox.horizon()
        changes = self._fresh(AT_A_TIME)
        safe = [each for each in changes if before is None or each.transaction < before]
        reached = max([self._position, *(outbox.position_of(each) for each in safe)])
        with _writer(index, HEAP) as writer:
            for searchable, identifiers in _touched(changes).items():
                _write(writer, searchable, identifiers)
            _write_position(writer, reached)
        self._ahead |= {each.pk for each in changes}
        if reached != self._position:
            self._position = reached
            late = Change.objects.filter(pk__in=self._ahead, transaction__gte=reached.transaction)
            self._ahead = set(late.values_list("pk", flat=True))
        return len(changes)


@contextmanager
def _writer(index: Index, heap: int) -> Iterator[IndexWriter]:
    """Give what writes; commit when all went well, and let parts be joined."""
    writer = index.writer(heap, 1)
    yield writer
    writer.commit()
    writer.wait_merging_threads()


def position_in(index: Index) -> Position:
    """Return how far an index has read."""
    index.reload()
    searcher = index.searcher()
    hits = searcher.search(Query.term_query(SCHEMA, "key", STATE), 1).hits
    return Position(**json.loads(searcher.doc(hits[0][1]).get_first("position") or "{}")) if hits else Position()


def _write_position(writer: IndexWriter, position: Position) -> None:
    state = Document()
    state.add_text("key", STATE)
    state.add_text("position", json.dumps(asdict(position)))
    writer.delete_documents_by_term("key", STATE)
    writer.add_document(state)


def _touched(changes: Iterable[Change]) -> Mapping[Searchable, set[uuid.UUID]]:
    """Return which entries the changes concern; what was written by an app that is no longer there concerns none."""
    written: dict[str, set[uuid.UUID]] = defaultdict(set)
    for change in changes:
        written[change.label].add(change.record)
    models_ = {model._meta.label_lower: model for model in apps.get_models()}
    found: dict[type[models.Model], set[uuid.UUID]] = defaultdict(set)
    for label, identifiers in written.items():
        if label in models_:
            for model, touched in entries_touched(models_[label], identifiers).items():
                found[model] |= touched
    return {each: found[each.model] for each in searchables() if found.get(each.model)}


def _write(writer: IndexWriter, searchable: Searchable, identifiers: set[uuid.UUID]) -> None:
    """Write entries as the records are now; those of records that are gone are only taken out."""
    ordered = sorted(identifiers)
    for start in range(0, len(ordered), BATCH):
        batch = ordered[start : start + BATCH]
        for identifier in batch:
            writer.delete_documents_by_term("key", key_of(searchable, identifier))
        for document in documents_of(searchable, batch):
            writer.add_document(document)


def _write_all(index: Index, start: Position, progress: Progress | None) -> int:
    count = 0
    with _writer(index, REBUILDING_HEAP) as writer:
        for searchable in searchables():
            for documents in all_documents(searchable):
                for document in documents:
                    writer.add_document(document)
                count += len(documents)
                if progress:
                    progress(searchable, len(documents))
        _write_position(writer, start)
    return count

"""The index: its fields, how words are reduced in each language, where it lies, and how it is opened.

An index is a folder below ``settings.SEARCH_INDEX``, and the file «current» names the one in use. It holds keys and
reduced words, no text: what is shown is read from the database, through ``visible_to``.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from django.conf import settings
from tantivy import Filter, Index, Schema, SchemaBuilder, Searcher, TextAnalyzer, TextAnalyzerBuilder, Tokenizer

from secretariat.core.languages import LANGUAGES
from secretariat.core.search_registry import FACETS

# Which Snowball stemmer, and whether accents are folded before it or after: Spanish and Portuguese endings bear accents
# that their stemmers look for; English and French ones do better without.
STEMMERS = {"en": ("english", True), "es": ("spanish", False), "pt": ("portuguese", False), "fr": ("french", True)}
LONGEST_WORD = 40  # bytes
STATE = "__state__"  # the key of the entry that says how far the index has read; it bears no token
FILTERS = ("kind", *FACETS, "language")


class NoIndex(Exception):
    """There is no index yet: the worker makes one at its start."""


class Busy(Exception):
    """Another process is writing the index."""


def _reduced(stemmer: str, *, fold_first: bool) -> TextAnalyzer:
    steps = [Filter.stemmer(stemmer), Filter.ascii_fold()]
    return _analyzer(*(reversed(steps) if fold_first else steps))


def _analyzer(*steps: Filter) -> TextAnalyzer:
    builder = (
        TextAnalyzerBuilder(Tokenizer.simple()).filter(Filter.remove_long(LONGEST_WORD)).filter(Filter.lowercase())
    )
    for step in steps:
        builder = builder.filter(step)
    return builder.build()


REDUCED = {code: _reduced(name, fold_first=first) for code, (name, first) in STEMMERS.items()}
FOLDED = _analyzer(Filter.ascii_fold())
TOKENIZERS = {
    "folded": FOLDED,
    "pieces": TextAnalyzerBuilder(Tokenizer.whitespace()).build(),
    **{f"reduced_{code}": analyzer for code, analyzer in REDUCED.items()},
}


def _schema() -> Schema:
    builder = SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("position", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("visible_to", tokenizer_name="raw", index_option="basic")
    for name in FILTERS:
        builder.add_text_field(name, stored=name == "kind", fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("exact", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("name", tokenizer_name="pieces", index_option="freq")
    builder.add_text_field("folded", tokenizer_name="folded", index_option="freq")
    for code in LANGUAGES:
        builder.add_text_field(f"title_{code}", tokenizer_name=f"reduced_{code}", index_option="freq")
        builder.add_text_field(f"text_{code}", tokenizer_name=f"reduced_{code}", index_option="freq")
    return builder.build()


SCHEMA = _schema()
# A new version of the program may reduce words or make entries otherwise: it does not read an older one's index.
MADE_BY = hashlib.sha256(f"{version('secretariat')} {FILTERS} {STEMMERS} 1".encode()).hexdigest()[:12]


def open_index(folder: Path) -> Index:
    """Open the index in a folder, making it in an empty one: the one way to it, for readers and the writer alike."""
    index = Index(SCHEMA, path=str(folder))
    # SECURITY: without its tokenizers an index answers every question with everything.
    for name, analyzer in TOKENIZERS.items():
        index.register_tokenizer(name, analyzer)
    index.config_reader("Manual")
    return index


def current_folder() -> Path:
    """Return where the index in use lies. Errors: NoIndex where this version of the program has made none."""
    root = Path(settings.SEARCH_INDEX)
    try:
        name = (root / "current").read_text(encoding="ascii")
    except FileNotFoundError as error:
        raise NoIndex("no index has been made") from error
    if not name.startswith(MADE_BY) or not (root / name / "meta.json").is_file():
        raise NoIndex("the index was made by another version")
    return root / name


@contextmanager
def new_index() -> Iterator[Path]:
    """Give an empty folder and put it in the place of the index in use when all went well; readers notice."""
    root = Path(settings.SEARCH_INDEX)
    folder = root / f"{MADE_BY}-{time.time_ns():x}"
    folder.mkdir(parents=True)
    yield folder
    note = root / "current.new"
    with note.open("w", encoding="ascii") as file:
        file.write(folder.name)
        file.flush()
        os.fsync(file.fileno())
    note.replace(root / "current")
    for other in root.iterdir():  # those before, and what was left of one that was never finished
        if other.is_dir() and other != folder:
            shutil.rmtree(other)


@contextmanager
def writing(*, patience: float = 0) -> Iterator[None]:
    """Be the one process that writes. Units: seconds. Errors: Busy where another still is after ``patience``."""
    root = Path(settings.SEARCH_INDEX)
    root.mkdir(parents=True, exist_ok=True)
    with (root / "writing.lock").open("a") as lock:
        _take(lock.fileno(), time.monotonic() + patience)
        yield  # the lock ends with the file, and with the process however that ends


def _take(lock: int, until: float) -> None:
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= until:
                raise Busy("another process is writing the index") from error
            time.sleep(0.2)
        else:
            return


class Reader:
    """The open index of this process; it looks at most at two files to know whether there is something newer."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._folder: Path | None = None
        self._index: Index | None = None
        self._seen = 0

    def searcher(self) -> Searcher:
        """Return what searches the newest state. Errors: NoIndex."""
        with self._guard:
            try:
                return self._newest()
            except (NoIndex, OSError, ValueError):  # another index took its place between the name and the files
                return self._newest()

    def _newest(self) -> Searcher:
        folder = current_folder()
        if self._index is None or folder != self._folder:
            self._index, self._folder, self._seen = open_index(folder), folder, 0
        written = (folder / "meta.json").stat().st_mtime_ns
        if written != self._seen:
            self._index.reload()
            self._seen = written
        return self._index.searcher()


READER = Reader()

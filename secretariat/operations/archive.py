"""The file of a back-up: a tar with one member a table, one a file, and a manifest that sums up each of them.

The tar itself is not compressed, its tables are: one member can be read without reading the others, and what people
upload is compressed already. Nothing but `tar` and `gzip` is needed to look inside.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Self

from secretariat.core.errors import Refused

FORMAT = 1
MANIFEST = "manifest.json"
SUM = "manifest.sha256"
CHUNK = 1 << 20  # bytes read at a time
LEVEL = 4  # of gzip: half the time of the usual 9 for a tenth more bytes
OWNER_ONLY = 0o600  # SECURITY: a back-up holds all that anybody may see


@dataclass(frozen=True)
class Member:
    """What must be true of one member of the archive."""

    sha256: str
    size: int


@dataclass(frozen=True)
class TableFacts:
    """One table: its member, how many rows it has, and name and kind of each column."""

    member: str
    rows: int
    columns: list[tuple[str, str]]


@dataclass(frozen=True)
class FileFacts:
    """One file: its member, by the name that the storage knows."""

    member: str


@dataclass
class Manifest:
    """What a back-up says about itself."""

    program: str
    made_at: str
    database: str
    migrations: list[tuple[str, str]]
    format: int = FORMAT
    tables: dict[str, TableFacts] = field(default_factory=dict)
    files: dict[str, FileFacts] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)  # a mark of each key, which tells whether another is the same
    members: dict[str, Member] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables.values())

    def __str__(self) -> str:
        return (
            f"made {self.made_at} by Secretariat {self.program} on {self.database}: "
            f"{len(self.tables)} tables, {self.rows} rows, {len(self.files)} files"
        )


class Writer:
    """Write an archive beside its place, and put it there when it is whole."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        self.path, self.manifest = path, manifest
        self.part = path.with_name(f".{path.name}.part")
        self.part.unlink(missing_ok=True)  # of one that was killed
        self.file = os.fdopen(os.open(self.part, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb")
        self.tar = tarfile.open(fileobj=self.file, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed by finish

    def add(self, name: str, content: IO[bytes]) -> None:
        """Add one member from where ``content`` stands, and sum it up."""
        with tempfile.TemporaryFile(dir=self.path.parent) as spool:
            mark = hashlib.sha256()
            for chunk in iter(lambda: content.read(CHUNK), b""):
                mark.update(chunk)
                spool.write(chunk)
            self.manifest.members[name] = Member(mark.hexdigest(), spool.tell())
            spool.seek(0)
            self._append(name, spool, self.manifest.members[name].size)

    def add_lines(self, name: str, lines: Iterable[str]) -> int:
        """Add one member of compressed lines; return how many they are."""
        count = 0
        with tempfile.TemporaryFile(dir=self.path.parent) as spool:
            with gzip.GzipFile(fileobj=spool, mode="wb", compresslevel=LEVEL, mtime=0) as packed:
                wide = io.BufferedWriter(packed, CHUNK)
                for line in lines:
                    wide.write(line.encode() + b"\n")
                    count += 1
                wide.flush()
            spool.seek(0)
            self.add(name, spool)
        return count

    def finish(self) -> None:
        """Write the manifest, bring everything to the disk, and give the file its name."""
        text = json.dumps(asdict(self.manifest), ensure_ascii=False, indent=1).encode()
        self._append(MANIFEST, io.BytesIO(text), len(text))
        mark = hashlib.sha256(text).hexdigest().encode()
        self._append(SUM, io.BytesIO(mark), len(mark))
        self.tar.close()
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        self.part.rename(self.path)
        bring_to_disk(self.path.parent)

    def give_up(self) -> None:
        """Leave nothing behind."""
        self.file.close()
        self.part.unlink(missing_ok=True)

    def _append(self, name: str, content: IO[bytes], size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, OWNER_ONLY
        self.tar.addfile(info, content)


@contextmanager
def written(path: Path, manifest: Manifest) -> Iterator[Writer]:
    """Write an archive; whatever goes wrong, there is none, or a whole one. Errors: Refused where it exists."""
    if path.exists():
        raise Refused(f"{path} exists already: a back-up is never written over another.")
    if not path.parent.is_dir():
        raise Refused(f"{path.parent} is no folder.")
    writer = Writer(path, manifest)
    try:
        yield writer
        writer.finish()
    except BaseException:
        writer.give_up()
        raise


class Archive:
    """An archive to read from."""

    def __init__(self, path: Path) -> None:
        """Open it and read its manifest. Errors: Refused where it is none, or not whole."""
        self.path = path
        with ExitStack() as opened:
            try:
                self.tar = opened.enter_context(tarfile.open(path, "r:"))
                self.inside = {member.name: member for member in self.tar.getmembers()}
                self.manifest = self._manifest()
            except (OSError, tarfile.TarError, KeyError, ValueError, TypeError, EOFError, Refused) as error:
                raise Refused(f"{path} is no whole back-up: {error}") from error
            opened.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.tar.close()

    def open(self, name: str) -> IO[bytes]:
        """Return one member to read. Errors: Refused where it is missing."""
        content = self.tar.extractfile(self.inside[name]) if name in self.inside else None
        if content is None:
            raise Refused(f"it lacks {name}")
        return content

    def lines(self, name: str) -> Iterator[bytes]:
        """Yield the lines of a table."""
        with self.open(name) as content, gzip.open(content) as unpacked:
            yield from io.BufferedReader(unpacked, CHUNK)

    def faults(self, tell: Callable[[str], None] = lambda _: None) -> list[str]:
        """Read everything once; return what is missing, changed or too much."""
        expected = self.manifest.members
        found = [
            f"{name} is not in the manifest" for name in sorted(set(self.inside) - set(expected) - {MANIFEST, SUM})
        ]
        for name, member in expected.items():
            tell(name)
            found.extend(self._faults_of(name, member))
        return found

    def _faults_of(self, name: str, member: Member) -> Iterator[str]:
        if name not in self.inside:
            yield f"{name} is missing"
            return
        mark = hashlib.sha256()
        with self.open(name) as content:
            for chunk in iter(lambda: content.read(CHUNK), b""):
                mark.update(chunk)
        if mark.hexdigest() != member.sha256:
            yield f"{name} is not what was written"

    def _manifest(self) -> Manifest:
        with self.open(MANIFEST) as content, self.open(SUM) as mark:
            text, written_sum = content.read(), mark.read().decode()
        if hashlib.sha256(text).hexdigest() != written_sum:
            raise ValueError("its manifest is not what was written")
        given: dict[str, Any] = json.loads(text)
        if given.get("format") != FORMAT:
            raise ValueError(f"its format is {given.get('format')}; this program reads {FORMAT}")
        given["migrations"] = [tuple(each) for each in given["migrations"]]
        given["tables"] = {name: TableFacts(**facts) for name, facts in given["tables"].items()}
        given["files"] = {name: FileFacts(**facts) for name, facts in given["files"].items()}
        given["members"] = {name: Member(**facts) for name, facts in given["members"].items()}
        return Manifest(**given)


def bring_to_disk(folder: Path) -> None:
    """Make sure that what a folder lists survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Files that people uploaded, wherever the storage keeps them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.core.files.base import File
from django.core.files.storage import default_storage

from secretariat.core.errors import Refused
from secretariat.operations.archive import CHUNK, Archive, Writer
from secretariat.operations.progress import Progress

FOLDER = "files"  # in the archive


def stored_files(folder: str = "") -> Iterator[str]:
    """Yield the name of each file of the storage, sorted in each folder."""
    try:
        folders, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return  # nothing was ever stored
    for name in sorted(names):
        yield f"{folder}/{name}" if folder else name
    for name in sorted(filter(None, folders)):
        yield from stored_files(f"{folder}/{name}" if folder else name)


def keep_files(writer: Writer, progress: Progress) -> None:
    """Put every file into the archive.

    They are read after the tables: what a row of the tables names was stored before it, and nothing takes files away.
    """
    for name in stored_files():
        progress.at(f"files: {name}")
        with default_storage.open(name, "rb") as content:
            writer.add(f"{FOLDER}/{name}", content)


def sum_of(name: str) -> str:
    """Return the SHA-256 of a stored file."""
    mark = hashlib.sha256()
    with default_storage.open(name, "rb") as content:
        for chunk in content.chunks(CHUNK):
            mark.update(chunk)
    return mark.hexdigest()


def bring_files(archive: Archive, progress: Progress) -> list[str]:
    """Store the files of an archive that are not there; return the names of those that are there and differ.

    What is there stays as it is: until the tables are replaced, the old ones still need it.
    """
    differing = []
    for name in archive.manifest.files:
        progress.at(f"files: {name}")
        if not default_storage.exists(name):
            put(archive, name)
        elif sum_of(name) != archive.manifest.members[archive.manifest.files[name].member].sha256:
            differing.append(name)
    return differing


def settle_files(archive: Archive, differing: list[str]) -> None:
    """Make the storage hold the files of the archive and no other; the tables have been replaced."""
    for name in differing:
        default_storage.delete(name)
        put(archive, name)
    for name in [name for name in stored_files() if name not in archive.manifest.files]:
        default_storage.delete(name)


def put(archive: Archive, name: str) -> None:
    """Store one file of an archive under its own name. Errors: Refused where the storage gives it another."""
    with archive.open(archive.manifest.files[name].member) as content:
        kept = default_storage.save(name, File(content, name))
    if kept != name:
        raise Refused(f"The storage keeps {name} as {kept}.")

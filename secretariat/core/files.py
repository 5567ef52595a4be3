"""Files that the program keeps: under random keys, so that no name given by a person ever becomes a path."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from typing import IO, Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.http import FileResponse


def keep_file(folder: str, content: bytes | IO[bytes]) -> str:
    """Keep a file and return its key. SECURITY: the key is random; ``folder`` is a word of ours."""
    file: File[bytes] = ContentFile(content) if isinstance(content, bytes) else File(content)
    return default_storage.save(f"{folder}/{secrets.token_hex(20)}", file)


def open_file(key: str) -> IO[Any]:
    """Open a file that was kept, to read. Errors: FileNotFoundError."""
    return default_storage.open(key, "rb")


def read_lines(key: str) -> Iterable[bytes]:
    """Yield the lines of a file that was kept. Errors: FileNotFoundError."""
    with open_file(key) as file:
        yield from file


def write_file(key: str, content: bytes) -> None:
    """Write over a small file, such as how far a work has come; a reader may find it half written."""
    with default_storage.open(key, "wb") as file:
        file.write(content)


def remove_files(*keys: str) -> None:
    """Remove files; what is not there needs no removing."""
    for key in filter(None, keys):
        default_storage.delete(key)


def attached(content: IO[bytes], *, name: str, kind: str) -> FileResponse:
    """Answer with a file to be kept, never to be shown. SECURITY: attachment and nosniff, whatever it holds."""
    answer = FileResponse(content, as_attachment=True, filename=name, content_type=kind)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer

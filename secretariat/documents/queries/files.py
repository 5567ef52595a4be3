"""The files of documents: their words page by page, and what a document was sealed with when it was issued."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from secretariat.core.files import open_file
from secretariat.documents.models import Document, DocumentFile

SEALED = ("symbol", "kind", "title", "date_precision", "original_language", "series", "note", "is_uncertain")


def words_of_pages(file: DocumentFile) -> list[str]:
    """Return the words of a file, page by page; nothing where they were not read. Errors: FileNotFoundError."""
    if not file.text_key:
        return []
    with open_file(file.text_key) as kept:
        pages: list[str] = json.loads(kept.read())
    return pages


def content_of(document: Document) -> dict[str, Any]:
    """Return what a document is sealed with: its facts, and the digests of its current files."""
    facts: dict[str, Any] = {name: getattr(document, name) for name in SEALED}
    facts["title"], facts["note"] = dict(document.title), dict(document.note)
    facts["date"] = document.date.isoformat() if document.date else None
    facts["issuer"] = str(document.issuer_id) if document.issuer_id else None
    facts["session"] = str(document.session_id) if document.session_id else None
    files = document.files.current().order_by("language", "media_type")
    facts["files"] = [f"{each.language}/{each.media_type}/{each.sha256}" for each in files]
    return facts


def digest_of(content: dict[str, Any]) -> str:
    """Return the digest of what a document is sealed with, the same on every machine."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def is_as_issued(document: Document) -> bool | None:
    """Tell whether a document still says what it was sealed with; None where it was not sealed here."""
    sealed = document.issued_content
    if sealed is None:
        return None
    now = content_of(document)
    same = all(now[name] == value for name, value in sealed.items() if name != "files")
    return same and set(sealed["files"]) <= set(now["files"]) and digest_of(sealed) == document.content_hash

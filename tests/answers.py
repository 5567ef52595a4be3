"""What the test client is answered."""

from __future__ import annotations

from typing import Any


def content_of(answer: Any) -> bytes:
    """Return what an answer holds; a file is read to its end, which closes it."""
    content: bytes = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content

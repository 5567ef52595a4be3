"""Identifiers: UUID version 7, which sort by the time they were made."""

from __future__ import annotations

import uuid

from uuid_utils.compat import uuid7


def new_identifier() -> uuid.UUID:
    """Return a new identifier (RFC 9562, version 7)."""
    return uuid7()

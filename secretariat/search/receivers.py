"""Hear of every write."""

from __future__ import annotations

from secretariat.core.written import when_written
from secretariat.search.outbox import note_written

when_written(note_written)

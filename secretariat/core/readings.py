"""Readings: that somebody looked at what not everyone may see. Noted once the answer has left, so that nobody waits.

Pages note what they are about by themselves (``Page.dispatch``); whoever answers with several records at once, as the
API does, calls ``note_readings``, and who writes a file that may be given later ``note_taken``. Where the notes are
kept, an app above says (``keep_readings_by``).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.db import DatabaseError, models
from django.http.response import HttpResponseBase

from secretariat.core.choices import How
from secretariat.core.records import PublicQuerySet
from secretariat.core.viewer import ANYONE, Viewer

Ledger = Callable[[Viewer, Sequence[models.Model], How], None]
log = logging.getLogger(__name__)
Visits = Callable[[Viewer, str], None]
_ledgers: list[Ledger] = []
_visits: list[Visits] = []


def keep_readings_by(ledger: Ledger) -> None:
    """Say who keeps the readings; called once, when the program starts."""
    if _ledgers:
        raise ValueError("the readings are kept already")
    _ledgers.append(ledger)


def note_readings(response: HttpResponseBase, viewer: Viewer, records: Sequence[models.Model], how: How) -> None:
    """Note, once ``response`` has left, which of ``records`` a signed-in person read that not everyone may see."""
    if _ledgers and records and viewer.is_signed_in and response.status_code == 200:
        response._resource_closers.append(partial(_note, viewer, records, how))  # type: ignore[attr-defined]  # noqa: SLF001 - Django's hook for what is done after an answer


def note_taken(viewer: Viewer, records: Sequence[models.Model], how: How) -> None:
    """Note at once which of ``records`` a signed-in person takes away in a file that not everyone may see."""
    if _ledgers and records and viewer.is_signed_in:
        _note(viewer, records, how)


def note_visits_by(visits: Visits) -> None:
    """Say who notes visits; called once, when the program starts."""
    if _visits:
        raise ValueError("visits are noted already")
    _visits.append(visits)


def note_visit(response: HttpResponseBase, viewer: Viewer, family: str) -> None:
    """Note, once ``response`` has left, that a signed-in person was in a family of records."""
    if _visits and viewer.is_signed_in and response.status_code == 200:
        response._resource_closers.append(partial(_visit, viewer, family))  # type: ignore[attr-defined]  # noqa: SLF001 - as above


def is_reading(subject: object, viewer: Viewer) -> bool:
    """Tell whether what a page is about can be read by some and not by others; one's own account is no secret."""
    knows_readers = isinstance(subject, models.Model) and hasattr(type(subject)._default_manager.all(), "visible_to")
    return knows_readers and subject != viewer.person


def restricted(records: Sequence[models.Model]) -> list[models.Model]:
    """Return those of some records of one model that not everyone may see."""
    rows: Any = type(records[0])._default_manager.all()
    if isinstance(rows, PublicQuerySet):
        return []
    open_to_all = set(rows.visible_to(ANYONE).filter(pk__in=[each.pk for each in records]).values_list("pk", flat=True))
    return [each for each in records if each.pk not in open_to_all]


def _note(viewer: Viewer, records: Sequence[models.Model], how: How) -> None:
    try:
        found = restricted(records)
        if found:
            _ledgers[0](viewer, found, how)
    except DatabaseError:
        # The answer has left already; Django would hide an exception here. The line says what the ledger lacks.
        log.exception("a reading was not kept: %s of %s, %s", type(records[0]).__name__, [r.pk for r in records], how)


def _visit(viewer: Viewer, family: str) -> None:
    try:
        _visits[0](viewer, family)
    except DatabaseError:
        log.exception("a visit was not noted: %s", family)

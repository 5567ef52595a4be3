"""Readings: that somebody looked at what not everyone may see. Noted once the answer has left, so that nobody waits.

Pages note what they are about by themselves (``Page.dispatch``); whoever answers with several records at once, as the
API does, calls ``note_readings``, and who writes a file that may be given later ``note_taken``. Where the notes are
kept, an app above says (``keep_readings_by``).
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django.apps import apps
from django.db import DatabaseError, models
from django.http.response import HttpResponseBase

from secretariat.core.choices import How
from secretariat.core.prepared import prepared
from secretariat.core.records import PublicQuerySet
from secretariat.core.viewer import ANYONE, Viewer

Ledger = Callable[[Viewer, Sequence[models.Model], How], None]
log = logging.getLogger(__name__)
AT_ONCE = 500  # records asked about in one statement
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
    if records:
        note_reading_of(response, viewer, type(records[0]), [each.pk for each in records], how)


def note_reading_of(
    response: HttpResponseBase, viewer: Viewer, model: type[models.Model], identifiers: Sequence[uuid.UUID], how: How
) -> None:
    """Note the same of records of one model that were read as plain values."""
    if _ledgers and identifiers and viewer.is_signed_in and response.status_code == 200:
        response._resource_closers.append(partial(_note, viewer, model, identifiers, how))  # type: ignore[attr-defined]  # noqa: SLF001 - Django's hook for what is done after an answer


def note_taken(viewer: Viewer, records: Sequence[models.Model], how: How) -> None:
    """Note at once which of ``records`` a signed-in person takes away in a file that not everyone may see."""
    if _ledgers and records and viewer.is_signed_in:
        _note(viewer, type(records[0]), [each.pk for each in records], how)


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


def restricted(model: type[models.Model], identifiers: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    """Return those of some records of a model that not everyone may see."""
    if isinstance(model._default_manager.none(), PublicQuerySet):
        return []
    open_to_all = {each for (each,) in _open_to_all(ANYONE, list(identifiers), model=model._meta.label)}
    return [each for each in identifiers if each not in open_to_all]


@prepared
def _open_to_all(viewer: Viewer, identifiers: list[uuid.UUID], *, model: str) -> models.QuerySet[Any, tuple[uuid.UUID]]:
    rows: Any = apps.get_model(model)._default_manager.all()
    found: models.QuerySet[Any, tuple[uuid.UUID]] = rows.visible_to(viewer).filter(pk__in=identifiers).values_list("pk")
    return found


def _note(viewer: Viewer, model: type[models.Model], identifiers: Sequence[uuid.UUID], how: How) -> None:
    try:
        for start in range(0, len(identifiers), AT_ONCE):
            found = restricted(model, identifiers[start : start + AT_ONCE])
            if found:
                _ledgers[0](viewer, [model(pk=each) for each in found], how)
    except DatabaseError:
        # The answer has left already; Django would hide an exception here. The line says what the ledger lacks.
        log.exception("a reading was not kept: %s of %s, %s", model.__name__, identifiers, how)


def _visit(viewer: Viewer, family: str) -> None:
    try:
        _visits[0](viewer, family)
    except DatabaseError:
        log.exception("a visit was not noted: %s", family)

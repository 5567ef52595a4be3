"""Tell those who listen which records were written, in the transaction that writes them.

Every write of a record goes through history, and history tells it here: one by one from its signal, many at once from
``keep_all`` and ``change_all``. Whoever listens must write rows of their own at most, and leave the work to a worker.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from django.db import models

Listener = Callable[[type[models.Model], Sequence[uuid.UUID]], None]
_listeners: list[Listener] = []


def when_written(listener: Listener) -> None:
    """Have ``listener`` called with the model and the identifiers at every write; when the program starts."""
    if listener in _listeners:
        raise ValueError("this listener hears of writes already")
    _listeners.append(listener)


def tell_written(model: type[models.Model], identifiers: Sequence[uuid.UUID]) -> None:
    """Tell that records of a model were made, changed or taken out."""
    for listener in _listeners:
        listener(model, identifiers)


def tell_one_written(sender: type[models.Model], instance: models.Model, **_options: Any) -> None:
    """Tell of one record, as its history entry is made."""
    tell_written(type(instance), [instance.pk])

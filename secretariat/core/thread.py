"""The thread: the stations between a paragraph and its results, shown on top of every record that lies on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise

from secretariat.core.viewer import Viewer


@dataclass(frozen=True)
class Station:
    """One station: its name, its count or sum, its state, and where it leads."""

    label: str | Promise
    value: str
    note: str = ""
    url: str = ""
    tone: str = "none"
    here: bool = False


Threading = Callable[[Viewer, Any], list[Station]]
_threads: dict[type[models.Model], Threading] = {}


def lies_on_thread(model: type[models.Model], stations: Threading) -> None:
    """Say how the stations of a model's records are found; called once a model, when the program starts."""
    if model in _threads:
        raise ValueError(f"{model.__name__} lies on the thread already")
    _threads[model] = stations


def stations_of(viewer: Viewer, record: models.Model) -> list[Station]:
    """Return the stations of a record as this viewer may see them; none where it does not lie on the thread."""
    find = _threads.get(type(record))
    return find(viewer, record) if find else []

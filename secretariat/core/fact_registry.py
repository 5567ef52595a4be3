"""Facts: an app says at once, on another app's record page, what it knows; neither imports the other.

Panels are fetched after the page; facts, remarks and actions stand on it. A closed registry: contributors register when
the program starts, from their ``panels.py``.
"""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import models

from secretariat.core.columns import Cell
from secretariat.core.viewer import Viewer

if TYPE_CHECKING:
    from secretariat.core.pages import Action, Fact


@dataclass(frozen=True)
class Remark:
    """A note under a record's words, such as a footnote: its sign, and what it says as cells, some of them links."""

    words: Sequence[Cell]
    sign: str = ""


@dataclass(frozen=True)
class Contribution:
    """What an app adds to a record's page; ``without`` names those of its panels that have nothing to show there."""

    facts: Sequence[Fact] = ()
    remarks: Sequence[Remark] = ()
    actions: Sequence[Action] = ()
    without: Sequence[str] = ()


Contributor = Callable[[Viewer, Any, datetime.date], Contribution]
Marker = Callable[[Viewer, Sequence[Any], datetime.date], Mapping[uuid.UUID, Sequence[Cell]]]


@dataclass
class _Registered:
    contributors: list[tuple[int, Contributor]] = field(default_factory=list)
    markers: list[tuple[int, Marker]] = field(default_factory=list)


_registered: dict[type[models.Model], _Registered] = defaultdict(_Registered)


def add_facts(model: type[models.Model], contributor: Contributor, *, order: int = 50) -> None:
    """Contribute to the page of a model's records; lower ``order`` stands first.

    ``contributor`` gets viewer, record and day, and shows only what is visible to the viewer.
    """
    own = _registered[model].contributors
    if any(each is contributor for _order, each in own):
        raise ValueError(f"{model.__name__} has these facts already")
    own.append((order, contributor))
    own.sort(key=lambda pair: pair[0])


def add_marks(model: type[models.Model], marker: Marker, *, order: int = 50) -> None:
    """Contribute a few words to each of many records of a model where they are listed.

    ``marker`` gets viewer, records and day, and finds the marks of all of them in a fixed number of statements.
    """
    own = _registered[model].markers
    if any(each is marker for _order, each in own):
        raise ValueError(f"{model.__name__} has these marks already")
    own.append((order, marker))
    own.sort(key=lambda pair: pair[0])


def contributed_to(viewer: Viewer, record: models.Model, *, on: datetime.date) -> Contribution:
    """Return what all apps add to a record's page."""
    own = _registered[type(record)].contributors if type(record) in _registered else []
    made = [contributor(viewer, record, on) for _order, contributor in own]
    return Contribution(
        facts=[each for one in made for each in one.facts],
        remarks=[each for one in made for each in one.remarks],
        actions=[each for one in made for each in one.actions],
        without=[each for one in made for each in one.without],
    )


def marks_on(
    viewer: Viewer, model: type[models.Model], records: Sequence[models.Model], *, on: datetime.date
) -> dict[uuid.UUID, list[Cell]]:
    """Return the marks of many records, by identifier."""
    marks: dict[uuid.UUID, list[Cell]] = defaultdict(list)
    for _order, marker in _registered[model].markers if model in _registered and records else ():
        for identifier, cells in marker(viewer, records, on).items():
            marks[identifier].extend(cells)
    return dict(marks)

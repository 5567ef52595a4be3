"""Jobs: what an app has done by the worker, by a rhythm or when asked; neither the app nor ``jobs`` imports the other.

A closed registry: jobs are registered when the program starts, from an app's ``schedule.py``, and run by ``jobs``.
"""

from __future__ import annotations

import datetime
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

Item = TypeVar("Item")
ONE_DAY = datetime.timedelta(days=1)
EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # a Saturday at midnight; slots of minutes count from it


class Rhythm(ABC):
    """When a job is due: a row of moments in universal time, the slots."""

    @abstractmethod
    def last(self, now: datetime.datetime) -> datetime.datetime:
        """Return the newest slot that is not after ``now``."""

    @abstractmethod
    def next(self, after: datetime.datetime) -> datetime.datetime:
        """Return the first slot after a moment."""

    @abstractmethod
    def words(self) -> str:
        """Return the rhythm in the reader's language."""

    def between(self, after: datetime.datetime, until: datetime.datetime, *, most: int) -> list[datetime.datetime]:
        """Return the slots after one moment and not after another, the first ``most`` of them."""
        found: list[datetime.datetime] = []
        while len(found) < most and (following := self.next(found[-1] if found else after)) <= until:
            found.append(following)
        return found


@dataclass(frozen=True)
class Every(Rhythm):
    """Every so many minutes."""

    minutes: int

    def last(self, now: datetime.datetime) -> datetime.datetime:
        return EPOCH + (now - EPOCH) // self._step * self._step

    def next(self, after: datetime.datetime) -> datetime.datetime:
        return self.last(after) + self._step

    def words(self) -> str:
        said = ngettext("every minute", "every %(minutes)s minutes", self.minutes)
        return said % {"minutes": self.minutes}

    @property
    def _step(self) -> datetime.timedelta:
        return datetime.timedelta(minutes=self.minutes)


@dataclass(frozen=True)
class OnDays(Rhythm):
    """At one time of some days, in universal time."""

    at: datetime.time

    @abstractmethod
    def falls_on(self, day: datetime.date) -> bool:
        """Tell whether a day is one of them."""

    def last(self, now: datetime.datetime) -> datetime.datetime:
        return self._first(now, -ONE_DAY, lambda slot: slot <= now)

    def next(self, after: datetime.datetime) -> datetime.datetime:
        return self._first(after, ONE_DAY, lambda slot: slot > after)

    def _first(
        self, start: datetime.datetime, step: datetime.timedelta, fits: Callable[[datetime.datetime], bool]
    ) -> datetime.datetime:
        day = start.astimezone(datetime.UTC).date()
        while not (self.falls_on(day) and fits(self._slot(day))):
            day += step
        return self._slot(day)

    def _slot(self, day: datetime.date) -> datetime.datetime:
        return datetime.datetime.combine(day, self.at, datetime.UTC)


@dataclass(frozen=True)
class Daily(OnDays):
    """Every day at a time."""

    def falls_on(self, day: datetime.date) -> bool:
        return True

    def words(self) -> str:
        return _("daily at %(time)s UTC") % {"time": f"{self.at:%H:%M}"}


@dataclass(frozen=True)
class Weekly(OnDays):
    """On one day of the week, such as ``calendar.MONDAY``."""

    weekday: int

    def falls_on(self, day: datetime.date) -> bool:
        return day.weekday() == self.weekday

    def words(self) -> str:
        return _("every %(weekday)s at %(time)s UTC") % {
            "weekday": WEEKDAYS[self.weekday],
            "time": f"{self.at:%H:%M}",
        }


@dataclass(frozen=True)
class Monthly(OnDays):
    """On one day of the month, 1 to 28."""

    day: int

    def __post_init__(self) -> None:
        if not 1 <= self.day <= 28:
            raise ValueError(f"day {self.day} does not come every month")

    def falls_on(self, day: datetime.date) -> bool:
        return day.day == self.day

    def words(self) -> str:
        return _("on day %(day)s of the month at %(time)s UTC") % {"day": self.day, "time": f"{self.at:%H:%M}"}


class Missed(Enum):
    """What is made up for after the workers stood still."""

    NEWEST = "newest"  # one run is enough for all that was missed
    ALL = "all"  # each slot counts for itself


class Interrupted(Exception):
    """The worker is asked to stop: the job is laid down where it stands and taken up again later."""


@dataclass
class Progress:
    """How far work has come, and what it is about.

    ``argument`` is what the work was asked for (empty for a job with a rhythm), ``slot`` the moment it was due, and
    ``report`` is told how far it has come. What runs outside the worker reports to nobody.
    """

    argument: str = ""
    slot: datetime.datetime | None = None

    def report(self, done: int, total: int = 0, saying: str = "") -> None:
        """Say that ``done`` of ``total`` is done (0: the total is not known), and in a sentence what is going on.

        Errors: Interrupted where the worker is to stop; leave all that is done so that it is found at the next attempt.
        """

    def over(self, items: Sequence[Item], saying: str = "") -> Iterator[Item]:
        """Yield each of ``items``, and report after each that one more is done."""
        for number, item in enumerate(items):
            self.report(number, len(items), saying)
            yield item
        self.report(len(items), len(items), saying)


Work = Callable[[Progress], str | None]


@dataclass(frozen=True)
class Job:
    """What is done in the background.

    ``work`` gets a Progress and may return a sentence on what was done. It may run more than once for one slot, after
    a failure or where its worker died: it must find by its own keys what it has done. Without a ``rhythm`` it runs when
    asked (``jobs.services.ask_for``).
    """

    name: str
    label: str | Promise
    work: Work
    rhythm: Rhythm | None = None
    missed: Missed = Missed.NEWEST
    attempts: int = 5


_jobs: dict[str, Job] = {}


def add_job(job: Job) -> Job:
    """Register a job; its name stays the same for good, for its slots are found by it."""
    if job.name in _jobs:
        raise ValueError(f"there is a job “{job.name}” already")
    _jobs[job.name] = job
    return job


def jobs() -> list[Job]:
    """Return all jobs, by name."""
    return [_jobs[name] for name in sorted(_jobs)]


def find_job(name: str) -> Job | None:
    """Return the job of this name; None where the program has none, such as one of a former version."""
    return _jobs.get(name)

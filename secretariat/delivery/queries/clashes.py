"""What whoever plans should look at: the same State in the same week, the same topic elsewhere, holidays of the host.

Nothing is forbidden by it: these are questions to people.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import holidays
from django.db.models import Prefetch

from secretariat.core.languages import current_language
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import COMING, COUNTING, Part
from secretariat.delivery.models import Deliverable, DeliverableQuerySet, Involvement
from secretariat.delivery.queries.calendar import between_days
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import State
from secretariat.plans.models import ActivityTopic
from secretariat.topics.models import Topic

DAY = datetime.timedelta(days=1)
NEAR = datetime.timedelta(days=30)  # how far another unit's work on the same topic is worth a look
MOST = 10  # of each kind


@dataclass(frozen=True)
class SameWeek:
    """Another deliverable with one of its States in a week in which it lies."""

    other: Deliverable
    states: tuple[str, ...]


@dataclass(frozen=True)
class SameTopic:
    """Another unit's deliverable on one of its topics, within a month."""

    other: Deliverable
    topics: tuple[str, ...]


@dataclass(frozen=True)
class Holiday:
    """A public holiday of the host on one of its days."""

    day: datetime.date
    name: str
    state: str


@dataclass(frozen=True)
class Clashes:
    """What is worth a look about a deliverable, as far as the viewer may see it."""

    weeks: tuple[SameWeek, ...] = ()
    topics: tuple[SameTopic, ...] = ()
    holidays: tuple[Holiday, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.weeks or self.topics or self.holidays)


def clashes_of(deliverable: Deliverable, viewer: Viewer) -> Clashes:
    """Return what is worth a look about a deliverable with days, that is still to come or was held; else nothing."""
    if deliverable.starts_on is None or deliverable.is_standing or deliverable.state not in (*COMING, *COUNTING):
        return Clashes()
    first, last = deliverable.starts_on, deliverable.ends_on or deliverable.starts_on
    return Clashes(
        _same_week(deliverable, viewer, first, last),
        _same_topic(deliverable, viewer, first, last),
        _holidays(deliverable, first, last),
    )


def _others(deliverable: Deliverable, viewer: Viewer) -> DeliverableQuerySet:
    rows = Deliverable.objects.visible_to(viewer).exclude(pk=deliverable.pk)
    return rows.filter(state__in=(*COMING, *COUNTING), is_standing=False).select_related("owner__party")


def _same_week(
    deliverable: Deliverable, viewer: Viewer, first: datetime.date, last: datetime.date
) -> tuple[SameWeek, ...]:
    """Weeks go from Monday to Sunday. Source: ISO 8601."""
    monday, sunday = first - DAY * first.weekday(), last + DAY * (6 - last.weekday())
    own = deliverable.involvements.filter(is_withdrawn=False, party__kind=PartyKind.STATE).values("party")
    shared = Involvement.objects.filter(party__in=own, is_withdrawn=False).select_related("party")
    rows = between_days(_others(deliverable, viewer), monday, sunday).filter(pk__in=shared.values("deliverable"))
    found = rows.prefetch_related(Prefetch("involvements", queryset=shared, to_attr="shared")).order_by(
        "starts_on", "id"
    )
    near: list[Any] = list(found[:MOST])
    return tuple(SameWeek(each, _sorted(link.party for link in each.shared)) for each in near)


def _same_topic(
    deliverable: Deliverable, viewer: Viewer, first: datetime.date, last: datetime.date
) -> tuple[SameTopic, ...]:
    own = ActivityTopic.objects.filter(activity=deliverable.activity_id).values("topic")
    shared = ActivityTopic.objects.filter(topic__in=own).select_related("topic")
    rows = between_days(_others(deliverable, viewer), first - NEAR, last + NEAR)
    rows = rows.filter(activity__in=shared.values("activity")).exclude(owner=deliverable.owner_id)
    links = Prefetch("activity__topic_links", queryset=shared, to_attr="shared")
    found = rows.select_related("activity").prefetch_related(links).order_by("starts_on", "id")
    near: list[Any] = list(found[:MOST])
    return tuple(SameTopic(each, _sorted(link.topic for link in each.activity.shared)) for each in near)


def _sorted(named: Iterable[object] | Iterable[Topic]) -> tuple[str, ...]:
    return tuple(sorted({str(each) for each in named}, key=str.casefold))


def _holidays(deliverable: Deliverable, first: datetime.date, last: datetime.date) -> tuple[Holiday, ...]:
    """Return the public holidays of the hosts, of whole countries; of a country that is not known there are none."""
    hosts = deliverable.involvements.filter(part=Part.HOST, is_withdrawn=False).values("party")
    found = [
        Holiday(day, name, str(state.party))
        for state in State.objects.filter(party__in=hosts).select_related("party")
        for day, name in holidays_of(state.iso2, first, last)
    ]
    return tuple(found[:MOST])


def holidays_of(country: str, first: datetime.date, last: datetime.date) -> list[tuple[datetime.date, str]]:
    """Return the public holidays of a country, by its ISO 3166 code, from a day to a day; in the reader's language
    where they are known in it, else in the country's.
    """
    known = holidays.list_supported_countries().get(country)
    if known is None:
        return []
    languages = holidays.list_localized_countries().get(country, [])
    wanted = next((each for each in languages if each.split("_")[0] == current_language()), None)
    days = holidays.country_holidays(country, years=range(first.year, last.year + 1), language=wanted)
    return sorted((day, str(name)) for day, name in days.items() if first <= day <= last)

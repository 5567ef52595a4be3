"""Deliverables as a calendar that programs read. Source: RFC 5545 (iCalendar), RFC 7986 for its name and refresh."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

from icalendar import Calendar, Event

from secretariat.delivery.choices import DeliverableState
from secretariat.delivery.columns import where_of
from secretariat.delivery.models import Deliverable

PRODUCT = "-//Secretariat//Calendar//EN"
HOURS = datetime.timedelta(hours=6)  # after which a program may ask again
DAY = datetime.timedelta(days=1)
STATES = {
    DeliverableState.PLANNED: "TENTATIVE",
    DeliverableState.CANCELLED: "CANCELLED",
    DeliverableState.POSTPONED: "CANCELLED",  # its days no longer hold; planned anew, it comes back
}


def calendar_file(name: str, rows: Iterable[Any], *, language: str, site: str) -> bytes:
    """Return deliverables as an iCalendar file; each as read by ``queries.of_feed``. ``site`` begins the addresses.

    All-day events: the last day is included, so that the end is the day after it. What changes keeps its identifier and
    gets a higher sequence, by which programs know it; what is cancelled or postponed says so.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", HOURS, parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", HOURS)
    for each in rows:
        calendar.add_component(_event(each, language, site))
    return bytes(calendar.to_ical())


def _event(deliverable: Deliverable, language: str, site: str) -> Event:
    first = deliverable.starts_on
    assert first is not None
    last = first if deliverable.is_standing else deliverable.ends_on or first
    changed_at = deliverable.changed_at  # type: ignore[attr-defined]
    event = Event()
    event.add("uid", f"{deliverable.pk}@deliverables.secretariat")
    event.add("sequence", deliverable.versions - 1)  # type: ignore[attr-defined]
    event.add("dtstamp", changed_at)  # without a method it says when the record last changed
    event.add("last-modified", changed_at)
    event.add("dtstart", first)
    event.add("dtend", last + DAY)
    event.add("summary", deliverable.title.in_language(language))
    event.add("status", STATES.get(DeliverableState(deliverable.state), "CONFIRMED"))
    event.add("transp", "TRANSPARENT")  # it takes nobody's time until they say so
    event.add("categories", [str(deliverable.get_kind_display())])
    event.add("url", f"{site}{deliverable.get_absolute_url()}")
    for part, words in (("location", where_of(deliverable)), ("description", _description(deliverable, language))):
        if words:
            event.add(part, words)
    return event


def _description(deliverable: Deliverable, language: str) -> str:
    said = (str(deliverable.get_state_display()), deliverable.why_not, deliverable.summary.in_language(language))
    return "\n".join(each for each in said if each)

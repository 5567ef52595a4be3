"""Questions on notices: what a person may still see of them, in which words, and who is told."""

from __future__ import annotations

import datetime
import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from secretariat.accounts.models import Person
from secretariat.core.choices import Way
from secretariat.core.dates import written_date
from secretariat.core.languages import Labels
from secretariat.core.notice_registry import Kind, find_kind, kinds
from secretariat.core.prepared import prepared
from secretariat.core.viewer import ANYONE, Viewer
from secretariat.notices.models import Notice, Preference
from secretariat.parties.choices import RoleKind
from secretariat.parties.models import Party, Role

MANY = 100  # the count in the page head goes no further


@dataclass(frozen=True)
class Told:
    """A notice as its reader sees it: its words, and where it leads (empty where the record is hidden by now)."""

    notice: Notice
    words: str
    address: str


def unread_count(viewer: Viewer) -> int:
    """Return how many notices a person has not read, at most ``MANY``; one statement."""
    return len(_unread(viewer, viewer.person.pk)) if viewer.person else 0


@prepared
def _unread(_viewer: Viewer, person: uuid.UUID) -> QuerySet[Notice, uuid.UUID]:
    return Notice.objects.filter(person=person).unread().order_by().values_list("pk", flat=True)[:MANY]


def told(notices: Sequence[Notice], viewer: Viewer) -> list[Told]:
    """Return notices in the reader's language, in one statement for each kind of record among them.

    SECURITY: whether the record may be seen is asked again here, not when the notice was made.
    """
    seen = visible_abouts(notices, viewer)
    return [_told(notice, is_open=about(notice) in seen) for notice in notices]


def about(notice: Notice) -> tuple[str, str]:
    return notice.about_label, notice.about_id


def visible_abouts(notices: Iterable[Notice], viewer: Viewer) -> set[tuple[str, str]]:
    """Return what notices are about, as (label, identifier), as far as the viewer may see it; about nothing is seen."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for notice in notices:
        wanted[notice.about_label].add(notice.about_id)
    return {(label, each) for label, keys in wanted.items() for each in _visible(label, keys, viewer)}


def public_abouts(notices: Iterable[Notice]) -> set[tuple[str, str]]:
    """Return what notices are about, as far as everyone may see it."""
    return visible_abouts(notices, ANYONE)


def _visible(label: str, keys: set[str], viewer: Viewer) -> set[str]:
    if not label:
        return keys
    try:
        rows: Any = apps.get_model(label)._default_manager.all()
    except LookupError:  # a record of a part that the program no longer has
        return set()
    return {str(key) for key in rows.visible_to(viewer).filter(pk__in=keys).values_list("pk", flat=True)}


def _told(notice: Notice, *, is_open: bool) -> Told:
    kind = find_kind(notice.kind)
    if kind is None or not is_open:
        return Told(notice, str(kind.brief if kind else notice.kind), "")
    return Told(notice, words_of(kind, notice.data), notice.address)


def words_of(kind: Kind, data: dict[str, Any]) -> str:
    """Return the words of a kind with a notice's data, in the reader's language; days are written out."""
    return str(kind.words) % {name: _said(value) for name, value in data.items()}


def _said(value: Any) -> str:
    if isinstance(value, dict) and "day" in value:
        return written_date(datetime.date.fromisoformat(value["day"]))
    return str(Labels(value)) if isinstance(value, dict) else str(value)


def ways_of(person: Person) -> dict[str, Way]:
    """Return how a person learns of each kind: as they chose, else as the kind says."""
    chosen = dict(Preference.objects.filter(person=person).values_list("kind", "way"))
    return {kind.name: Way(chosen.get(kind.name, kind.default)) for kind in kinds()}


def ways_for(kind: Kind, people: Iterable[Person]) -> dict[Any, Way]:
    """Return how each of several people learns of one kind, by identifier; in one statement."""
    chosen = dict(Preference.objects.filter(kind=kind.name, person__in=people).values_list("person_id", "way"))
    return {person.pk: Way(chosen.get(person.pk, kind.default)) for person in people}


def administrators(*, on: datetime.date) -> QuerySet[Person]:
    """Return those who administer on a day."""
    return holders(RoleKind.ADMINISTRATOR, on=on)


def holders(*roles: RoleKind, on: datetime.date, party: Party | None = None) -> QuerySet[Person]:
    """Return those who hold one of these roles on a day, for a party or for any."""
    held = Role.objects.in_force(on).filter(kind__in=roles)
    held = held if party is None else held.filter(party=party)
    people: QuerySet[Person] = Person.objects.people().filter(is_active=True, pk__in=held.values("person"))
    return people.order_by("full_name", "pk")

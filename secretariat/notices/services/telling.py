"""Tell people of something: a row in the inbox of each, once an occasion."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.functional import Promise

from secretariat.accounts.models import Person
from secretariat.core.history import keep_all
from secretariat.core.languages import LANGUAGES, Labels
from secretariat.core.notice_registry import Kind
from secretariat.core.viewer import Viewer
from secretariat.notices.models import Notice
from secretariat.notices.queries import ways_for


@transaction.atomic
def notify(
    kind: Kind,
    *,
    to: Iterable[Person],
    about: models.Model | None = None,
    address: str = "",
    data: Mapping[str, Any] | None = None,
    occasion: str = "",
    by: Viewer,
) -> list[Notice]:
    """Tell people of something; return the notices made. Who does it, and ended accounts, are left out.

    It is made in the caller's transaction: what is taken back was never told. The same kind and occasion reach a person
    once; without an ``occasion`` it is the record itself. ``data`` completes the kind's words: texts, Labels, lazy
    translations, days, numbers; each is written in the language of who reads. Mail is sent later by the worker.
    """
    occasion = (occasion or (str(about.pk) if about is not None else ""))[:200]
    people = _to_tell(kind, occasion, to, by)
    ways = ways_for(kind, people)
    made = [
        Notice(
            person=person,
            kind=kind.name,
            occasion=occasion,
            about_label=about._meta.label_lower if about is not None else "",
            about_id=str(about.pk) if about is not None else "",
            address=address or _address_of(about),
            data={name: _stored(value) for name, value in (data or {}).items()},
            way=ways[person.pk],
            made_at=timezone.now(),
        )
        for person in people
    ]
    keep_all(made, by=by, reason=str(kind.label))
    return made


def _to_tell(kind: Kind, occasion: str, to: Iterable[Person], by: Viewer) -> list[Person]:
    people = {person.pk: person for person in to if person.is_active}
    if by.person is not None:
        people.pop(by.person.pk, None)
    known = Notice.objects.filter(kind=kind.name, occasion=occasion, person__in=people)
    told = set(known.values_list("person_id", flat=True)) if people else set()
    return [person for key, person in people.items() if key not in told]


def _address_of(about: models.Model | None) -> str:
    return about.get_absolute_url() if about is not None and hasattr(about, "get_absolute_url") else ""


def _stored(value: Any) -> Any:
    """Return a value as JSON, words of ours in all four languages."""
    if isinstance(value, Labels):
        return dict(value)
    if isinstance(value, Promise):
        return {code: _in_language(value, code) for code in LANGUAGES}
    return {"day": value.isoformat()} if isinstance(value, datetime.date) else str(value)


def _in_language(words: Promise, code: str) -> str:
    with translation.override(code):
        return str(words)

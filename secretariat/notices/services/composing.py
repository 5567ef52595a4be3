"""Put notices into letters: each at once into one of its own, the others once a day into a digest."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.db import transaction

from secretariat.accounts.models import Person
from secretariat.core.choices import Way
from secretariat.core.ledgers import append
from secretariat.notices.models import Letter, LetterItem, Notice

DIGEST_AT = datetime.time(7)  # in the person's own time zone
AT_A_TIME = 500


def compose_at_once(*, now: datetime.datetime) -> int:
    """Make a letter for each notice that is to be mailed at once; return how many were made."""
    waiting = Notice.objects.unmailed(Way.AT_ONCE).order_by("pk")[:AT_A_TIME]
    made = 0
    for notice in waiting.select_related("person"):
        made += _compose(notice.person, str(notice.pk), Way.AT_ONCE, [notice], now)
    return made


def compose_digests(*, now: datetime.datetime) -> int:
    """Make the day's digest of each person for whom it is past seven; return how many were made.

    One a person and day of theirs: what comes later waits for the next day's.
    """
    waiting = Notice.objects.unmailed(Way.DIGEST)
    made = 0
    for person in Person.objects.filter(pk__in=waiting.values("person")).order_by("pk"):
        local = now.astimezone(ZoneInfo(person.time_zone))
        key = f"digest {local.date().isoformat()}"
        if local.time() >= DIGEST_AT and not Letter.objects.filter(person=person, key=key).exists():
            made += _compose(person, key, Way.DIGEST, list(waiting.filter(person=person).order_by("pk")), now)
    return made


@transaction.atomic
def _compose(person: Person, key: str, way: Way, notices: Sequence[Notice], now: datetime.datetime) -> int:
    """Make a letter, unless there is one of this key; the database refuses a notice in a second one."""
    append([Letter(person=person, key=key, way=way, not_before=now)])
    letter = Letter.objects.get(person=person, key=key)
    append([LetterItem(notice=notice, letter=letter) for notice in notices])
    return 1

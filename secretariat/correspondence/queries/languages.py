"""In which language each recipient is written to, and why."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.conf import settings

from secretariat.correspondence.choices import LanguageRule
from secretariat.correspondence.models import PreferredLanguage
from secretariat.correspondence.queries.contacts import contacts_of


@dataclass(frozen=True)
class Chosen:
    """A language and the rule by which it was found."""

    language: str
    rule: LanguageRule


def languages_for(parties: Collection[uuid.UUID], *, on: datetime.date) -> dict[uuid.UUID, Chosen]:
    """Return in which language each party is written to: as it prefers; else as most of those who represent it read
    here; else the usual language of the installation.
    """
    preferred = dict(PreferredLanguage.objects.filter(party__in=parties).values_list("party_id", "language"))
    readers = _of_readers([each for each in parties if each not in preferred], on)
    return {each: _chosen(preferred.get(each), readers.get(each)) for each in parties}


def _chosen(preferred: str | None, readers: str | None) -> Chosen:
    if preferred:
        return Chosen(preferred, LanguageRule.PREFERRED)
    return Chosen(readers, LanguageRule.READERS) if readers else Chosen(settings.LANGUAGE_CODE, LanguageRule.USUAL)


def _of_readers(parties: Collection[uuid.UUID], on: datetime.date) -> dict[uuid.UUID, str]:
    """Return the language of most contacts of each party, of several the first by its code."""
    counted: dict[uuid.UUID, Counter[str]] = defaultdict(Counter)
    for party, contacts in contacts_of(parties, on=on).items():
        counted[party].update(each.language for each in contacts if each.language)
    return {party: min(each, key=lambda code: (-each[code], code)) for party, each in counted.items() if each}

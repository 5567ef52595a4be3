"""States and organizations, found under the names that they bear, bore, or are given in documents."""

from __future__ import annotations

from typing import Any

from django.db import models

from secretariat.core.choices import Audience
from secretariat.core.gates import open_to
from secretariat.core.search_registry import Entry, Searchable, make_searchable, passages, that_had
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Organization, Party, PartyName, State

PUBLIC = open_to(Audience.PUBLIC)


def _rows() -> models.QuerySet[Any]:
    shown = Party.objects.filter(kind__in=(PartyKind.STATE, PartyKind.ORGANIZATION))
    return shown.select_related("state").prefetch_related("names")


def former_names(party: Party) -> tuple[dict[str, list[str]], list[str]]:
    """Return the names that a party bore or is given in documents, by language, and its acronyms then."""
    before = list(party.names.all())
    words = passages(*(each.name for each in before))
    return words | {"": list(party.variants)}, [each.acronym for each in before]


def _entry(party: Party) -> Entry:
    words, acronyms = former_names(party)
    state = party.state if party.kind == PartyKind.STATE else None
    official = passages(state.official_name, party.note) if state else passages(party.note)
    return Entry(
        gates=PUBLIC,
        titles=party.name,
        texts={code: [*official.get(code, ()), *words[code]] for code in words},
        names=[party.acronym, *acronyms, *([state.iso3] if state else ())],
        facets={"state": [party.pk]} if state else {},
        kind=party.kind,
    )


make_searchable(
    Searchable(
        {"organization": Organization, "state": State},
        Party,
        _rows,
        _entry,
        touched_by={PartyName: that_had(PartyName, "party_id"), State: that_had(State, "party_id")},
    )
)

"""Duties in the search box."""

from __future__ import annotations

from typing import Any

from django.db import models

from secretariat.core.gates import Gates, open_to, open_to_party
from secretariat.core.search_registry import Entry, Searchable, make_searchable, passages
from secretariat.duties.models import Duty
from secretariat.parties.choices import PartyKind


def _duties() -> models.QuerySet[Any]:
    return Duty.objects.select_related("debtor", "creditor")


def _gates(duty: Duty) -> Gates:
    """Return the gates of ``open_duties``."""
    return open_to(duty.audience) | open_to_party(duty.debtor_id) | open_to_party(duty.creditor_id)


def _entry(duty: Duty) -> Entry:
    parties = [each for each in (duty.debtor, duty.creditor) if each]
    return Entry(
        gates=_gates(duty),
        titles=duty.subject,
        texts=passages(duty.creditor_words),
        facets={
            "unit": [each.pk for each in parties if each.kind == PartyKind.UNIT],
            "state": [each.pk for each in parties if each.kind == PartyKind.STATE],
            "year": [duty.due_on.year] if duty.due_on else [],
        },
    )


make_searchable(Searchable({"duty": Duty}, Duty, _duties, _entry))

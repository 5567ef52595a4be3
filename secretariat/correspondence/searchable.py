"""Distributions in the search box."""

from __future__ import annotations

from typing import Any

from django.db import models

from secretariat.core.choices import Audience
from secretariat.core.gates import Gates, both, open_to, open_to_party
from secretariat.core.search_registry import (
    Entry,
    Searchable,
    make_searchable,
    one_after_another,
    passages,
    that_had,
)
from secretariat.correspondence.choices import OUT, RECEIVED
from secretariat.correspondence.models import Distribution, Receipt, Recipient


def _distributions() -> models.QuerySet[Any]:
    return Distribution.objects.select_related("unit").prefetch_related("recipients__receipts")


def _gates(distribution: Distribution) -> Gates:
    """Return the gates of ``open_distributions``."""
    gates = open_to(distribution.audience) | open_to_party(distribution.unit.party_id)
    for recipient in distribution.recipients.all():
        if any(receipt.state in RECEIVED for receipt in recipient.receipts.all()):
            gates |= open_to_party(recipient.party_id)
    return gates if distribution.state in OUT else both(gates, open_to(Audience.SECRETARIAT))


def _entry(distribution: Distribution) -> Entry:
    """Return its words; to whom it went is no facet, for recipients know of their own part alone."""
    return Entry(
        gates=_gates(distribution),
        titles=distribution.subject,
        texts=passages(distribution.text),
        facets={
            "unit": [distribution.unit.party_id],
            "year": [distribution.sent_at.year] if distribution.sent_at else [],
        },
    )


make_searchable(
    Searchable(
        {"distribution": Distribution},
        Distribution,
        _distributions,
        _entry,
        touched_by={
            Recipient: that_had(Recipient, "distribution_id"),
            Receipt: one_after_another(that_had(Receipt, "recipient_id"), that_had(Recipient, "distribution_id")),
        },
    )
)

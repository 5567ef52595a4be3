"""Mandates among the paragraphs: found by verb, topic, and the unit that answers for them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from secretariat.core.choices import SuggestionState
from secretariat.core.gates import Gates, covers
from secretariat.core.search_registry import (
    Addition,
    add_to_entries,
    one_after_another,
    passages,
    that_had,
    that_has,
)
from secretariat.documents.models import Document, Paragraph
from secretariat.documents.searchable import gates_of
from secretariat.mandates.models import Mandate, MandateTopic, Ownership
from secretariat.parties.choices import PartyKind

PARAGRAPHS = that_had(Mandate, "paragraph_id")


def _mandates(paragraphs: Sequence[Paragraph], gates: Mapping[uuid.UUID, Gates]) -> dict[uuid.UUID, Addition]:
    """Return what mandates add to their paragraphs."""
    rows = Mandate.objects.filter(paragraph__in=[each.pk for each in paragraphs]).select_related("addressee")
    rows = rows.prefetch_related("topic_links", "ownerships__unit", "ownerships__function__order__document")
    return {row.paragraph_id: _addition(row, gates[row.paragraph_id]) for row in rows}


def _addition(mandate: Mandate, gates: Gates) -> Addition:
    owners = [each.unit.party_id for each in mandate.ownerships.all() if _shows(each, gates)]
    topics = [mandate.program_area_id, *(each.topic_id for each in mandate.topic_links.all())]
    state = mandate.addressee_id if mandate.addressee.kind == PartyKind.STATE else None
    return Addition(
        kind="mandate",
        texts=passages(mandate.verb),
        facets={"unit": owners, "topic": topics, "state": [state]},
    )


def _shows(ownership: Ownership, gates: Gates) -> bool:
    """Tell whether everyone who sees the paragraph sees that the unit answers for it."""
    if ownership.state != SuggestionState.CONFIRMED:
        return False
    return ownership.function is None or covers(gates_of(ownership.function.order.document), gates)


add_to_entries(
    Paragraph,
    _mandates,
    kinds={"mandate": Mandate},
    touched_by={
        Mandate: PARAGRAPHS,
        MandateTopic: one_after_another(that_had(MandateTopic, "mandate_id"), PARAGRAPHS),
        Ownership: one_after_another(that_had(Ownership, "mandate_id"), PARAGRAPHS),
        Document: one_after_another(that_has(Mandate, "ownerships__function__order__document"), PARAGRAPHS),
    },
)

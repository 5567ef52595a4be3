"""Units, found under the names that orders give them, and functions among the paragraphs."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import models

from secretariat.core.choices import Audience
from secretariat.core.gates import Gates, covers, open_to
from secretariat.core.search_registry import (
    Addition,
    Entry,
    Searchable,
    add_to_entries,
    make_searchable,
    one_after_another,
    passages,
    that_had,
    that_has,
)
from secretariat.documents.models import Document, Paragraph
from secretariat.documents.searchable import gates_of
from secretariat.organization.models import Function, FunctionTopic, Placement, Unit
from secretariat.parties.models import Party, PartyName
from secretariat.parties.searchable import former_names


def _units() -> models.QuerySet[Any]:
    return Unit.objects.select_related("party").prefetch_related("party__names", "placements__order__document")


def gates_of_unit(unit: Unit) -> Gates:
    """Return the gates of a unit: those of the orders that place it; outside the structure it is open to everyone."""
    placed = [gates_of(each.order.document) for each in unit.placements.all()]
    return open_to(Audience.PUBLIC if unit.is_outside else Audience.SECRETARIAT).union(*placed)


def _unit(unit: Unit) -> Entry:
    gates = gates_of_unit(unit)
    # SECURITY: a draft may give a public unit another name; that is found by nobody, as some who find the unit may not.
    orders = [each for each in unit.placements.all() if covers(gates_of(each.order.document), gates)]
    words, acronyms = former_names(unit.party)
    said = passages(unit.party.note, *(each.name for each in orders), *(each.head for each in orders))
    return Entry(
        gates=gates,
        titles=unit.party.name,
        texts={code: [*said.get(code, ()), *words[code]] for code in words},
        names=[unit.party.acronym, *acronyms, *(each.acronym for each in orders)],
        facets={"unit": [unit.party_id]},
    )


def _functions(paragraphs: Sequence[Paragraph], gates: Mapping[uuid.UUID, Gates]) -> dict[uuid.UUID, Addition]:
    """Return what functions add to their paragraphs: the unit and the topics."""
    rows = Function.objects.filter(
        paragraph__in=[each.pk for each in paragraphs], order__document=models.F("paragraph__document")
    )
    return {
        row.paragraph_id: Addition(
            kind="function",
            facets={
                "unit": [row.unit.party_id],
                "topic": [each.topic_id for each in row.topic_links.all()],
            },
        )
        for row in rows.select_related("unit").prefetch_related("topic_links")
    }


make_searchable(
    Searchable(
        {"unit": Unit},
        Unit,
        _units,
        _unit,
        said=lambda unit: str(unit.party),
        touched_by={
            Party: that_has(Unit, "party"),
            PartyName: one_after_another(that_had(PartyName, "party_id"), that_has(Unit, "party")),
            Placement: that_had(Placement, "unit_id"),
            Document: that_has(Unit, "placements__order__document"),
        },
    )
)
add_to_entries(
    Paragraph,
    _functions,
    kinds={"function": Function},
    touched_by={
        Function: that_had(Function, "paragraph_id"),
        FunctionTopic: one_after_another(that_had(FunctionTopic, "function_id"), that_had(Function, "paragraph_id")),
    },
)

"""What was said and decided about a mandate, in one history."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.db import models

from secretariat.core.history import timeline
from secretariat.core.panel_registry import told
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Paragraph
from secretariat.mandates.models import Chain, Mandate, Overruling, Ownership
from secretariat.mandates.queries import owners_of
from secretariat.mandates.queries.chains import earlier_of

SHOWN = 30


def contents(viewer: Viewer, paragraph: Paragraph) -> dict[str, Any]:
    """Return the entries of a mandate, its overrulings, owners and chains, newest first, each with what it is about."""
    mandate = Mandate.objects.visible_to(viewer).filter(paragraph=paragraph).select_related("paragraph").first()
    if mandate is None:
        return {"entries": []}
    own = Chain.objects.visible_to(viewer).filter(paragraph=paragraph)
    about: list[models.Model] = [
        mandate,
        *Overruling.objects.filter(mandate=mandate),
        *owners_of(mandate, viewer),
        *own.select_related("paragraph__document", "to_document", "to_paragraph__document"),
    ]
    entries = sorted(
        chain.from_iterable(_entries(viewer, record) for record in about), key=lambda each: each["iso"], reverse=True
    )
    return {"entries": entries[:SHOWN]}


def _entries(viewer: Viewer, record: models.Model) -> list[dict[str, Any]]:
    name = _named(record)
    shown: list[dict[str, Any]] = told(viewer, timeline(record, limit=SHOWN, viewer=viewer))["entries"]
    return [{**each, "what": f"{name[:1].upper()}{name[1:]}: {each['what']}"} for each in shown]


def _named(record: models.Model) -> str:
    """Return what an entry is about: the unit, the chain, or the sort of record."""
    if isinstance(record, Ownership):
        return str(record.unit)
    if isinstance(record, Chain):
        return f"{record.get_kind_display()} {earlier_of(record)}"
    return str(record._meta.verbose_name)

"""Keep what upper apps say speaks for the fulfillment of mandates."""

from __future__ import annotations

import uuid

from django.db import transaction

from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.models import Document
from secretariat.mandates.models import Evidence, Mandate


@transaction.atomic
def record_evidence(
    mandate: Mandate,
    *,
    source: uuid.UUID,
    label: Labels,
    address: str,
    url: str,
    planned: int | None,
    is_standing: bool = False,
    on_request: bool = False,
    document: Document | None = None,
    by: Viewer,
    reason: str,
) -> Evidence:
    """Say what speaks for a mandate's fulfillment; again for the same source replaces what was said.

    ``document`` is where the source stands, such as the plan: who may not read it is not told of the evidence.
    Units: planned counts what the source counts; None where it has no number. How many were held stays as it was
    counted (``count_evidence``). Errors: ValueError for an ``url`` that leads elsewhere than to a page of ours.
    """
    if not url.startswith("/") or url.startswith("//"):  # SECURITY: it becomes a link; "javascript:" would run
        raise ValueError(f"evidence lies on a page of ours, not at {url}")
    evidence = Evidence.objects.filter(mandate=mandate, source=source).first() or Evidence(
        mandate=mandate, source=source
    )
    evidence.label, evidence.address, evidence.url = label, address, url
    evidence.planned = planned
    evidence.is_standing, evidence.on_request, evidence.is_ended = is_standing, on_request, False
    evidence.document = document or evidence.document
    return keep(evidence, by=by, reason=reason)


def count_evidence(evidence: Evidence, *, held: int, by: Viewer, reason: str) -> Evidence:
    """Say how many of what a source counts were held."""
    evidence.held = held
    return keep(evidence, by=by, reason=reason)


@transaction.atomic
def end_evidence(mandate: Mandate, *, source: uuid.UUID, by: Viewer, reason: str) -> None:
    """Say that a source no longer speaks for a mandate; what it said stays on record."""
    for evidence in Evidence.objects.filter(mandate=mandate, source=source, is_ended=False):
        evidence.is_ended = True
        keep(evidence, by=by, reason=reason)

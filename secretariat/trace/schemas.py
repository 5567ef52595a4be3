"""Trace and coverage as JSON: the same shape on the command line, on pages and in the API."""

from __future__ import annotations

from typing import Any

from secretariat.core.choices import SuggestionState
from secretariat.delivery.models import Deliverable
from secretariat.mandates.models import Mandate
from secretariat.mandates.queries import Finding
from secretariat.organization.models import Function, Unit
from secretariat.plans.models import Answer
from secretariat.trace.queries import Coverage, Trace


def trace_as_json(trace: Trace) -> dict[str, Any]:
    """Return a trace as JSON; results and money stay empty until the records that hold them exist."""
    paragraph = trace.paragraph
    return {
        "paragraph": {
            "symbol": paragraph.document.symbol or None,
            "document": str(paragraph.document),
            "number": paragraph.number,
            "kind": paragraph.kind,
            "summary": str(paragraph.summary),
            "url": paragraph.get_absolute_url(),
        },
        "functions": [_function(each) for each in trace.functions],
        "mandates": [_mandate(trace.mandate, trace.finding)] if trace.mandate and trace.finding else [],
        "units": [_unit(each) for each in trace.units or [each.unit for each in trace.functions]],
        "activities": [_activity(each) for each in trace.answers],
        "deliverables": [_deliverable(each) for each in trace.deliverables],
        "results": [],
        "money": {},
    }


def _function(function: Function) -> dict[str, Any]:
    return {
        "address": function.address,
        "order": str(function.paragraph.document),
        "unit": function.unit.party.short,
        "kind": function.kind,
        "summary": str(function.summary),
        "url": function.get_absolute_url(),
    }


def _mandate(mandate: Mandate, finding: Finding) -> dict[str, Any]:
    return {
        "id": str(mandate.pk),
        "nature": mandate.nature,
        "verb": str(mandate.verb),
        "status": finding.status.value,
        "overruled": finding.overruling is not None,
        "why": finding.why,
    }


def _unit(unit: Unit) -> dict[str, Any]:
    party = unit.party
    return {"key": party.slug, "acronym": party.acronym, "name": str(party.name), "url": unit.get_absolute_url()}


def _activity(answer: Answer) -> dict[str, Any]:
    activity = answer.activity
    program = activity.project.program
    return {
        "address": activity.address,
        "area": str(program.area.title),
        "program": str(program.title),
        "project": str(activity.project.title),
        "title": str(activity.title),
        "quantity": activity.quantity,
        "on_request": activity.on_request,
        "kind": activity.kind,
        "confirmed": answer.state == SuggestionState.CONFIRMED,
        "confidence": float(answer.confidence) if answer.confidence is not None else None,
        "reason": str(answer.reason),
        "url": activity.get_absolute_url(),
    }


def _deliverable(deliverable: Deliverable) -> dict[str, Any]:
    counted = deliverable.activity or deliverable.project
    return {
        "id": str(deliverable.pk),
        "kind": deliverable.kind,
        "title": str(deliverable.title),
        "state": deliverable.state,
        "starts_on": deliverable.starts_on.isoformat() if deliverable.starts_on else None,
        "ends_on": deliverable.ends_on.isoformat() if deliverable.ends_on else None,
        "counts_to": counted.address if counted else None,
        "is_demonstration": deliverable.is_demonstration,
        "url": deliverable.get_absolute_url(),
    }


def coverage_as_json(coverage: Coverage) -> dict[str, Any]:
    """Return a coverage as JSON: which order and plan, the nine counts, the gaps by name."""
    return {
        "order": str(coverage.order) if coverage.order else None,
        "plan": str(coverage.plan.document) if coverage.plan else None,
        "counts": coverage.counts,
        "gaps": coverage.gaps,
    }

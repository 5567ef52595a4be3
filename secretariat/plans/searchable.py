"""Plans and their lines."""

from __future__ import annotations

from typing import Any

from django.db import models

from secretariat.core.choices import Audience
from secretariat.core.gates import Gates, both, covers, open_to
from secretariat.core.search_registry import (
    Entry,
    Searchable,
    make_searchable,
    passages,
    that_had,
    that_has,
)
from secretariat.documents.models import Document
from secretariat.documents.searchable import gates_of, names_of
from secretariat.plans.choices import AmendmentState
from secretariat.plans.models import Activity, ActivityTopic, Amendment, Plan, Project
from secretariat.plans.models.parts import PlanPart


def _plans() -> models.QuerySet[Any]:
    return Plan.objects.select_related("document", "body", "owner")


def _plan(plan: Plan) -> Entry:
    return Entry(
        gates=gates_of(plan.document),
        titles=plan.title,
        texts=passages(plan.adopted_at),
        facets={"body": [plan.body.party_id], "unit": [plan.owner.party_id], "year": _years(plan)},
    )


def _years(plan: Plan) -> list[int]:
    return list(range(plan.starts_on.year, plan.ends_on.year + 1))


def _lines() -> models.QuerySet[Any]:
    rows = Activity.objects.select_related("plan__document", "plan__body", "added_by", "project__added_by", "owner")
    return rows.prefetch_related("topic_links")


def _gates_of_part(part: PlanPart) -> Gates:
    """Return the gates of ``part_seen_by``: those of the plan; what a draft adds is for the secretariat."""
    gates = gates_of(part.plan.document)
    is_draft = part.added_by is not None and part.added_by.state != AmendmentState.ADOPTED
    return both(gates, open_to(Audience.SECRETARIAT)) if is_draft else gates


def _line(line: Activity) -> Entry:
    gates, project, plan = _gates_of_part(line), line.project, line.plan
    project.plan = plan  # the same one, fetched once
    words = [line.note, line.counts, *([project.title] if covers(_gates_of_part(project), gates) else ())]
    return Entry(
        gates=gates,
        titles=line.title,
        texts=passages(*words),
        names=[line.address, *(f"{name} {line.address}" for name in names_of(plan.document))],
        facets={
            "unit": [line.owner.party_id],
            "body": [plan.body.party_id],
            "topic": [each.topic_id for each in line.topic_links.all()],
            "year": _years(plan),
        },
    )


make_searchable(Searchable({"plan": Plan}, Plan, _plans, _plan, touched_by={Document: that_has(Plan, "document")}))
make_searchable(
    Searchable(
        {"activity": Activity},
        Activity,
        _lines,
        _line,
        said=lambda line: line.address,
        touched_by={
            ActivityTopic: that_had(ActivityTopic, "activity_id"),
            Project: that_has(Activity, "project"),
            Plan: that_has(Activity, "plan"),
            Document: that_has(Activity, "plan__document"),
            Amendment: that_has(Activity, "added_by"),
        },
    )
)

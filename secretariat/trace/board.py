"""The parts of the coverage board: sources by what answers them, and the first rows of each gap."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from secretariat.core.viewer import Viewer
from secretariat.mandates.choices import Nature
from secretariat.mandates.models import Mandate
from secretariat.organization.models import Function, Unit
from secretariat.plans.models import Activity, Answer, Plan, Project
from secretariat.trace.queries import quoted_paragraphs

SHOWN = 6


def coverage_matrix(plan: Plan | None, viewer: Viewer, *, on: datetime.date) -> dict[str, Any]:
    """Return a matrix: a row a source, a column for what answers its paragraphs; each number opens into its rows.

    Shape: each quoted paragraph is counted in one column.
    """
    answers = Answer.objects.visible_to(viewer).filter(mandate=OuterRef("pk"))
    mandates = (
        Mandate.objects.visible_to(viewer)
        .filter(paragraph__in=quoted_paragraphs(plan, viewer))
        .select_related("paragraph__document")
        .annotate(sure=Exists(answers.filter(state="confirmed")), perhaps=Exists(answers.filter(state="suggested")))
        .order_by("-paragraph__document__date", "paragraph__document__symbol")
    )
    sources: dict[Any, Counter[str]] = {}
    for mandate in mandates:
        sources.setdefault(mandate.paragraph.document, Counter())[_column(mandate)] += 1
    columns = (
        ("answered", _("answered"), "done"),
        ("suggested", _("suggested only"), "wait"),
        ("open", _("binding, open"), "late"),
        ("other", _("binds others"), "none"),
    )
    return {
        "title": _("Sources by what answers their paragraphs"),
        "corner": _("Source"),
        "columns": [{"label": label} for _key, label, _tone in columns],
        "rows": [
            {
                "label": str(document),
                "href": document.get_absolute_url(),
                "note": str(document.title) if document.symbol else "",
                "cells": [_cell(document, count[key], tone, label) for key, label, tone in columns],
            }
            for document, count in sources.items()
        ],
        "why": _("A paragraph is answered when a line of the plan is confirmed; suggestions count for nothing."),
    }


def _column(mandate: Any) -> str:
    if mandate.sure:
        return "answered"
    if mandate.perhaps:
        return "suggested"
    return "open" if mandate.nature == Nature.INSTRUCTION_SECRETARIAT else "other"


def _cell(document: Any, count: int, tone: str, label: str) -> dict[str, str]:
    if not count:
        return {"text": "", "tone": ""}
    url = f"{reverse('mandates')}?document={document.pk}"
    return {"text": str(count), "tone": tone, "href": url, "title": f"{document}: {count} {label}"}


def gap_tasks(rows: QuerySet[Any], *, may_act: bool) -> list[dict[str, Any]]:
    """Return the first rows of a gap, each with the one action that would close it."""
    return [_task(row, may_act=may_act) for row in rows[:SHOWN]]


def _task(row: Any, *, may_act: bool) -> dict[str, Any]:
    task: dict[str, Any] = {"text": str(row), "href": ""}
    if isinstance(row, Mandate):
        task |= {"href": row.get_absolute_url(), "note": str(row.paragraph.summary)}
    elif isinstance(row, Function):
        task |= {
            "text": f"{row.address} · {row.unit.party.short}",
            "href": row.get_absolute_url(),
            "note": str(row.summary),
        }
    elif isinstance(row, Activity):
        task |= {"href": row.get_absolute_url()}
        if may_act:
            task |= {"action_url": reverse("answer-propose", args=(row.pk,)), "action_label": _("Link")}
    elif isinstance(row, Project):
        task |= {"text": f"{row.address} {row.title}"}
    elif isinstance(row, Unit):
        task |= {"href": row.get_absolute_url(), "note": str(row.party.name) if row.party.acronym else ""}
    return task

"""Work of the worker for plans."""

from __future__ import annotations

from django_tasks import task

from secretariat.parties.queries import operator
from secretariat.plans import services
from secretariat.plans.models import Plan


@task()
def suggest_answers(plan_id: str) -> int:
    """Look for links between a plan's lines and mandates, as the operator; return how many were suggested."""
    return len(services.suggest_answers(Plan.objects.get(pk=plan_id), by=operator()))

"""Filters of the list of runs."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _

from secretariat.core.job_registry import jobs
from secretariat.jobs.choices import RunState
from secretariat.jobs.models import Run


def choices() -> list[tuple[str, object]]:
    """Return the jobs to choose from."""
    return [(job.name, job.label) for job in jobs()]


class RunFilters(django_filters.FilterSet):
    """What the list of runs can be narrowed by."""

    job = django_filters.ChoiceFilter(choices=choices, label=_("Job"), empty_label=_("any"))
    state = django_filters.ChoiceFilter(choices=RunState.choices, label=_("State"), empty_label=_("any"))

    class Meta:
        model = Run
        fields: list[str] = []

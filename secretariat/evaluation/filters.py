"""What a reader may ask of the lists of evaluations."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import alphabetical
from secretariat.evaluation.choices import ProgramEvaluationState, Stage
from secretariat.evaluation.models import EventEvaluation, ProgramEvaluation
from secretariat.parties.models import Party


def units_of_events(request: Any) -> QuerySet[Party]:
    """Return the units whose events the reader sees evaluated."""
    rows = EventEvaluation.objects.visible_to(request.viewer).filter(deliverable__owner__party=OuterRef("pk"))
    return Party.objects.filter(Exists(rows)).order_by(alphabetical("name"))


def units_of_programs(request: Any) -> QuerySet[Party]:
    """Return the units whose evaluations of programs the reader may see."""
    rows = ProgramEvaluation.objects.visible_to(request.viewer).filter(unit__party=OuterRef("pk"))
    return Party.objects.filter(Exists(rows)).order_by(alphabetical("name"))


class EventEvaluationFilter(django_filters.FilterSet):
    """Evaluations of events by where they are and whose they are."""

    stage = django_filters.ChoiceFilter(
        label=_("State"), choices=Stage.choices, method="in_stage", empty_label=_("any")
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"),
        queryset=units_of_events,
        field_name="deliverable__owner__party",
        to_field_name="slug",
        empty_label=_("any"),
    )

    def in_stage(self, rows: Any, name: str, value: str) -> Any:
        today = timezone.localdate()
        asked = {
            Stage.COMING: Q(opens_on__gt=today),
            Stage.OPEN: Q(opens_on__lte=today, closes_on__gte=today),
            Stage.CLOSED: Q(closes_on__lt=today),
        }
        return rows.filter(asked[Stage(value)])


class ProgramEvaluationFilter(django_filters.FilterSet):
    """Evaluations of programs by how far they are and whose they are."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=ProgramEvaluationState.choices, empty_label=_("any"))
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"),
        queryset=units_of_programs,
        field_name="unit__party",
        to_field_name="slug",
        empty_label=_("any"),
    )
    plan = django_filters.CharFilter(label=_("Plan"), field_name="program__plan__document__slug", max_length=160)

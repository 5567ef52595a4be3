"""What a reader may ask of the list of duties."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import alphabetical
from secretariat.documents.models import Paragraph
from secretariat.duties.choices import DutyKind, DutyState
from secretariat.duties.models import Duty, DutyQuerySet
from secretariat.parties.models import Party

STATES = [("due", _("due soon")), ("late", _("late")), ("done", _("kept, in time or late")), *DutyState.choices]


def debtors(request: Any) -> QuerySet[Party]:
    """Return the parties that owe something the reader may see."""
    rows = Duty.objects.visible_to(request.viewer).filter(debtor=OuterRef("pk"))
    return Party.objects.filter(Exists(rows)).order_by(alphabetical("name"))


class DutyFilter(django_filters.FilterSet):
    """Duties by what they are, whose, and how they stand."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=STATES, method="in_state", empty_label=_("any"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DutyKind.choices, empty_label=_("any"))
    debtor = django_filters.ModelChoiceFilter(
        label=_("Owed by"), queryset=debtors, to_field_name="slug", empty_label=_("any")
    )
    document = django_filters.CharFilter(label=_("Ordered by document"), method="ordered_by", max_length=160)
    since = django_filters.DateFilter(label=_("Owed from"), field_name="due_on", lookup_expr="gte")
    until = django_filters.DateFilter(label=_("Owed until"), field_name="due_on", lookup_expr="lte")

    def in_state(self, rows: DutyQuerySet, name: str, value: str) -> DutyQuerySet:
        """Keep those in a state of the day, or in one that is on record."""
        today = timezone.localdate()
        if value == "late":
            return rows.late(today)
        if value == "due":
            return rows.due(today)
        return rows.done() if value == "done" else rows.filter(state=value)

    def ordered_by(self, rows: DutyQuerySet, name: str, value: str) -> DutyQuerySet:
        """Keep those that a paragraph of a document orders, if the reader may see that document."""
        # SECURITY: a filter by what is hidden would tell of it.
        seen = Paragraph.objects.visible_to(self.request.viewer).filter(document__slug=value.strip())
        return rows.filter(paragraph__in=seen.values("pk"))

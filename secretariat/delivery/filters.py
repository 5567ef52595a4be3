"""What a reader may ask of the list of deliverables."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import alphabetical
from secretariat.delivery.choices import COMING, COUNTING, DeliverableState
from secretariat.delivery.models import Deliverable, DeliverableQuerySet, Involvement
from secretariat.delivery.queries import late_on
from secretariat.parties.models import Party
from secretariat.plans.choices import DeliverableKind, Level
from secretariat.topics.models import Topic

STATES = {
    "coming": (_("coming"), Q(state__in=COMING)),
    "counted": (_("held, reported or closed"), Q(state__in=COUNTING)),
    "late": (_("late"), Q()),
    **{state.value: (state.label, Q(state=state)) for state in DeliverableState},
}


def _visible(request: Any) -> DeliverableQuerySet:
    return Deliverable.objects.visible_to(request.viewer)


def units(request: Any) -> QuerySet[Party]:
    """Return the units that deliver something the reader may see."""
    return Party.objects.filter(Exists(_visible(request).filter(owner__party=OuterRef("pk")))).order_by(
        alphabetical("name")
    )


def parties(request: Any) -> QuerySet[Party]:
    """Return the States and organizations involved in something the reader may see."""
    rows = Involvement.objects.visible_to(request.viewer).filter(party=OuterRef("pk"), is_withdrawn=False)
    return Party.objects.filter(Exists(rows)).order_by(alphabetical("name"))


def topics(request: Any) -> QuerySet[Topic]:
    """Return the topics of their lines."""
    lines = _visible(request).filter(activity__topic_links__topic=OuterRef("pk"))
    return Topic.objects.filter(Exists(lines)).order_by(alphabetical("label"))


class DeliverableFilter(django_filters.FilterSet):
    """Deliverables by what they are, whose, when and with whom."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=DeliverableKind.choices, empty_label=_("any"))
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(key, words) for key, (words, _rows) in STATES.items()],
        method="in_state",
        empty_label=_("any"),
    )
    unit = django_filters.ModelChoiceFilter(
        label=_("Unit"), queryset=units, field_name="owner__party", to_field_name="slug", empty_label=_("any")
    )
    party = django_filters.ModelChoiceFilter(
        label=_("State or organization"),
        queryset=parties,
        to_field_name="slug",
        method="with_party",
        empty_label=_("any"),
    )
    level = django_filters.ChoiceFilter(label=_("Level"), choices=Level.choices, empty_label=_("any"))
    topic = django_filters.ModelChoiceFilter(
        label=_("Topic"), queryset=topics, to_field_name="slug", method="on_topic", empty_label=_("any")
    )
    plan = django_filters.CharFilter(label=_("Plan"), method="of_plan", max_length=160)
    line = django_filters.CharFilter(label=_("Plan line, such as 1.A.3.1"), method="of_line", max_length=24)
    since = django_filters.DateFilter(label=_("From"), method="from_day")
    until = django_filters.DateFilter(label=_("Until"), method="until_day")

    def in_state(self, rows: DeliverableQuerySet, name: str, value: str) -> DeliverableQuerySet:
        """Keep those in a state; what is late is still to come, and its last day is over."""
        if value != "late":
            return rows.filter(STATES[value][1])
        dated = rows.annotate(last_day=Coalesce("ends_on", "starts_on"))
        return dated.filter(late_on(timezone.localdate()))

    def with_party(self, rows: DeliverableQuerySet, name: str, value: Party) -> DeliverableQuerySet:
        own = Involvement.objects.filter(deliverable=OuterRef("pk"), party=value, is_withdrawn=False)
        return rows.filter(Exists(own))

    def on_topic(self, rows: DeliverableQuerySet, name: str, value: Topic) -> DeliverableQuerySet:
        links = Deliverable.objects.filter(pk=OuterRef("pk"), activity__topic_links__topic=value)
        return rows.filter(Exists(links))

    def of_plan(self, rows: DeliverableQuerySet, name: str, value: str) -> DeliverableQuerySet:
        return rows.filter(Q(activity__plan__document__slug=value) | Q(project__plan__document__slug=value))

    def of_line(self, rows: DeliverableQuerySet, name: str, value: str) -> DeliverableQuerySet:
        """Keep what counts at an address or below it."""
        address = value.strip().rstrip(".")
        below = Q(activity__address=address) | Q(activity__address__startswith=f"{address}.")
        return rows.filter(below | Q(project__address=address) | Q(project__address__startswith=f"{address}."))

    def from_day(self, rows: DeliverableQuerySet, name: str, value: Any) -> DeliverableQuerySet:
        ends = Coalesce("ends_on", "starts_on")
        return rows.annotate(ending=ends).filter(Q(ending__gte=value) | Q(is_standing=True, ends_on__isnull=True))

    def until_day(self, rows: DeliverableQuerySet, name: str, value: Any) -> DeliverableQuerySet:
        return rows.filter(starts_on__lte=value)

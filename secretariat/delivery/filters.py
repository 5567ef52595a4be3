"""What a reader may ask of the list of deliverables."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import alphabetical
from secretariat.delivery.choices import DeliverableState
from secretariat.delivery.models import Deliverable, DeliverableQuerySet, Involvement
from secretariat.delivery.queries import coming_on, held_on, late_on
from secretariat.parties.choices import Capacity, PartyKind
from secretariat.parties.models import Participation, Party
from secretariat.plans.choices import DeliverableKind, Level
from secretariat.plans.models import ActivityTopic, Answer
from secretariat.topics.models import Topic

ON_A_DAY = {
    "coming": (_("coming"), coming_on),
    "counted": (_("held, reported or closed"), held_on),
    "late": (_("late"), late_on),
}
STATES = {
    **{key: (words, Q()) for key, (words, _rows) in ON_A_DAY.items()},
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
    part = django_filters.UUIDFilter(widget=forms.HiddenInput, method="of_part")
    responsible = django_filters.CharFilter(widget=forms.HiddenInput, method="of_responsible", max_length=80)
    line_level = django_filters.ChoiceFilter(
        widget=forms.HiddenInput, choices=[*Level.choices, ("none", "")], method="at_line_level"
    )
    mandate = django_filters.UUIDFilter(widget=forms.HiddenInput, method="for_mandate")
    no_mandate = django_filters.BooleanFilter(widget=forms.HiddenInput, method="without_mandate")
    no_topic = django_filters.BooleanFilter(widget=forms.HiddenInput, method="without_topic")
    group = django_filters.CharFilter(widget=forms.HiddenInput, method="with_group", max_length=80)
    with_states = django_filters.BooleanFilter(widget=forms.HiddenInput, method="with_a_state")
    on = django_filters.DateFilter(widget=forms.HiddenInput, method="leave")
    since = django_filters.DateFilter(label=_("From"), method="from_day")
    until = django_filters.DateFilter(label=_("Until"), method="until_day")

    def in_state(self, rows: DeliverableQuerySet, name: str, value: str) -> DeliverableQuerySet:
        """Keep those in a state; what was held, late or to come is said for the day asked, or today."""
        if value not in ON_A_DAY:
            return rows.filter(STATES[value][1])
        day = self.form.cleaned_data.get("on") or timezone.localdate()
        dated = rows.annotate(last_day=Coalesce("ends_on", "starts_on"))
        return dated.filter(ON_A_DAY[value][1](day))

    def leave(self, rows: DeliverableQuerySet, name: str, value: Any) -> DeliverableQuerySet:
        """Leave the rows: the day is read beside the state."""
        return rows

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

    def of_part(self, rows: DeliverableQuerySet, name: str, value: Any) -> DeliverableQuerySet:
        """Keep what counts to a line, or to a project, program or area of a plan."""
        ways = ("project", "project__program", "project__program__area")
        below = Q(activity=value)
        for way in ways:
            below |= Q(**{f"activity__{way}": value}) | Q(**{way: value})
        return rows.filter(below)

    def of_responsible(self, rows: DeliverableQuerySet, name: str, value: str) -> DeliverableQuerySet:
        """Keep what counts to the lines of a unit, whoever delivers it."""
        own = Q(activity__isnull=True, owner__party__slug=value)
        return rows.filter(own | Q(activity__owner__party__slug=value))

    def at_line_level(self, rows: DeliverableQuerySet, name: str, value: str) -> DeliverableQuerySet:
        value = "" if value == "none" else value
        return rows.filter(Q(activity__level=value) | Q(activity__isnull=True, level=value))

    def for_mandate(self, rows: DeliverableQuerySet, name: str, value: Any) -> DeliverableQuerySet:
        links = Answer.objects.visible_to(self.request.viewer).confirmed().filter(mandate=value)
        return rows.filter(activity__in=links.values("activity"))

    def without_mandate(self, rows: DeliverableQuerySet, name: str, value: bool) -> DeliverableQuerySet:  # noqa: FBT001 - the library's call
        links = Answer.objects.visible_to(self.request.viewer).confirmed()
        return rows.exclude(activity__in=links.values("activity")) if value else rows

    def without_topic(self, rows: DeliverableQuerySet, name: str, value: bool) -> DeliverableQuerySet:  # noqa: FBT001 - as above
        links = ActivityTopic.objects.visible_to(self.request.viewer).values("activity")
        return rows.exclude(activity__in=links) if value else rows

    def with_group(self, rows: DeliverableQuerySet, name: str, value: str) -> DeliverableQuerySet:
        """Keep what members of a group of States are involved in, on the day asked."""
        day = self.form.cleaned_data.get("on") or timezone.localdate()
        members = Participation.objects.valid_on(day).filter(of__slug=value, capacity=Capacity.MEMBER)
        own = Involvement.objects.filter(
            deliverable=OuterRef("pk"),
            party__kind=PartyKind.STATE,
            party__in=members.values("party"),
            is_withdrawn=False,
        )
        return rows.filter(Exists(own))

    def with_a_state(self, rows: DeliverableQuerySet, name: str, value: bool) -> DeliverableQuerySet:  # noqa: FBT001 - as above
        own = Involvement.objects.filter(deliverable=OuterRef("pk"), party__kind=PartyKind.STATE, is_withdrawn=False)
        return rows.filter(Exists(own)) if value else rows

    def from_day(self, rows: DeliverableQuerySet, name: str, value: Any) -> DeliverableQuerySet:
        ends = Coalesce("ends_on", "starts_on")
        return rows.annotate(ending=ends).filter(Q(ending__gte=value) | Q(is_standing=True, ends_on__isnull=True))

    def until_day(self, rows: DeliverableQuerySet, name: str, value: Any) -> DeliverableQuerySet:
        return rows.filter(starts_on__lte=value)

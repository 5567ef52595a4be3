"""What a reader may ask of the list of activities."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.core.rules import in_secretariat
from secretariat.organization.models import Unit
from secretariat.plans.choices import DeliverableKind, HowMany, Linked
from secretariat.plans.models import (
    ADOPTED,
    TODAY,
    Activity,
    ActivityQuerySet,
    ActivityTopic,
    Amendment,
    Area,
    Plan,
    Version,
)
from secretariat.plans.queries import version_name
from secretariat.topics.models import Topic

Choices = list[tuple[str, str]]
HOW_MANY = {
    HowMany.NUMBER: models.Q(now_quantity__isnull=False),
    HowMany.REQUEST: models.Q(now_on_request=True),
    HowMany.NONE: models.Q(now_quantity__isnull=True, now_on_request=False),
}
LINKED = {
    Linked.WITH: models.Q(confirmed_links__gt=0),
    Linked.WITHOUT: models.Q(confirmed_links=0),
    Linked.SUGGESTED: models.Q(suggested_links__gt=0),
}
NO_TOPIC = "none"


class ActivityFilter(django_filters.FilterSet):
    """Activities read through ``queries.lines_at``; the version is chosen by the page before the rows are."""

    plan = django_filters.ChoiceFilter(label=gettext_lazy("Plan"), field_name="plan__document__slug")
    version = django_filters.ChoiceFilter(label=gettext_lazy("Version"), method="leave", empty_label=None)
    area = django_filters.ChoiceFilter(label=gettext_lazy("Work area"), field_name="project__program__area__number")
    address = django_filters.CharFilter(label=gettext_lazy("Address, such as 1.A"), method="below")
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), field_name="now_kind", choices=DeliverableKind.choices
    )
    owner = django_filters.ChoiceFilter(label=gettext_lazy("Unit"), field_name="owner__party__slug")
    topic = django_filters.ChoiceFilter(label=gettext_lazy("Topic"), method="about")
    planned = django_filters.ChoiceFilter(label=gettext_lazy("Planned"), choices=HowMany.choices, method="how_many")
    mandate = django_filters.ChoiceFilter(label=gettext_lazy("Mandates"), method="linked")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        viewer = self.request.viewer
        areas = Area.objects.visible_to(viewer).at(TODAY)
        asked = self.data.get("plan", "")
        offered = {
            "plan": [
                (each.document.slug, str(each)) for each in Plan.objects.visible_to(viewer).select_related("document")
            ],
            "version": _versions(asked, viewer),
            "area": _areas(areas.filter(plan__document__slug=asked) if asked else areas),
            "owner": _by_label((each.party.slug, each.party.short) for each in _owners(viewer)),
            "topic": [*_by_label((each.slug, str(each)) for each in _topics(viewer)), (NO_TOPIC, _("no topic"))],
            "mandate": [each for each in Linked.choices if in_secretariat.test(viewer) or each[0] != Linked.SUGGESTED],
        }
        for name, choices in offered.items():
            self.filters[name].extra["choices"] = choices

    def leave(self, rows: ActivityQuerySet, name: str, value: str) -> ActivityQuerySet:
        return rows

    def below(self, rows: ActivityQuerySet, name: str, value: str) -> ActivityQuerySet:
        """Keep what stands at an address or below it; 1.A keeps 1.A.1.1 and leaves out 1.AB."""
        address = value.strip().rstrip(".")
        return rows.filter(models.Q(address=address) | models.Q(address__startswith=f"{address}."))

    def about(self, rows: ActivityQuerySet, name: str, value: str) -> ActivityQuerySet:
        if value == NO_TOPIC:
            return rows.filter(topic_links__isnull=True)
        return rows.filter(topic_links__topic__slug=value)

    def how_many(self, rows: ActivityQuerySet, name: str, value: str) -> ActivityQuerySet:
        return rows.filter(HOW_MANY[HowMany(value)])

    def linked(self, rows: ActivityQuerySet, name: str, value: str) -> ActivityQuerySet:
        return rows.filter(LINKED[Linked(value)])


def _versions(slug: str, viewer: Any) -> Choices:
    """Return the versions of the plan with this key; of several plans together there are only two."""
    visible = Amendment.objects.visible_to(viewer).adopted()
    adopted = visible.filter(plan__document__slug=slug).order_by("number") if slug else ()
    shown = [TODAY, ADOPTED, *(Version(str(each.number), through=each.number) for each in adopted)]
    return [(each.key, version_name(each)) for each in shown]


def _areas(areas: models.QuerySet[Area]) -> Choices:
    """Return the work areas by number; several plans may number theirs alike."""
    names: dict[int, list[str]] = {}
    for area in areas.order_by("number", "plan__starts_on"):
        names.setdefault(area.number, []).append(str(area.title))
    return [(str(number), f"{number} {' / '.join(dict.fromkeys(found))}") for number, found in names.items()]


def _owners(viewer: Any) -> models.QuerySet[Unit]:
    seen = Activity.objects.visible_to(viewer).values("owner")
    return Unit.objects.visible_to(viewer).filter(pk__in=seen).select_related("party")


def _topics(viewer: Any) -> models.QuerySet[Topic]:
    seen = ActivityTopic.objects.visible_to(viewer).values("topic")
    return Topic.objects.visible_to(viewer).filter(pk__in=seen)


def _by_label(choices: Any) -> Choices:
    return sorted(choices, key=lambda choice: choice[1].casefold())

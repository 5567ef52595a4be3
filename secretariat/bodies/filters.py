"""What the lists of bodies and sessions can be narrowed to."""

from __future__ import annotations

import django_filters
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from secretariat.bodies.choices import BodyKind, SessionKind
from secretariat.bodies.models import Body, BodyQuerySet, Session, SessionQuerySet
from secretariat.core.languages import alphabetical
from secretariat.core.viewer import ANYONE
from secretariat.parties.models import Party, PartyQuerySet


class BodyFilter(django_filters.FilterSet):
    """By name and kind."""

    text = django_filters.CharFilter(
        label=_("Name or acronym"), method="called", max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=BodyKind.choices, empty_label=_("all"))

    class Meta:
        model = Body
        fields: list[str] = []

    def called(self, rows: BodyQuerySet, name: str, value: str) -> BodyQuerySet:
        return rows.filter(party__in=Party.objects.called(value))


def bodies_that_met(request: HttpRequest | None) -> PartyQuerySet:
    """Return the bodies of which sessions are recorded."""
    viewer = getattr(request, "viewer", ANYONE)
    sessions = Session.objects.visible_to(viewer).values("body__party")
    return Party.objects.visible_to(viewer).filter(pk__in=sessions).order_by(alphabetical("name"))


class SessionFilter(django_filters.FilterSet):
    """By body, kind and year."""

    body = django_filters.ModelChoiceFilter(
        label=_("Body"), queryset=bodies_that_met, to_field_name="slug", method="of_body", empty_label=_("all")
    )
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=SessionKind.choices, empty_label=_("all"))
    year = django_filters.NumberFilter(label=_("Year"), method="in_year", min_value=1800, max_value=9999)

    class Meta:
        model = Session
        fields: list[str] = []

    def of_body(self, rows: SessionQuerySet, name: str, value: Party) -> SessionQuerySet:
        return rows.filter(body__party=value)

    def in_year(self, rows: SessionQuerySet, name: str, value: int) -> SessionQuerySet:
        return rows.filter(opened_on__year=int(value))

"""What lists of parties and people can be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.accounts.models import PersonQuerySet
from secretariat.accounts.rules import may_keep_people
from secretariat.core.languages import alphabetical
from secretariat.core.viewer import ANYONE
from secretariat.parties.choices import OrganizationForm, PartyKind, RoleKind
from secretariat.parties.models import Participation, Party, PartyQuerySet, Role

FORMS = [(value, label) for value, label in OrganizationForm.choices if value != OrganizationForm.GROUP]


def groups_of_states(request: HttpRequest | None) -> PartyQuerySet:
    """Return the groups and organizations that States belong to, but the one served here, which all are in."""
    viewer = getattr(request, "viewer", ANYONE)
    facts = Participation.objects.filter(party__kind=PartyKind.STATE)
    found = Party.objects.visible_to(viewer).filter(pk__in=facts.values("of"))
    return found.exclude(organization__is_served=True).order_by(alphabetical("name"))


def groups_of_organizations(request: HttpRequest | None) -> PartyQuerySet:
    """Return what organizations take part in."""
    viewer = getattr(request, "viewer", ANYONE)
    facts = Participation.objects.filter(party__kind=PartyKind.ORGANIZATION)
    return Party.objects.visible_to(viewer).filter(pk__in=facts.values("of")).order_by(alphabetical("name"))


class PartyFilter(django_filters.FilterSet):
    """By name: today's or a former one, an acronym, a spelling, in any of the four languages."""

    text = django_filters.CharFilter(
        label=_("Name or acronym"), method="called", max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )

    class Meta:
        model = Party
        fields: list[str] = []

    def called(self, rows: PartyQuerySet, name: str, value: str) -> PartyQuerySet:
        return rows.called(value)


class StateFilter(PartyFilter):
    """By group, and as of a day."""

    group = django_filters.ModelChoiceFilter(
        label=_("Group"), queryset=groups_of_states, to_field_name="slug", method="in_group", empty_label=_("all")
    )
    on = django_filters.DateFilter(
        label=_("On the day"), method="as_shown", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    which = django_filters.CharFilter(method="as_shown", widget=forms.HiddenInput)

    def in_group(self, rows: PartyQuerySet, name: str, value: Party) -> PartyQuerySet:
        return rows.taking_part(value, on=self.form.cleaned_data.get("on") or timezone.localdate())

    def as_shown(self, rows: PartyQuerySet, name: str, value: Any) -> PartyQuerySet:
        """Leave the rows: the page itself looks at the day and at which States are asked for."""
        return rows


class OrganizationFilter(PartyFilter):
    """By form, and by what they take part in."""

    form = django_filters.ChoiceFilter(
        label=_("Form"), field_name="organization__form", choices=FORMS, empty_label=_("all")
    )
    group = django_filters.ModelChoiceFilter(
        label=_("Takes part in"),
        queryset=groups_of_organizations,
        to_field_name="slug",
        method="in_group",
        empty_label=_("all"),
    )

    def in_group(self, rows: PartyQuerySet, name: str, value: Party) -> PartyQuerySet:
        return rows.filter(pk__in=Participation.objects.filter(of=value).values("party"))


class PersonFilter(django_filters.FilterSet):
    """By name, for administrators also by address; by role, and by whether the account is open."""

    text = django_filters.CharFilter(
        label=_("Name"), method="named", max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    role = django_filters.ChoiceFilter(
        label=_("Role"), choices=RoleKind.choices, method="holding", empty_label=_("all")
    )
    account = django_filters.ChoiceFilter(
        label=_("Account"),
        choices=[("open", _("open")), ("ended", _("ended"))],
        method="with_account",
        empty_label=_("all"),
    )

    def named(self, rows: PersonQuerySet, name: str, value: str) -> PersonQuerySet:
        wanted = Q(full_name__icontains=value)
        # SECURITY: whoever may not see addresses must not find people by them either.
        if may_keep_people.test(self.request.viewer):
            wanted |= Q(email__icontains=value)
        return rows.filter(wanted)

    def holding(self, rows: PersonQuerySet, name: str, value: str) -> PersonQuerySet:
        return rows.filter(pk__in=Role.objects.filter(kind=value).in_force(timezone.localdate()).values("person"))

    def with_account(self, rows: PersonQuerySet, name: str, value: str) -> PersonQuerySet:
        return rows.filter(is_active=value == "open")

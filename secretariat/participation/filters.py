"""What the lists of invitations and nominations can be narrowed to."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import alphabetical
from secretariat.delivery.models import Deliverable
from secretariat.participation.choices import InstitutionKind, InvitationState, NominationState, Sex
from secretariat.participation.models import Invitation, Nomination, NominationQuerySet
from secretariat.participation.queries import participants_of
from secretariat.parties.models import Party


def events(request: Any) -> QuerySet[Deliverable]:
    """Return the deliverables for which somebody is nominated whom the reader may know."""
    rows = Nomination.objects.visible_to(request.viewer).values("deliverable")
    return Deliverable.objects.filter(pk__in=rows).order_by("-starts_on", "id")


def parties(request: Any) -> QuerySet[Party]:
    """Return the States and organizations that named somebody whom the reader may know."""
    rows = Nomination.objects.visible_to(request.viewer).values("party")
    return Party.objects.filter(pk__in=rows).order_by("-kind", alphabetical("name"))


def inviting_events(request: Any) -> QuerySet[Deliverable]:
    """Return the deliverables to which somebody is invited, as far as the reader may know."""
    rows = Invitation.objects.visible_to(request.viewer).values("deliverable")
    return Deliverable.objects.filter(pk__in=rows).order_by("-starts_on", "id")


def invited_parties(request: Any) -> QuerySet[Party]:
    """Return who is invited to something, as far as the reader may know."""
    rows = Invitation.objects.visible_to(request.viewer).values("party")
    return Party.objects.filter(pk__in=rows).order_by("-kind", alphabetical("name"))


class InvitationFilter(django_filters.FilterSet):
    """Invitations by event, State and how far they are."""

    deliverable = django_filters.ModelChoiceFilter(label=_("Event"), queryset=inviting_events, empty_label=_("all"))
    party = django_filters.ModelChoiceFilter(
        label=_("State or organization"), queryset=invited_parties, to_field_name="slug", empty_label=_("all")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=InvitationState.choices, empty_label=_("any"))


class NominationFilter(django_filters.FilterSet):
    """Nominations by event, who named, sex, kind of institution and how far they are."""

    deliverable = django_filters.ModelChoiceFilter(label=_("Event"), queryset=events, empty_label=_("all"))
    party = django_filters.ModelChoiceFilter(
        label=_("State or organization"), queryset=parties, to_field_name="slug", empty_label=_("all")
    )
    sex = django_filters.ChoiceFilter(label=_("Sex"), choices=Sex.choices, empty_label=_("any"))
    institution_kind = django_filters.ChoiceFilter(
        label=_("Kind of institution"), choices=InstitutionKind.choices, empty_label=_("any")
    )
    state = django_filters.ChoiceFilter(label=_("State"), choices=NominationState.choices, empty_label=_("any"))
    took_part = django_filters.BooleanFilter(
        label=_("Only who took part"), method="taking_part", widget=forms.CheckboxInput
    )

    def taking_part(self, rows: NominationQuerySet, name: str, value: bool) -> NominationQuerySet:  # noqa: FBT001
        """Keep those whom the counts count."""
        return rows.filter(pk__in=participants_of(Deliverable.objects.values("pk")).values("pk")) if value else rows

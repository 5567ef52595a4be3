"""What the registers of partners and of designations can be narrowed to."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.bodies.models import Body
from secretariat.core.languages import alphabetical
from secretariat.core.viewer import ANYONE
from secretariat.directory.choices import CollaboratorGroup, DesignationRole
from secretariat.directory.models import Collaborator, CollaboratorQuerySet, Designation, DesignationQuerySet
from secretariat.documents.models import Document, DocumentQuerySet
from secretariat.parties.models import Party


def listing_documents(request: HttpRequest | None) -> DocumentQuerySet:
    """Return the documents that hold such a list."""
    viewer = getattr(request, "viewer", ANYONE)
    lists = Collaborator.objects.visible_to(viewer).values("document")
    return Document.objects.visible_to(viewer).filter(pk__in=lists).order_by("symbol")


class PartnerFilter(django_filters.FilterSet):
    """By name, today's, former or as printed; by heading; by list."""

    text = django_filters.CharFilter(
        label=_("Name or acronym"), method="called", max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    group = django_filters.ChoiceFilter(label=_("Heading"), choices=CollaboratorGroup.choices, empty_label=_("all"))
    document = django_filters.ModelChoiceFilter(
        label=_("List"), queryset=listing_documents, to_field_name="slug", empty_label=_("all")
    )

    class Meta:
        model = Collaborator
        fields: list[str] = []

    def called(self, rows: CollaboratorQuerySet, name: str, value: str) -> CollaboratorQuerySet:
        return rows.filter(Q(printed__icontains=value) | Q(party__in=Party.objects.called(value)))


def naming_parties(request: HttpRequest | None) -> QuerySet[Party]:
    """Return the States and organizations that have named somebody."""
    return Party.objects.filter(pk__in=Designation.objects.values("party")).order_by("-kind", alphabetical("name"))


def named_bodies(request: HttpRequest | None) -> QuerySet[Body]:
    """Return the bodies to which somebody is named."""
    rows = Body.objects.filter(pk__in=Designation.objects.values("body")).select_related("party")
    return rows.order_by(alphabetical("party__name"))


class DesignationFilter(django_filters.FilterSet):
    """By who names, as what, to which body; what holds today unless asked otherwise."""

    party = django_filters.ModelChoiceFilter(
        label=_("State or organization"), queryset=naming_parties, to_field_name="slug", empty_label=_("all")
    )
    role = django_filters.ChoiceFilter(label=_("As what"), choices=DesignationRole.choices, empty_label=_("all"))
    body = django_filters.ModelChoiceFilter(label=_("To which body"), queryset=named_bodies, empty_label=_("all"))
    today = django_filters.BooleanFilter(label=_("Only what holds today"), method="holding", widget=forms.CheckboxInput)

    class Meta:
        model = Designation
        fields: list[str] = []

    def holding(self, rows: DesignationQuerySet, name: str, value: bool) -> DesignationQuerySet:  # noqa: FBT001
        return rows.valid_on(timezone.localdate()) if value else rows

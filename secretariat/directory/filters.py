"""What the register of partners can be narrowed to."""

from __future__ import annotations

import django_filters
from django import forms
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from secretariat.core.viewer import ANYONE
from secretariat.directory.choices import CollaboratorGroup
from secretariat.directory.models import Collaborator, CollaboratorQuerySet
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

"""Filters of the list of documents."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import LANGUAGES, alphabetical
from secretariat.documents.choices import DocumentKind, NumberState
from secretariat.documents.models import Document, NumberSeries, SymbolNumber
from secretariat.parties.models import Party

LONGEST = 100


def issuers(request: Any) -> QuerySet[Party]:
    """Return who issued the documents that the reader may see, by name."""
    visible = Document.objects.visible_to(request.viewer).filter(issuer=OuterRef("pk"))
    return Party.objects.filter(Exists(visible)).order_by(alphabetical("name"))


class YearFilter(django_filters.Filter):
    """The year of a date."""

    field_class = forms.IntegerField


class DocumentFilters(django_filters.FilterSet):
    """What a list of documents can be narrowed by."""

    text = django_filters.CharFilter(method="with_text", label=_("Symbol or title"), max_length=LONGEST)
    kind = django_filters.ChoiceFilter(choices=DocumentKind.choices, label=_("Kind"), empty_label=_("any"))
    issuer = django_filters.ModelChoiceFilter(
        queryset=issuers, to_field_name="slug", label=_("Issued by"), empty_label=_("any")
    )
    year = YearFilter(field_name="date", lookup_expr="year", label=_("Year"), min_value=1800, max_value=2200)

    class Meta:
        model = Document
        fields: list[str] = []

    def with_text(self, rows: QuerySet[Document], name: str, value: str) -> QuerySet[Document]:
        """Keep documents whose symbol, other spellings or title in any language hold all the words."""
        titles = {f"title_{code}": KeyTextTransform(code, "title") for code in LANGUAGES}
        rows = rows.annotate(**titles)
        for word in value.split()[:8]:
            holds = Q(symbol__icontains=word) | Q(printed_as__icontains=word)
            for title in titles:
                holds |= Q(**{f"{title}__icontains": word})
            rows = rows.filter(holds)
        return rows


def open_series(request: Any) -> QuerySet[NumberSeries]:
    """Return the series of symbols, by their template."""
    return NumberSeries.objects.visible_to(request.viewer).order_by("template")


class NumberFilters(django_filters.FilterSet):
    """What a list of numbers can be narrowed by."""

    symbol = django_filters.CharFilter(lookup_expr="icontains", label=_("Symbol"), max_length=LONGEST)
    series = django_filters.ModelChoiceFilter(queryset=open_series, label=_("Series"), empty_label=_("any"))
    state = django_filters.ChoiceFilter(choices=NumberState.choices, label=_("State"), empty_label=_("any"))
    year = YearFilter(field_name="year", label=_("Year"), min_value=1800, max_value=2200)

    class Meta:
        model = SymbolNumber
        fields: list[str] = []

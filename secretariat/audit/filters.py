"""What the list of readings can be narrowed to."""

from __future__ import annotations

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.audit.models import Reading
from secretariat.audit.queries import kinds_told
from secretariat.core.choices import How
from secretariat.core.panel_registry import shown_models


def kinds() -> list[tuple[str, str]]:
    """Return the kinds of records that have a page."""
    return sorted(((model._meta.label_lower, str(model._meta.verbose_name)) for model in shown_models()), key=by_name)


def by_name(kind: tuple[str, str]) -> str:
    return kind[1].casefold()


class ReadingFilter(django_filters.FilterSet):
    """By kind of record, way and days."""

    kind = django_filters.ChoiceFilter(label=_("Kind of record"), field_name="label", choices=kinds)
    how = django_filters.ChoiceFilter(label=_("How"), choices=How)
    since = django_filters.DateFilter(
        label=_("From"), field_name="at", lookup_expr="date__gte", widget=forms.DateInput(attrs={"type": "date"})
    )
    until = django_filters.DateFilter(
        label=_("Until"), field_name="at", lookup_expr="date__lte", widget=forms.DateInput(attrs={"type": "date"})
    )

    class Meta:
        model = Reading
        fields: list[str] = []


class ChangesForm(forms.Form):
    """Since when, and which kind of record."""

    since = forms.DateField(label=_("Since"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label=_("Kind of record"), required=False, choices=lambda: [("", _("all")), *told_kinds()])


def told_kinds() -> list[tuple[str, str]]:
    """Return the kinds of records whose changes are told."""
    return sorted(((model._meta.label_lower, str(model._meta.verbose_name)) for model in kinds_told()), key=by_name)

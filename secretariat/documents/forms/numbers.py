"""Forms of series and numbers of symbols."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from secretariat.bodies.models import Session
from secretariat.core.languages import TranslatedFormField, alphabetical
from secretariat.core.pages import ReasonForm
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import Restart, Step
from secretariat.documents.forms.documents import ISSUERS
from secretariat.documents.models import Document, NumberSeries, SymbolNumber
from secretariat.documents.queries import the_document
from secretariat.parties.models import Party


class SeriesForm(forms.Form):
    """How a body or unit numbers its documents."""

    party = forms.ModelChoiceField(
        Party.objects.none(), label=gettext_lazy("Of"), to_field_name="slug", empty_label=gettext_lazy("choose")
    )
    title = TranslatedFormField(
        label=gettext_lazy("Title"), help_text=gettext_lazy("What is numbered, such as documents of a session.")
    )
    template = forms.CharField(
        label=gettext_lazy("Template"),
        help_text=gettext_lazy("As its symbols are printed, with {n} for the number: CICTE/doc.{n}/{yy}."),
        max_length=80,
    )
    restarts = forms.ChoiceField(
        label=gettext_lazy("Begins anew"), choices=Restart.choices, widget=forms.RadioSelect, initial=Restart.YEAR
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        issuers = Party.objects.filter(kind__in=ISSUERS).order_by(alphabetical("name"))
        self.fields["party"].queryset = issuers  # type: ignore[attr-defined]


def _purpose() -> Any:
    return SymbolNumber._meta.get_field("purpose").formfield()


class RequestForm(forms.Form):
    """A number to ask for."""

    series = forms.ModelChoiceField(
        NumberSeries.objects.none(), label=gettext_lazy("Series"), empty_label=gettext_lazy("choose")
    )
    purpose = _purpose()
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        help_text=gettext_lazy("Where its symbols name one; this year unless you say otherwise."),
        min_value=1948,
        max_value=2100,
        required=False,
    )
    session = forms.ModelChoiceField(
        Session.objects.none(),
        label=gettext_lazy("Session"),
        help_text=gettext_lazy("Where its symbols name one."),
        required=False,
        empty_label=gettext_lazy("none"),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        sessions = Session.objects.select_related("body__party").order_by("body__party__slug", "kind", "number")
        self.fields["series"].queryset = NumberSeries.objects.open().order_by("template")  # type: ignore[attr-defined]
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """A revision, correction or addendum to ask for."""

    step = forms.ChoiceField(label=gettext_lazy("As"), choices=Step.choices, widget=forms.RadioSelect)
    purpose = _purpose()


class AssignForm(ReasonForm):
    """The draft that bears a symbol from now on."""

    document = forms.CharField(
        label=gettext_lazy("Draft"),
        help_text=gettext_lazy("Words of its title, or its key."),
        max_length=200,
    )
    field_order = ("document", "reason")

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer = viewer

    def clean_document(self) -> Document:
        try:
            return the_document(self.cleaned_data["document"], self.viewer)
        except ValueError as error:
            raise ValidationError(str(error)) from error

"""Forms of documents."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from secretariat.bodies.models import Session
from secretariat.core.choices import Audience
from secretariat.core.date_fields import PartialDateField
from secretariat.core.languages import TranslatedFormField, alphabetical
from secretariat.core.pages import ReasonForm
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentKind, DocumentState, ParagraphKind, RelationKind
from secretariat.documents.models import Document, Paragraph
from secretariat.documents.queries import doubts_about, the_document
from secretariat.documents.services import LONGEST_TEXT, read_symbol
from secretariat.parties.choices import PartyKind
from secretariat.parties.models import Party

ISSUERS = (PartyKind.BODY, PartyKind.ORGANIZATION, PartyKind.UNIT, PartyKind.STATE)


class DocumentForm(forms.Form):
    """A document to enter. A symbol that can be read but may be wrong is entered once the writer says it is right."""

    symbol = forms.CharField(
        label=gettext_lazy("Symbol"),
        help_text=gettext_lazy("As it is printed, with its session or year; empty if it is not known."),
        max_length=120,
        required=False,
    )
    doubts_seen = forms.BooleanField(
        label=gettext_lazy("The symbol is right as I wrote it"), required=False, widget=forms.HiddenInput
    )
    title = TranslatedFormField(
        label=gettext_lazy("Title"), help_text=gettext_lazy("As printed, in the languages you have it in.")
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", gettext_lazy("choose")), *DocumentKind.choices])
    issuer = forms.ModelChoiceField(
        Party.objects.none(),
        label=gettext_lazy("Issued by"),
        to_field_name="slug",
        required=False,
        empty_label=gettext_lazy("not known"),
    )
    session = forms.ModelChoiceField(
        Session.objects.none(), label=gettext_lazy("Session"), required=False, empty_label=gettext_lazy("none")
    )
    date = PartialDateField(
        label=gettext_lazy("Date"),
        help_text=gettext_lazy("As exactly as it is known: 2011, 2011-06 or 2011-06-07."),
        max_length=10,
        required=False,
    )
    original_language = forms.ChoiceField(
        label=gettext_lazy("Original language"),
        choices=[("", gettext_lazy("not known")), *settings.LANGUAGES],
        required=False,
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Official versions"),
        help_text=gettext_lazy("The languages in which it exists officially."),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    series = forms.CharField(
        label=gettext_lazy("Series"),
        help_text=gettext_lazy("The official series, such as OEA/Ser.L/X.2.16."),
        max_length=60,
        required=False,
    )
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[(state.value, state.label) for state in (DocumentState.ISSUED, DocumentState.DRAFT)],
        help_text=gettext_lazy("An issued document never changes."),
    )
    audience = forms.TypedChoiceField(
        label=gettext_lazy("Who may read it"),
        choices=[("", gettext_lazy("choose")), *Audience.choices],
        coerce=lambda value: Audience(int(value)),
    )
    is_uncertain = forms.BooleanField(label=gettext_lazy("The sources are unclear"), required=False)
    note = TranslatedFormField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("What a reader should know about the sources."),
        long=True,
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        issuers = Party.objects.filter(kind__in=ISSUERS).order_by(alphabetical("name"))
        sessions = Session.objects.select_related("body__party").order_by("body__party__slug", "kind", "number")
        self.fields["issuer"].queryset = issuers  # type: ignore[attr-defined]
        self.fields["session"].queryset = sessions  # type: ignore[attr-defined]
        self.doubts = self._doubts() if self.is_bound else []
        if self.doubts:
            self.fields["doubts_seen"].widget = forms.CheckboxInput()

    def _doubts(self) -> list[str]:
        try:
            symbol = read_symbol(" ".join(str(self.data.get("symbol", "")).split()))
        except ValidationError:
            return []
        return doubts_about(symbol) if symbol else []

    def clean_symbol(self) -> str:
        typed = " ".join(str(self.cleaned_data["symbol"]).split())
        try:
            read_symbol(typed)
        except ValidationError as error:
            raise ValidationError(error.message_dict["symbol"]) from error
        return typed

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if self.doubts and not said.get("doubts_seen"):
            words = " ".join(self.doubts)
            self.add_error("doubts_seen", _("Please look at the symbol again: %(doubts)s") % {"doubts": words})
        if said.get("is_uncertain") and not said.get("note"):
            self.add_error("note", _("Say in the note what is unclear."))
        return said


class RelationForm(forms.Form):
    """What a document does to another."""

    kind = forms.ChoiceField(label=gettext_lazy("This document"), choices=RelationKind.choices)
    to = forms.CharField(
        label=gettext_lazy("the document"),
        help_text=gettext_lazy("Its symbol, whole or in part."),
        max_length=200,
    )
    detail = forms.CharField(
        label=gettext_lazy("Where"),
        help_text=gettext_lazy("The articles or paragraphs concerned."),
        max_length=120,
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Where this is known from; stays on record."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )

    def __init__(self, *args: Any, viewer: Viewer, **options: Any) -> None:
        super().__init__(*args, **options)
        self.viewer = viewer

    def clean_to(self) -> Document:
        try:
            return the_document(self.cleaned_data["to"], self.viewer)
        except ValueError as error:
            raise ValidationError(str(error)) from error


class TextForm(forms.Form):
    """The source text of a paragraph, pasted from where it is printed."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        help_text=gettext_lazy("The words of this paragraph alone, as the source prints them."),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=LONGEST_TEXT,
    )
    source = forms.CharField(
        label=gettext_lazy("Taken from"),
        help_text=gettext_lazy("The file, page or address, so that others can compare."),
        max_length=300,
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        help_text=gettext_lazy("Needed where a text in this language is held already: why it changes."),
        max_length=2000,
        required=False,
    )


def _of_paragraph(name: str) -> Any:
    """Return the form field of a paragraph's field, with the words the record gives it."""
    return Paragraph._meta.get_field(name).formfield()  # type: ignore[union-attr]


class ParagraphWordsForm(ReasonForm):
    """Our own words about a paragraph, which may be put better when its document is issued, too."""

    summary = _of_paragraph("summary")
    is_uncertain = _of_paragraph("is_uncertain")
    note = _of_paragraph("note")
    field_order: tuple[str, ...] = ("summary", "is_uncertain", "note", "reason")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("is_uncertain") and not said.get("note"):
            self.add_error("note", _("Say in the note what is unclear."))
        return said


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the paragraphs of a document, in their order."""

    def __init__(self, **options: Any) -> None:
        super().__init__(Paragraph.objects.none(), required=False, **options)

    def label_from_instance(self, obj: Any) -> str:
        words = str(obj.summary)
        return f"{obj.display_number} {words if len(words) <= 80 else words[:78].rsplit(' ', 1)[0] + ' …'}"


class ParagraphForm(ParagraphWordsForm):
    """A paragraph of a draft."""

    number = _of_paragraph("number")
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", gettext_lazy("choose")), *ParagraphKind.choices])
    parent = PlaceField(
        label=gettext_lazy("Part of"),
        empty_label=gettext_lazy("none: it stands by itself"),
        help_text=gettext_lazy("The paragraph it continues, such as its chapeau; it stands before."),
    )
    heading = _of_paragraph("heading")
    field_order = ("number", "kind", "after", "parent", "heading", "summary", "is_uncertain", "note", "reason")

    def __init__(
        self, *args: Any, others: QuerySet[Paragraph], wholes: QuerySet[Paragraph] | None = None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.others = others
        self.fields["parent"].queryset = others if wholes is None else wholes  # type: ignore[attr-defined]

    def clean_number(self) -> str:
        number = str(self.cleaned_data["number"])
        if self.others.filter(number=number).exists():
            raise ValidationError(_("The document has a paragraph with this number already."))
        return number


class NewParagraphForm(ParagraphForm):
    """A paragraph to add; ``after`` only where the document is a draft."""

    after = PlaceField(label=gettext_lazy("Stands after"), empty_label=gettext_lazy("at the beginning"))
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Stays on record with your name and the day."),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, others: QuerySet[Paragraph], is_draft: bool, **options: Any) -> None:
        super().__init__(*args, others=others, **options)
        self.fields["after"].queryset = others  # type: ignore[attr-defined]
        if not is_draft or not others:
            del self.fields["after"]


class MoveForm(ReasonForm):
    """Another place for a paragraph."""

    after = PlaceField(label=gettext_lazy("Stands after"), empty_label=gettext_lazy("at the beginning"))
    field_order = ("after", "reason")

    def __init__(self, *args: Any, others: QuerySet[Paragraph], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["after"].queryset = others  # type: ignore[attr-defined]

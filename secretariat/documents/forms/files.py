"""Forms of files and translations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy

from secretariat.core.date_fields import DayInput
from secretariat.core.pages import ReasonForm
from secretariat.documents.models import LanguageVersion
from secretariat.documents.reading import BOUNDS, too_large


class FileForm(ReasonForm):
    """A file to attach to a document."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"),
        help_text=gettext_lazy("The language it is written in."),
        choices=settings.LANGUAGES,
    )
    content = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, DOCX, XLSX, PPTX, ODT or plain text, up to 25 MiB; without macros or a password."),
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.docx,.xlsx,.pptx,.odt,.txt"}),
    )
    field_order = ("language", "content", "reason")

    def __init__(self, *args: Any, is_too_large: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].required = False
        if is_too_large:  # the upload was ended, so that there is no file to speak of
            self.fields["content"].error_messages["required"] = too_large()

    def clean_content(self) -> Any:
        file = self.cleaned_data["content"]
        if file.size > BOUNDS.size:
            raise ValidationError(too_large())
        return file


def _of_version(name: str) -> Any:
    """Return the form field of a version's field, with the words the record gives it."""
    return LanguageVersion._meta.get_field(name).formfield()  # type: ignore[union-attr]


class VersionForm(ReasonForm):
    """How a translation goes on, who makes it and by when."""

    translator = _of_version("translator")
    due_on = forms.DateField(
        label=gettext_lazy("Due on"),
        help_text=gettext_lazy("By when it is to be translated."),
        required=False,
        widget=DayInput,
    )
    field_order: tuple[str, ...] = ("translator", "due_on", "reason")


class TranslationForm(VersionForm):
    """A translation to ask for."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"), help_text=gettext_lazy("The language to translate into.")
    )
    field_order = ("language", "translator", "due_on", "reason")

    def __init__(self, *args: Any, taken: frozenset[str], **options: Any) -> None:
        super().__init__(*args, **options)
        open_ones = [(code, name) for code, name in settings.LANGUAGES if code not in taken]
        self.fields["language"].choices = open_ones  # type: ignore[attr-defined]
        self.fields["reason"].required = False

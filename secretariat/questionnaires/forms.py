"""What people send about questionnaires."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from secretariat.core.languages import TranslatedFormField
from secretariat.core.pages import ReasonForm
from secretariat.questionnaires.choices import Dimension, QuestionKind
from secretariat.questionnaires.models import Question
from secretariat.questionnaires.services import ASKED


class QuestionnaireForm(forms.Form):
    """A new questionnaire."""

    slug = forms.SlugField(label=_("Key"), max_length=80, help_text=_("Names it in addresses; never changes."))
    title = TranslatedFormField(label=_("Title"), max_length=200)
    summary = TranslatedFormField(label=_("Purpose"), required=False)


class IntroForm(ReasonForm):
    """The words above the questions."""

    intro = TranslatedFormField(label=_("Words to the reader"), long=True, required=False)
    field_order: tuple[str, ...] = ("intro", "reason")


class QuestionForm(forms.Form):
    """What is asked."""

    text = TranslatedFormField(label=_("Question"), long=True)
    kind = forms.ChoiceField(label=_("Kind"), choices=QuestionKind.choices)
    dimension = forms.ChoiceField(label=_("About"), choices=Dimension.choices, initial=Dimension.OTHER)
    lowest = TranslatedFormField(label=_("What 1 means"), required=False, help_text=_("For a scale."))
    highest = TranslatedFormField(label=_("What 5 means"), required=False, help_text=_("For a scale."))
    is_required = forms.BooleanField(label=_("It cannot be left out"), required=False)

    def facts(self) -> dict[str, Any]:
        """Return what the form says, by fact."""
        return {name: self.cleaned_data[name] for name in ASKED}


class ChangeQuestionForm(QuestionForm):
    """What is asked, and why it changes."""

    reason = ReasonForm.base_fields["reason"]

    def __init__(self, *args: Any, subject: Question, **options: Any) -> None:
        super().__init__(*args, **options)
        if subject.options.exists():
            self.fields["kind"].disabled = True  # it has choices, which no other kind has


class OptionForm(forms.Form):
    """What can be chosen."""

    label = TranslatedFormField(label=_("Choice"), max_length=200)

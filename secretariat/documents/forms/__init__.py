"""Forms of documents."""

from secretariat.documents.forms.documents import (
    DocumentForm,
    MoveForm,
    NewParagraphForm,
    ParagraphForm,
    ParagraphWordsForm,
    RelationForm,
    TextForm,
)
from secretariat.documents.forms.drafts import DraftForm, IssueForm
from secretariat.documents.forms.files import FileForm, TranslationForm, VersionForm
from secretariat.documents.forms.numbers import AssignForm, RequestForm, SeriesForm, StepForm

__all__ = [
    "AssignForm",
    "DocumentForm",
    "DraftForm",
    "FileForm",
    "IssueForm",
    "MoveForm",
    "NewParagraphForm",
    "ParagraphForm",
    "ParagraphWordsForm",
    "RelationForm",
    "RequestForm",
    "SeriesForm",
    "StepForm",
    "TextForm",
    "TranslationForm",
    "VersionForm",
]

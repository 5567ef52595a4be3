"""Pages of documents and paragraphs."""

from __future__ import annotations

from secretariat.documents.views.arranging import (
    ParagraphAddPage,
    ParagraphCorrectPage,
    ParagraphMovePage,
    ParagraphWithdrawPage,
)
from secretariat.documents.views.comparing import DocumentChangesPage
from secretariat.documents.views.documents import DocumentFindPage, DocumentPage, DocumentsPage
from secretariat.documents.views.drafts import DocumentCorrectPage, DocumentIssuePage, DocumentWithdrawPage
from secretariat.documents.views.entering import DocumentEnterPage, DocumentRelatePage
from secretariat.documents.views.files import DocumentFilePage, FileAttachPage, FileTakeOutPage
from secretariat.documents.views.numbers import (
    NumberAssignPage,
    NumberMovePage,
    NumberPage,
    NumberRequestPage,
    NumbersPage,
    SeriesAddPage,
    SeriesClosePage,
    SeriesListPage,
    SeriesPage,
    StepRequestPage,
)
from secretariat.documents.views.paragraphs import ParagraphPage, TextImportPage
from secretariat.documents.views.reading import FilePicturePage, FileReadPage
from secretariat.documents.views.versions import (
    TranslationRequestPage,
    TranslationsPage,
    VersionMovePage,
    VersionPage,
)

__all__ = [
    "DocumentChangesPage",
    "DocumentCorrectPage",
    "DocumentEnterPage",
    "DocumentFilePage",
    "DocumentFindPage",
    "DocumentIssuePage",
    "DocumentPage",
    "DocumentRelatePage",
    "DocumentWithdrawPage",
    "DocumentsPage",
    "FileAttachPage",
    "FilePicturePage",
    "FileReadPage",
    "FileTakeOutPage",
    "NumberAssignPage",
    "NumberMovePage",
    "NumberPage",
    "NumberRequestPage",
    "NumbersPage",
    "ParagraphAddPage",
    "ParagraphCorrectPage",
    "ParagraphMovePage",
    "ParagraphPage",
    "ParagraphWithdrawPage",
    "SeriesAddPage",
    "SeriesClosePage",
    "SeriesListPage",
    "SeriesPage",
    "StepRequestPage",
    "TextImportPage",
    "TranslationRequestPage",
    "TranslationsPage",
    "VersionMovePage",
    "VersionPage",
]

"""Pages of documents and paragraphs."""

from __future__ import annotations

from secretariat.documents.views.arranging import (
    ParagraphAddPage,
    ParagraphCorrectPage,
    ParagraphMovePage,
    ParagraphWithdrawPage,
)
from secretariat.documents.views.documents import DocumentFindPage, DocumentPage, DocumentsPage
from secretariat.documents.views.entering import DocumentEnterPage, DocumentRelatePage
from secretariat.documents.views.paragraphs import ParagraphPage, TextImportPage

__all__ = [
    "DocumentEnterPage",
    "DocumentFindPage",
    "DocumentPage",
    "DocumentRelatePage",
    "DocumentsPage",
    "ParagraphAddPage",
    "ParagraphCorrectPage",
    "ParagraphMovePage",
    "ParagraphPage",
    "ParagraphWithdrawPage",
    "TextImportPage",
]

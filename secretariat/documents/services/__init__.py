"""Verbs of documents: enter, relate, correct, issue; their versions, paragraphs and source texts."""

from secretariat.documents.services.drafts import (
    add_version,
    change_version,
    correct_draft,
    issue_document,
    withdraw_document,
)
from secretariat.documents.services.entering import enter_document, enter_documents, read_symbol, relate_documents
from secretariat.documents.services.paragraphs import (
    add_paragraph,
    add_paragraphs,
    correct_paragraph,
    insert_paragraph,
    move_paragraph,
    quote_paragraph,
    withdraw_paragraph,
)
from secretariat.documents.services.texts import LONGEST_TEXT, import_text

__all__ = [
    "LONGEST_TEXT",
    "add_paragraph",
    "add_paragraphs",
    "add_version",
    "change_version",
    "correct_draft",
    "correct_paragraph",
    "enter_document",
    "enter_documents",
    "import_text",
    "insert_paragraph",
    "issue_document",
    "move_paragraph",
    "quote_paragraph",
    "read_symbol",
    "relate_documents",
    "withdraw_document",
    "withdraw_paragraph",
]

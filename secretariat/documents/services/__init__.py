"""Verbs of documents: enter, relate, correct, issue; their versions, paragraphs and source texts."""

from secretariat.documents.services.drafts import (
    correct_draft,
    issue_document,
    seal_document,
    withdraw_document,
)
from secretariat.documents.services.entering import enter_document, enter_documents, read_symbol, relate_documents
from secretariat.documents.services.files import attach_file, read_text_of, take_out_file
from secretariat.documents.services.numbers import (
    add_series,
    assign_symbol,
    cancel_symbol,
    check_template,
    close_series,
    request_symbol,
    reserve_symbol,
    take_reserved,
)
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
from secretariat.documents.services.versions import add_version, change_version, move_version, request_translation

__all__ = [
    "LONGEST_TEXT",
    "add_paragraph",
    "add_paragraphs",
    "add_series",
    "add_version",
    "assign_symbol",
    "attach_file",
    "cancel_symbol",
    "change_version",
    "check_template",
    "close_series",
    "correct_draft",
    "correct_paragraph",
    "enter_document",
    "enter_documents",
    "import_text",
    "insert_paragraph",
    "issue_document",
    "move_paragraph",
    "move_version",
    "quote_paragraph",
    "read_symbol",
    "read_text_of",
    "relate_documents",
    "request_symbol",
    "request_translation",
    "reserve_symbol",
    "seal_document",
    "take_out_file",
    "take_reserved",
    "withdraw_document",
    "withdraw_paragraph",
]

"""Records that the tests of documents make up."""

from __future__ import annotations

from itertools import count
from typing import Any

from secretariat.core.history import keep
from secretariat.core.languages import Labels
from secretariat.documents.choices import DocumentKind, ParagraphKind
from secretariat.documents.models import Document, Paragraph
from secretariat.parties.queries import loader

_numbers = count(1001)  # of one length, so that symbols sort as numbers do


def words(text: str) -> Labels:
    return Labels({"en": text, "es": f"{text} (es)"})


def a_document(**values: Any) -> Document:
    """Keep a resolution, with a symbol and key of its own where none are given."""
    number = next(_numbers)
    facts = {
        "symbol": f"TEST/RES. {number}",
        "slug": f"test-res-{number}",
        "kind": DocumentKind.RESOLUTION,
        "title": words(f"Title {number}"),
    }
    return keep(Document(**{**facts, **values}), by=loader(), reason="made up by a test")


def a_paragraph(document: Document, number: str = "1", **values: Any) -> Paragraph:
    """Keep a paragraph at the end of a document."""
    facts = {
        "document": document,
        "number": number,
        "position": document.paragraphs.count() + 1,
        "kind": ParagraphKind.OPERATIVE,
        "summary": words(f"Summary of {number}"),
    }
    return keep(Paragraph(**{**facts, **values}), by=loader(), reason="made up by a test")

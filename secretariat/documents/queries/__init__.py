"""Questions across documents and paragraphs."""

from __future__ import annotations

from secretariat.documents.queries.comparing import CHANGES, earlier_forms, facts_changed, words_changed, words_of
from secretariat.documents.queries.doubts import doubts_about
from secretariat.documents.queries.files import content_of, digest_of, is_as_issued, words_of_pages
from secretariat.documents.queries.finding import (
    Found,
    find_document,
    find_paragraph,
    find_typed,
    plain_number,
    the_document,
)
from secretariat.documents.queries.lineage import Link, lineage_of
from secretariat.documents.queries.listing import document_found, documents_listed, paragraph_found, paragraphs_listed
from secretariat.documents.queries.numbers import Run, next_number, runs_of, steps_open_to, symbol_of
from secretariat.documents.queries.reading import Reading, neighbors_of, quotations_of, read_paragraph
from secretariat.documents.queries.slugs import slug_for

__all__ = [
    "CHANGES",
    "Found",
    "Link",
    "Reading",
    "Run",
    "content_of",
    "digest_of",
    "document_found",
    "documents_listed",
    "doubts_about",
    "earlier_forms",
    "facts_changed",
    "find_document",
    "find_paragraph",
    "find_typed",
    "is_as_issued",
    "lineage_of",
    "neighbors_of",
    "next_number",
    "paragraph_found",
    "paragraphs_listed",
    "plain_number",
    "quotations_of",
    "read_paragraph",
    "runs_of",
    "slug_for",
    "steps_open_to",
    "symbol_of",
    "the_document",
    "words_changed",
    "words_of",
    "words_of_pages",
]

"""Questions across documents and paragraphs."""

from __future__ import annotations

from secretariat.documents.queries.doubts import doubts_about
from secretariat.documents.queries.finding import (
    Found,
    find_document,
    find_paragraph,
    find_typed,
    plain_number,
    the_document,
)
from secretariat.documents.queries.lineage import Link, lineage_of
from secretariat.documents.queries.listing import documents_listed, paragraphs_listed
from secretariat.documents.queries.reading import Reading, neighbors_of, quotations_of, read_paragraph
from secretariat.documents.queries.slugs import slug_for

__all__ = [
    "Found",
    "Link",
    "Reading",
    "documents_listed",
    "doubts_about",
    "find_document",
    "find_paragraph",
    "find_typed",
    "lineage_of",
    "neighbors_of",
    "paragraphs_listed",
    "plain_number",
    "quotations_of",
    "read_paragraph",
    "slug_for",
    "the_document",
]

"""What is kept of documents."""

from secretariat.documents.models.documents import (
    Document,
    DocumentQuerySet,
    DocumentRelation,
    KnownDay,
    LanguageVersion,
    LanguageVersionQuerySet,
    RelationQuerySet,
    readable,
)
from secretariat.documents.models.files import DocumentFile, DocumentFileQuerySet
from secretariat.documents.models.numbers import (
    NumberSeries,
    NumberSeriesQuerySet,
    SymbolNumber,
    SymbolNumberQuerySet,
)
from secretariat.documents.models.paragraphs import (
    Paragraph,
    ParagraphQuerySet,
    ParagraphText,
    ParagraphTextQuerySet,
    Quotation,
    QuotationQuerySet,
)

__all__ = [
    "Document",
    "DocumentFile",
    "DocumentFileQuerySet",
    "DocumentQuerySet",
    "DocumentRelation",
    "KnownDay",
    "LanguageVersion",
    "LanguageVersionQuerySet",
    "NumberSeries",
    "NumberSeriesQuerySet",
    "Paragraph",
    "ParagraphQuerySet",
    "ParagraphText",
    "ParagraphTextQuerySet",
    "Quotation",
    "QuotationQuerySet",
    "RelationQuerySet",
    "SymbolNumber",
    "SymbolNumberQuerySet",
    "readable",
]

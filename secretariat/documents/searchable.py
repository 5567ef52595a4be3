"""Documents and paragraphs, found by their symbols as people write them, and by their words in each language."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import models

from secretariat.core.gates import Gates, open_to, open_to_party
from secretariat.core.search_registry import (
    Entry,
    Searchable,
    make_searchable,
    passages,
    that_had,
    that_has,
)
from secretariat.documents.choices import DocumentState, TextState
from secretariat.documents.models import Document, DocumentFile, LanguageVersion, Paragraph, ParagraphText
from secretariat.documents.queries import words_of_pages
from secretariat.parties.choices import PartyKind

log = logging.getLogger(__name__)
# A symbol up to its session or year, the number before that, and what follows of later forms of the document.
_BEFORE_SESSION = re.compile(r"^(.*?(\d+))\s*\([^()]*\)")
_LATER_FORM = re.compile(r"(?i)\s*\b(?:rev|corr|add)\b.*$")


def gates_of(document: Document) -> Gates:
    """Return the gates of ``readable``: those of its audience, and those who act for its issuer."""
    return open_to(document.audience) | open_to_party(document.issuer_id)


def short_forms(symbol: str) -> list[str]:
    """Return a symbol and what people write for it: AG/RES. 2619 (XLI-O/11), AG/RES. 2619 and 2619; EO 16-01."""
    forms = [symbol, _LATER_FORM.sub("", symbol)]
    numbered = _BEFORE_SESSION.match(symbol)
    forms += numbered.groups() if numbered else ()
    forms += symbol.split("/", 1)[1:] if not numbered else ()
    return list(dict.fromkeys(each for each in forms if each))


def names_of(document: Document) -> list[str]:
    """Return what a document is called by, its other spellings too."""
    return list(dict.fromkeys(form for each in (document.symbol, *document.printed_as) for form in short_forms(each)))


def _documents() -> models.QuerySet[Any]:
    kept = Document.objects.exclude(state=DocumentState.WITHDRAWN)
    read = DocumentFile.objects.current().filter(text_state=TextState.READ).order_by("media_type")
    files = models.Prefetch("files", queryset=read, to_attr="files_read")
    return kept.select_related("issuer", "session__body").prefetch_related("versions", files)


def _document(document: Document) -> Entry:
    words = passages(document.note)
    for file in document.files_read:  # type: ignore[attr-defined]
        words[file.language].extend(_words(file))
    return Entry(
        gates=gates_of(document),
        titles=document.title,
        texts=words,
        names=[*names_of(document), document.series],
        facets=facets_of(document),
        languages=[each.language for each in document.versions.all()],
    )


def _words(file: DocumentFile) -> list[str]:
    """Return the words of a file; none where they are not where they were kept, which is told in the log."""
    try:
        return words_of_pages(file)
    except FileNotFoundError:
        log.warning("the words of file %s are not where they were kept", file.pk)
        return []


def facets_of(document: Document) -> dict[str, list[Any]]:
    """Return of which body, unit or State a document is, and of which year."""
    issuer, found = document.issuer, dict[str, list[uuid.UUID | int | None]]()
    for name, kind in (("body", PartyKind.BODY), ("unit", PartyKind.UNIT), ("state", PartyKind.STATE)):
        found[name] = [issuer.pk] if issuer and issuer.kind == kind else []
    found["body"].append(document.session.body.party_id if document.session else None)
    return found | {"year": [document.date.year] if document.date else []}


def _paragraphs() -> models.QuerySet[Any]:
    kept = Paragraph.objects.exclude(document__state=DocumentState.WITHDRAWN)
    return kept.select_related("document__issuer", "document__session__body").prefetch_related("texts")


def _paragraph(paragraph: Paragraph) -> Entry:
    document, words = paragraph.document, passages(paragraph.heading, paragraph.note)
    for text in paragraph.texts.all():
        words[text.language].insert(0, text.text)
    return Entry(
        gates=gates_of(document),
        titles=paragraph.summary,
        texts=words,
        names=list(_addresses(paragraph)),
        facets=facets_of(document),
    )


def _addresses(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.number != "unnumbered":
        yield from (f"{name} {paragraph.number}" for name in names_of(paragraph.document))


make_searchable(
    Searchable(
        {"document": Document},
        Document,
        _documents,
        _document,
        touched_by={
            LanguageVersion: that_had(LanguageVersion, "document_id"),
            DocumentFile: that_had(DocumentFile, "document_id"),
        },
    )
)
make_searchable(
    Searchable(
        {"paragraph": Paragraph},
        Paragraph,
        _paragraphs,
        _paragraph,
        touched_by={
            Document: that_has(Paragraph, "document"),
            ParagraphText: that_had(ParagraphText, "paragraph_id"),
        },
    )
)

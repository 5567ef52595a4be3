"""What a revision changes: facts, and words language by language."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from secretariat.core.differences import FieldDifference, compare_records
from secretariat.core.languages import LANGUAGES
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import MediaType, RelationKind, TextState
from secretariat.documents.models import Document, DocumentFile, ParagraphText
from secretariat.documents.queries.files import words_of_pages
from secretariat.documents.queries.lineage import lineage_of

COMPARED = frozenset({"title", "kind", "issuer", "session", "date", "original_language", "series", "audience", "note"})
CHANGES = (RelationKind.REVISES, RelationKind.REPLACES)
LIKELIEST = (MediaType.DOCX, MediaType.ODT, MediaType.TXT, MediaType.PDF, MediaType.PPTX, MediaType.XLSX)


def earlier_forms(document: Document, viewer: Viewer) -> list[Document]:
    """Return the documents that one revises or replaces, as far as the viewer may read them."""
    return [each.other for each in lineage_of(document, viewer) if not each.is_later and each.relation.kind in CHANGES]


def facts_changed(before: Document, after: Document, viewer: Viewer) -> list[FieldDifference]:
    """Return the facts that differ between two documents."""
    return [each for each in compare_records(before, after, viewer) if each.name in COMPARED]


def words_changed(before: Document, after: Document, viewer: Viewer) -> list[FieldDifference]:
    """Return the words of two documents by language, where both are held in it; also where nothing differs."""
    was, now = words_of(before, viewer), words_of(after, viewer)
    names = dict(settings.LANGUAGES)
    return [
        FieldDifference("words", str(names[code]), was[code], now[code], str(names[code]), code)
        for code in LANGUAGES
        if code in was and code in now
    ]


def words_of(document: Document, viewer: Viewer) -> dict[str, str]:
    """Return the words of a document by language: of its file that was read, else its source texts."""
    files = DocumentFile.objects.visible_to(viewer).current().filter(document=document, text_state=TextState.READ)
    by_language: dict[str, DocumentFile] = {}
    for file in sorted(files, key=lambda each: LIKELIEST.index(MediaType(each.media_type))):
        by_language.setdefault(file.language, file)
    found = {code: "\n".join(words_of_pages(file)) for code, file in by_language.items()}
    for code, text in _source_texts(document, viewer):
        if code not in by_language:
            found[code] = f"{found[code]}\n{text}" if code in found else text
    return found


def _source_texts(document: Document, viewer: Viewer) -> Iterator[tuple[str, str]]:
    texts = ParagraphText.objects.visible_to(viewer).filter(paragraph__document=document)
    yield from texts.order_by("paragraph__position").values_list("language", "text")

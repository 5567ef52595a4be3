"""What documents, their versions, lineage and paragraphs offer to programs and spreadsheets."""

from __future__ import annotations

import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.calling import all_made_by, changed_by, done_by, made_by
from secretariat.core.resources import (
    Changing,
    Creating,
    Operation,
    Resource,
    Values,
    add_resource,
    asked_for,
    asked_of,
    facts_of,
    secretariat_only,
)
from secretariat.core.viewer import Viewer
from secretariat.documents.models import (
    Document,
    DocumentRelation,
    LanguageVersion,
    Paragraph,
    ParagraphText,
    Quotation,
    SymbolNumber,
)
from secretariat.documents.rules import (
    may_correct_drafts,
    may_enter_documents,
    may_have_translated,
    may_import_text,
    may_issue_documents,
    may_keep_paragraphs,
    may_relate_documents,
)
from secretariat.documents.services import (
    add_paragraph,
    add_paragraphs,
    add_version,
    change_version,
    correct_draft,
    correct_paragraph,
    enter_document,
    enter_documents,
    import_text,
    issue_document,
    quote_paragraph,
    relate_documents,
    request_translation,
    withdraw_document,
)


def keep_text(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> ParagraphText:
    """Import the source text of a paragraph in a language."""
    return import_text(**values, by=by, reason=reason)


def change_text(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> ParagraphText:
    """Import another source text in place of the one that is held."""
    text, source = values.get("text", record.text), values.get("source", record.source)
    return import_text(record.paragraph, record.language, text, source, by=by, reason=reason)


def quote(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Quotation:
    """Record a quotation."""
    return quote_paragraph(values["paragraph"], document=values["by"], by=by, reason=reason)


def relate(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> DocumentRelation:
    """Relate a document to an earlier one."""
    said = {name: value for name, value in values.items() if name != "document"}
    return relate_documents(values["document"], **said, by=by, reason=reason)


def translate(record: Any, values: Values, *, by: Viewer, on: datetime.date, reason: str) -> Document:
    """Ask for a translation of a document; the document is what is answered."""
    return request_translation(record, **values, by=by, reason=reason).document


OFFICIAL = asked_for(
    "languages",
    models.CharField(
        _("official versions"),
        max_length=2,
        choices=settings.LANGUAGES,
        help_text=_("The languages in which it exists officially."),
    ),
    many=True,
)
NEW_DOCUMENT = asked_of(
    Document,
    "symbol",
    "title",
    "kind",
    "issuer",
    "session",
    "date",
    "date_precision",
    "original_language",
    "series",
    "note",
    "is_uncertain",
    "audience",
    "state",
)
DRAFT = tuple(fact for fact in NEW_DOCUMENT if fact.name not in {"symbol", "kind", "state"})
ISSUE = (
    *asked_of(Document, "audience", required=("audience",)),
    *asked_of(Document, "date", required=("date",)),
    asked_for(
        "number",
        models.ForeignKey(
            SymbolNumber,
            verbose_name=_("number"),
            null=True,
            blank=True,
            on_delete=models.PROTECT,
            help_text=_("The reserved number that it bears, where it bears no symbol yet."),
        ),
    ),
)
PARAGRAPH = asked_of(
    Paragraph,
    "number",
    "position",
    "kind",
    "parent",
    "heading",
    "summary",
    "note",
    "is_uncertain",
    optional=("position",),
)
TEXT = asked_of(ParagraphText, "text", "source")
STATUS = asked_of(LanguageVersion, "status", "translator", "due_on")
TRANSLATION = asked_of(LanguageVersion, "language", "translator", "due_on")

add_resource(
    Resource(
        model=Document,
        name="documents",
        facts=facts_of(
            Document,
            "symbol",
            "slug",
            "kind",
            "title",
            "issuer",
            "session",
            "date",
            "date_precision",
            "original_language",
            "series",
            "printed_as",
            "note",
            "is_uncertain",
            "audience",
            "state",
            "content_hash",
            "is_demonstration",
        ),
        key="slug",
        other_keys=("symbol",),
        filters={
            "symbol": "symbol",
            "kind": "kind",
            "issuer": "issuer",
            "session": "session",
            "from": "date__gte",
            "until": "date__lte",
            "state": "state",
            "audience": "audience",
            "is_uncertain": "is_uncertain",
        },
        orders=("symbol", "slug", "kind"),
        expandable=("issuer", "session"),
        create=Creating(
            (*NEW_DOCUMENT, OFFICIAL),
            may_enter_documents,
            made_by(enter_document, NEW_DOCUMENT),
            all_made_by(enter_documents),
        ),
        change=Changing(DRAFT, may_correct_drafts, changed_by(correct_draft, DRAFT)),
        operations=(
            Operation("issue", _("issue"), may_issue_documents, done_by(issue_document), ISSUE),
            Operation("withdraw", _("withdraw"), may_correct_drafts, done_by(withdraw_document)),
            Operation("translate", _("have translated"), may_have_translated, translate, TRANSLATION),
        ),
    )
)

add_resource(
    Resource(
        model=LanguageVersion,
        name="language-versions",
        facts=facts_of(
            LanguageVersion,
            "document",
            "document.symbol",
            "language",
            "status",
            "translator",
            "due_on",
            "is_demonstration",
            implied=("document",),
            known_to={"translator": secretariat_only},
        ),
        key="document__slug/language",
        filters={
            "document": "document",
            "text_language": "language",
            "status": "status",
            "due_from": "due_on__gte",
            "due_until": "due_on__lte",
        },
        orders=("document_symbol", "language"),
        expandable=("document",),
        create=Creating(
            (*asked_of(LanguageVersion, "document", "language"), *STATUS), may_enter_documents, made_by(add_version)
        ),
        change=Changing(STATUS, may_enter_documents, changed_by(change_version, STATUS)),
    )
)

add_resource(
    Resource(
        model=DocumentRelation,
        name="document-relations",
        facts=facts_of(
            DocumentRelation,
            "document",
            "document.symbol",
            "kind",
            "to",
            "to.symbol",
            "detail",
            "is_demonstration",
            implied=("document", "to"),
        ),
        filters={"document": "document", "kind": "kind", "to": "to"},
        orders=("document_symbol", "to_symbol"),
        expandable=("document", "to"),
        create=Creating(asked_of(DocumentRelation, "document", "kind", "to", "detail"), may_relate_documents, relate),
    )
)

add_resource(
    Resource(
        model=Paragraph,
        name="paragraphs",
        facts=facts_of(
            Paragraph,
            "document",
            "document.symbol",
            "number",
            "position",
            "kind",
            "parent",
            "heading",
            "summary",
            "note",
            "is_uncertain",
            "is_demonstration",
            implied=("document", "parent"),
        ),
        key="document__slug/number",
        other_keys=("document__symbol/number",),
        filters={
            "document": "document",
            "number": "number",
            "kind": "kind",
            "parent": "parent",
            "is_uncertain": "is_uncertain",
        },
        orders=("position", "document_symbol", "number"),
        expandable=("document", "parent"),
        create=Creating(
            (*asked_of(Paragraph, "document"), *PARAGRAPH),
            may_keep_paragraphs,
            made_by(add_paragraph),
            all_made_by(add_paragraphs),
        ),
        change=Changing(PARAGRAPH, may_keep_paragraphs, changed_by(correct_paragraph, PARAGRAPH)),
    )
)

add_resource(
    Resource(
        model=ParagraphText,
        name="paragraph-texts",
        facts=facts_of(
            ParagraphText,
            "paragraph",
            "paragraph.number",
            "paragraph.document.symbol",
            "language",
            "text",
            "source",
            "is_demonstration",
            implied=("paragraph", "paragraph.document"),
        ),
        key="paragraph__document__slug/paragraph__number/language",
        filters={"paragraph": "paragraph", "document": "paragraph__document", "text_language": "language"},
        orders=("paragraph_document_symbol", "paragraph_number", "language"),
        expandable=("paragraph",),
        create=Creating((*asked_of(ParagraphText, "paragraph", "language"), *TEXT), may_import_text, keep_text),
        change=Changing(TEXT, may_import_text, change_text),
    )
)

add_resource(
    Resource(
        model=Quotation,
        name="quotations",
        facts=facts_of(
            Quotation,
            "paragraph",
            "paragraph.number",
            "paragraph.document.symbol",
            "by",
            "by.symbol",
            "is_demonstration",
            implied=("paragraph", "paragraph.document", "by"),
        ),
        filters={"paragraph": "paragraph", "document": "paragraph__document", "by": "by"},
        orders=("paragraph_document_symbol", "by_symbol"),
        expandable=("paragraph", "by"),
        create=Creating(asked_of(Quotation, "paragraph", "by"), may_keep_paragraphs, quote),
    )
)

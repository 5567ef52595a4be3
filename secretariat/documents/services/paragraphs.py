"""Keep the paragraphs of documents: complete what is recorded, correct and withdraw in drafts, say who quotes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep, take_out
from secretariat.core.languages import Labels
from secretariat.core.many import checked_rows, keep_many
from secretariat.core.viewer import Viewer
from secretariat.documents import rules
from secretariat.documents.choices import DocumentKind, DocumentState, ParagraphKind
from secretariat.documents.models import Document, Paragraph, Quotation
from secretariat.documents.services.drafts import locked_draft


@transaction.atomic
def add_paragraph(
    *,
    document: Document,
    number: str,
    kind: ParagraphKind,
    by: Viewer,
    position: int | None = None,
    parent: Paragraph | None = None,
    heading: Labels | None = None,
    summary: Labels | None = None,
    note: Labels | None = None,
    is_uncertain: bool = False,
    reason: str = "",
) -> Paragraph:
    """Record a paragraph of a document, at the end where no position is given.

    Of an issued document, too, what it says may be recorded; what is recorded no longer changes.
    Errors: NotPermitted; Refused for an executive order, a withdrawn document, or a parent in another one;
    ValidationError where the number or the position is taken.
    """
    _require_keeper(by)
    Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    facts = {"heading": heading or Labels(), "summary": summary or Labels(), "note": note or Labels()}
    row = {"document": document, "number": number, "kind": kind, "parent": parent, "is_uncertain": is_uncertain}
    if fault := _fault(row):
        raise fault
    place = position or _last_place(document) + 1
    return keep(Paragraph(position=place, **row, **facts), by=by, reason=reason or _("Entered"))


@transaction.atomic
def add_paragraphs(rows: Sequence[Mapping[str, Any]], *, by: Viewer, reason: str = "") -> Sequence[Paragraph]:
    """Record many paragraphs, all or none; each row as ``add_paragraph`` takes it. Errors: NotPermitted; WrongRows."""
    _require_keeper(by)
    checked_rows({number: fault for number, row in enumerate(rows) if (fault := _fault(row))})
    documents = {row["document"].pk: row["document"] for row in rows}
    list(Document.objects.select_for_update(of=("self",)).filter(pk__in=documents).values_list("pk"))
    last = {key: _last_place(document) for key, document in documents.items()}
    paragraphs = []
    for row in rows:
        key = row["document"].pk
        place = row.get("position") or last[key] + 1
        last[key] = max(last[key], place)
        paragraphs.append(Paragraph(**{**row, "position": place}))
    return keep_many(paragraphs, by=by, reason=reason or _("Entered"))


@transaction.atomic
def correct_paragraph(
    paragraph: Paragraph,
    *,
    number: str,
    position: int,
    kind: ParagraphKind,
    parent: Paragraph | None,
    heading: Labels,
    summary: Labels,
    note: Labels,
    is_uncertain: bool,
    by: Viewer,
    reason: str,
) -> Paragraph:
    """Correct a paragraph of a draft; of an issued document only our own words about it: summary, note, uncertainty.

    Errors: NotPermitted; Refused where the document is issued and more would change; ValidationError.
    """
    _require_keeper(by)
    said = {"number": number, "position": position, "kind": kind, "parent": parent, "heading": heading}
    changed = {name for name, value in said.items() if getattr(paragraph, name) != value}
    if changed or paragraph.document.kind == DocumentKind.EXECUTIVE_ORDER:
        locked_draft(paragraph.document)
        if fault := _fault({"document": paragraph.document, **said}):
            raise fault
        if parent is not None and parent.pk == paragraph.pk:
            raise Refused(_("A paragraph is not part of itself."))
    for name, value in {**said, "summary": summary, "note": note, "is_uncertain": is_uncertain}.items():
        setattr(paragraph, name, value)
    return keep(paragraph, by=by, reason=reason)


@transaction.atomic
def withdraw_paragraph(paragraph: Paragraph, *, by: Viewer, reason: str) -> None:
    """Take a paragraph out of a draft; what it said stays in its history.

    Errors: NotPermitted; Refused where the document is no draft, or another record refers to the paragraph.
    """
    _require_keeper(by)
    locked_draft(paragraph.document)
    try:
        take_out(paragraph, by=by, reason=reason)
    except ProtectedError as error:
        raise Refused(
            _("“%(record)s” stays in the draft: other records refer to it.") % {"record": paragraph}
        ) from error


@transaction.atomic
def quote_paragraph(paragraph: Paragraph, *, document: Document, by: Viewer, reason: str = "") -> Quotation:
    """Record that a document quotes a paragraph of another.

    Errors: NotPermitted; Refused where the paragraph is its own; ValidationError where it is recorded already.
    """
    _require_keeper(by)
    if paragraph.document_id == document.pk:
        raise Refused(_("A document does not quote its own paragraphs."))
    return keep(Quotation(paragraph=paragraph, by=document), by=by, reason=reason or _("Entered"))


def _fault(row: Mapping[str, Any]) -> Refused | None:
    """Return why a document cannot have this paragraph, if it cannot."""
    document, parent = row["document"], row.get("parent")
    if document.kind == DocumentKind.EXECUTIVE_ORDER:
        return Refused(_("The functions and provisions of an executive order are drafted with its structure."))
    if document.state == DocumentState.WITHDRAWN:
        return Refused(_("%(document)s is withdrawn and no longer changes.") % {"document": document})
    if parent is not None and parent.document_id != document.pk:
        return Refused(_("A paragraph is part of one of the same document."))
    if "/" in row["number"] or not row["number"].strip():
        return Refused(_("A paragraph has a number without a slash; “unnumbered” where it has none."))
    return None


def _last_place(document: Document) -> int:
    found: int | None = document.paragraphs.aggregate(last=Max("position"))["last"]
    return found or 0


def _require_keeper(by: Viewer) -> None:
    if not rules.may_keep_paragraphs.test(by):
        raise NotPermitted(_("Only planning, conference and knowledge officers keep the paragraphs of documents."))

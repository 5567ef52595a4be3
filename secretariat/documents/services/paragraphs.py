"""Keep the paragraphs of documents: complete what is recorded, correct and withdraw in drafts, say who quotes them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils.translation import gettext as _

from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep, place_all, take_out
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
    if fault := _fault({**row, "position": position}):
        raise fault
    place = position or _last_place(document) + 1
    return keep(Paragraph(position=place, **row, **facts), by=by, reason=reason or _("Entered"))


@transaction.atomic
def insert_paragraph(
    document: Document, *, after: Paragraph | None, by: Viewer, reason: str = "", **facts: Any
) -> Paragraph:
    """Record a paragraph of a draft behind another, or as its first; what follows moves on.

    ``facts`` are those of ``add_paragraph``. Errors: as there; Refused where the document is no draft, ``after`` stands
    in another one, or the paragraph would stand before the one it is part of.
    """
    _require_keeper(by)
    locked_draft(document)
    rows = list(document.paragraphs.order_by("position"))
    behind = rows[_place_after(rows, after) :]
    if facts.get("parent") in behind:
        raise _out_of_order()
    places = [*(each.position for each in behind), _last_place(document) + 1]
    for each, place in zip(behind, places[1:], strict=True):
        each.position = place
    said = reason or _("Entered")
    place_all(behind, "position", by=by, reason=said)
    return add_paragraph(document=document, position=places[0], by=by, reason=said, **facts)


@transaction.atomic
def move_paragraph(paragraph: Paragraph, *, after: Paragraph | None, by: Viewer, reason: str) -> Paragraph:
    """Move a paragraph of a draft, with its parts, behind another one; to the beginning where that is None.

    Errors: NotPermitted; Refused where the document is no draft, ``after`` is the paragraph, one of its parts or of
    another document, the paragraph would stand before the one it is part of, or it stands there already.
    """
    _require_keeper(by)
    locked_draft(paragraph.document)
    rows = list(paragraph.document.paragraphs.order_by("position"))
    family = _with_parts(rows, paragraph)
    moved = [each for each in rows if each.pk in family]
    if after is not None and after.pk in family:
        raise Refused(_("A paragraph does not stand behind itself or its own parts."))
    rest = [each for each in rows if each.pk not in family]
    place = _place_after(rest, after)
    ordered = [*rest[:place], *moved, *rest[place:]]
    places = [each.position for each in rows]
    changed = [each for each, position in zip(ordered, places, strict=True) if each.position != position]
    if not changed:
        raise Refused(_("It stands there already."))
    for each, position in zip(ordered, places, strict=True):
        each.position = position
    _refuse_disorder(ordered)
    place_all(changed, "position", by=by, reason=reason)
    return next(each for each in moved if each.pk == paragraph.pk)


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
    paragraph = (
        Paragraph.objects.select_for_update(of=("self",)).select_related("document", "parent").get(pk=paragraph.pk)
    )
    said = {"number": number, "position": position, "kind": kind, "parent": parent, "heading": heading}
    changed = {name for name, value in said.items() if getattr(paragraph, name) != value}
    if changed or paragraph.document.kind == DocumentKind.EXECUTIVE_ORDER:
        locked_draft(paragraph.document)
        if fault := _fault({"document": paragraph.document, **said}):
            raise fault
        if parent is not None and parent.pk == paragraph.pk:
            raise Refused(_("A paragraph is not part of itself."))
        if paragraph.parts.filter(position__lt=position).exists():
            raise _out_of_order()
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
    if parent is not None and (row.get("position") or parent.position) < parent.position:
        return _out_of_order()
    if "/" in row["number"] or not row["number"].strip():
        return Refused(_("A paragraph has a number without a slash; “unnumbered” where it has none."))
    return None


def _out_of_order() -> Refused:
    return Refused(_("A paragraph stands after the one that it is part of."))


def _refuse_disorder(ordered: Sequence[Paragraph]) -> None:
    """Errors: Refused where a paragraph stands before the one it is part of."""
    places = {each.pk: each.position for each in ordered}
    if any(each.parent_id and places[each.parent_id] > each.position for each in ordered):
        raise _out_of_order()


def _place_after(rows: Sequence[Paragraph], after: Paragraph | None) -> int:
    """Return how many paragraphs stand up to one. Errors: Refused where it is not among them."""
    if after is None:
        return 0
    found = next((place for place, each in enumerate(rows, 1) if each.pk == after.pk), None)
    if found is None:
        raise Refused(_("The paragraph it should stand behind is not in this draft any more."))
    return found


def _with_parts(rows: Sequence[Paragraph], paragraph: Paragraph) -> set[uuid.UUID]:
    """Return the identifiers of a paragraph and of what continues it; ``rows`` stand in their order."""
    family = {paragraph.pk}
    for each in rows:
        if each.parent_id in family:
            family.add(each.pk)
    return family


def _last_place(document: Document) -> int:
    found: int | None = document.paragraphs.aggregate(last=Max("position"))["last"]
    return found or 0


def _require_keeper(by: Viewer) -> None:
    if not rules.may_keep_paragraphs.test(by):
        raise NotPermitted(_("Only planning, conference and knowledge officers keep the paragraphs of documents."))

"""Begin a new order from the one in force."""

from __future__ import annotations

import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from secretariat.core.choices import Audience
from secretariat.core.errors import NotPermitted
from secretariat.core.history import keep, keep_all
from secretariat.core.languages import Labels
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import DocumentKind, DocumentState
from secretariat.documents.models import Document, Paragraph
from secretariat.documents.services import enter_document
from secretariat.organization.models import Counterpart, Function, FunctionTopic, Order, Placement
from secretariat.organization.rules import may_draft_order
from secretariat.organization.services.positions import STEP


@transaction.atomic
def draft_order(
    *, symbol: str, title: Labels, by: Viewer, on: datetime.date, reason: str, based_on: Order | None = None
) -> Order:
    """Draft an order with the structure of ``based_on``, or of the order in force on ``on``.

    The draft is a document that only the secretariat reads. Its functions continue those copied. Of the paragraphs
    without a function only those in the parts that hold functions are copied: preamble and final clauses speak of the
    order they stand in.

    Errors: NotPermitted; ValidationError where the symbol cannot be read or is taken.
    """
    if not may_draft_order.test(by):
        raise NotPermitted(_("Only a planning officer may draft an order."))
    before = based_on or Order.objects.select_related("document").in_force_on(on)
    document = _document(symbol, title, before, by, reason)
    order = Order(document=document, based_on=before)
    if before is not None:
        order.signatory = before.signatory
    keep(order, by=by, reason=reason)
    if before is not None:
        _copy_placements(before, order, by, reason)
        _copy_functions(before, order, _copy_paragraphs(before, order, by, reason), by, reason)
    return order


def _document(symbol: str, title: Labels, before: Order | None, by: Viewer, reason: str) -> Document:
    document = enter_document(
        symbol,
        title,
        DocumentKind.EXECUTIVE_ORDER,
        before.document.issuer if before else None,
        by=by,
        reason=reason,
        audience=Audience.SECRETARIAT,
        state=DocumentState.DRAFT,
    )
    if not document.symbol:
        raise ValidationError({"symbol": _("An order has a symbol.")})
    return document


def _copy_placements(before: Order, order: Order, by: Viewer, reason: str) -> None:
    copies = [
        Placement(
            order=order,
            unit_id=each.unit_id,
            parent_id=each.parent_id,
            position=position,
            name=each.name,
            acronym=each.acronym,
            level=each.level,
            address=each.address,
            head=each.head,
            answers_to_id=each.answers_to_id,
            note=each.note,
        )
        for position, each in enumerate(before.placements.order_by("position", "id"), 1)
    ]
    keep_all(copies, by=by, reason=reason)


def _copy_paragraphs(before: Order, order: Order, by: Viewer, reason: str) -> dict[uuid.UUID, Paragraph]:
    """Return the copies by the identifier of what they copy; those that others are part of come first."""
    numbers = Function.objects.filter(order=before).values_list("paragraph__number", flat=True)
    parts = {number.split(".")[0] for number in numbers}
    rows = [each for each in before.document.paragraphs.order_by("position") if each.number.split(".")[0] in parts]
    copies = {
        each.pk: Paragraph(
            document=order.document,
            number=each.number,
            position=place * STEP,
            kind=each.kind,
            heading=each.heading,
            summary=each.summary,
            note=each.note,
            is_uncertain=each.is_uncertain,
        )
        for place, each in enumerate(rows, 1)
    }
    for each in rows:
        if each.parent_id in copies:
            copies[each.pk].parent_id = copies[each.parent_id].pk
    keep_all([*copies.values()], by=by, reason=reason)
    return copies


def _copy_functions(
    before: Order, order: Order, paragraphs: dict[uuid.UUID, Paragraph], by: Viewer, reason: str
) -> None:
    rows = list(Function.objects.filter(order=before).prefetch_related("counterparts", "topic_links"))
    copies = {
        each.pk: Function(
            order=order,
            paragraph=paragraphs[each.paragraph_id],
            unit_id=each.unit_id,
            kind=each.kind,
            continues=each,
        )
        for each in rows
    }
    keep_all([*copies.values()], by=by, reason=reason)
    counterparts = [
        Counterpart(
            function=copies[each.pk],
            relation=one.relation,
            party_id=one.party_id,
            document_id=one.document_id,
            detail=one.detail,
        )
        for each in rows
        for one in each.counterparts.all()
    ]
    topics = [
        FunctionTopic(function=copies[each.pk], topic_id=link.topic_id)
        for each in rows
        for link in each.topic_links.all()
    ]
    keep_all(counterparts, by=by, reason=reason)
    keep_all(topics, by=by, reason=reason)

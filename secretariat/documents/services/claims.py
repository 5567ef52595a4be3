"""What the register of numbers says of a symbol that a document is entered under."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from secretariat.core.history import keep
from secretariat.core.viewer import Viewer
from secretariat.documents.choices import NumberState
from secretariat.documents.models import Document, SymbolNumber

Row = TypeVar("Row")


def refuse_cancelled(documents: Mapping[Row, Document]) -> dict[Row, ValidationError]:
    """Return the objections to documents whose number was cancelled: it is never used again."""
    slugs = {each.slug for each in documents.values() if each.symbol}
    rows = SymbolNumber.objects.filter(slug__in=slugs, state=NumberState.CANCELLED)
    cancelled = {each.slug: each for each in rows}
    words = _("The number %(symbol)s was cancelled and is not used again: %(why)s")
    return {
        row: ValidationError({"symbol": words % {"symbol": each.symbol, "why": cancelled[each.slug].why_not}})
        for row, each in documents.items()
        if each.slug in cancelled
    }


def claim_reserved(documents: Iterable[Document], *, by: Viewer, reason: str) -> None:
    """Assign the numbers that were reserved for symbols under which documents are entered now."""
    by_slug = {each.slug: each for each in documents if each.symbol}
    for row in SymbolNumber.objects.filter(slug__in=by_slug, state=NumberState.RESERVED):
        row.document, row.state = by_slug[row.slug], NumberState.ASSIGNED
        keep(row, by=by, reason=reason)

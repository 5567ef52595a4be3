"""Columns of the lists of documents."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from secretariat.core.choices import Audience
from secretariat.core.columns import Cell, Column
from secretariat.core.dates import written_date
from secretariat.documents.choices import DocumentState
from secretariat.documents.models import Document, KnownDay
from secretariat.documents.queries import Link


def _issuer(document: Document) -> Cell | str:
    issuer = document.issuer
    return Cell(issuer.short, issuer.get_absolute_url()) if issuer else ""


def _remark(document: Document) -> Cell | str:
    """Return what a reader should know before opening it."""
    if document.is_uncertain:
        return Cell(str(_("uncertain")), tone="wait")
    if document.state != DocumentState.ISSUED:
        return Cell(document.get_state_display(), tone="wait" if document.state == DocumentState.DRAFT else "none")
    if document.audience != Audience.PUBLIC:
        return Cell(document.get_audience_display(), tone="none")
    return ""


DOCUMENT = Column(
    "symbol",
    _("Symbol"),
    lambda document: Cell(str(document), document.get_absolute_url(), css="symbol" if document.symbol else ""),
    order="symbol",
)
TITLE = Column("title", _("Title"), lambda document: str(document.title) if document.symbol else "")
KIND = Column("kind", _("Kind"), lambda document: document.get_kind_display())
ISSUER = Column("issuer", _("Issued by"), _issuer)
DATE = Column(
    "date",
    _("Date"),
    lambda document: Cell(written_date(document.date, document.date_precision), css="date"),
    order=lambda: KnownDay("date"),
)
REMARK = Column("remark", _("Remark"), _remark)

DOCUMENTS = (DOCUMENT, TITLE, KIND, ISSUER, DATE, REMARK)
ISSUED = (DOCUMENT, TITLE, KIND, DATE)

LINEAGE: tuple[Column, ...] = (
    Column("relation", _("Relation"), lambda link: link.words),
    Column("other", _("Document"), lambda link: Cell(str(link.other), link.other.get_absolute_url())),
    Column("title", _("Title"), lambda link: str(link.other.title) if link.other.symbol else ""),
    Column("detail", _("Where"), lambda link: link.relation.detail),
)


def other_of(link: Link) -> Cell:
    """Return the other document of a relation, with the articles concerned."""
    detail = f" ({link.relation.detail})" if link.relation.detail else ""
    return Cell(f"{link.other}{detail}", link.other.get_absolute_url())

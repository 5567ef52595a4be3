"""What files and numbers of documents offer to programs and spreadsheets."""

from __future__ import annotations

import base64
import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from secretariat.core.calling import done_by, made_by
from secretariat.core.resources import (
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
from secretariat.documents.models import DocumentFile, NumberSeries, SymbolNumber
from secretariat.documents.rules import may_attach_files, may_issue_documents, may_keep_series, may_request_symbols
from secretariat.documents.services import (
    add_series,
    assign_symbol,
    attach_file,
    cancel_symbol,
    close_series,
    request_symbol,
    reserve_symbol,
    take_out_file,
)


def attach(values: Values, *, by: Viewer, on: datetime.date, reason: str) -> DocumentFile:
    """Attach a file that a program sends in base64."""
    said = {name: value for name, value in values.items() if name not in {"document", "content"}}
    try:
        content = base64.b64decode(values["content"], validate=True)
    except ValueError as error:
        raise ValidationError({"content": _("This is not a file in base64.")}) from error
    return attach_file(values["document"], **said, content=content, by=by, reason=reason)


CONTENT = asked_for(
    "content",
    models.TextField(
        _("file"),
        help_text=_("The file in base64; larger ones than a request holds are attached on the page of the document."),
    ),
    required=True,
)
SERIES = asked_of(NumberSeries, "party", "title", "template", "restarts")
NUMBER = asked_of(SymbolNumber, "series", "base", "step", "purpose", "year", "session")
BEARER = asked_of(SymbolNumber, "document", required=("document",))

add_resource(
    Resource(
        model=DocumentFile,
        name="document-files",
        facts=facts_of(
            DocumentFile,
            "document",
            "document.symbol",
            "language",
            "name",
            "media_type",
            "size",
            "sha256",
            "pages",
            "brought_at",
            "is_current",
            "is_sealed",
            "text_state",
            "text_problem",
            "is_demonstration",
            implied=("document",),
        ),
        filters={
            "document": "document",
            "text_language": "language",
            "media_type": "media_type",
            "sha256": "sha256",
            "is_current": "is_current",
            "text_state": "text_state",
        },
        orders=("document_symbol", "language", "name", "brought_at"),
        expandable=("document",),
        create=Creating((*asked_of(DocumentFile, "document", "language", "name"), CONTENT), may_attach_files, attach),
        operations=(Operation("take-out", _("take out"), may_attach_files, done_by(take_out_file)),),
    )
)

add_resource(
    Resource(
        model=NumberSeries,
        name="number-series",
        facts=facts_of(
            NumberSeries, "party", "party.slug", "title", "template", "restarts", "is_closed", "is_demonstration"
        ),
        key="template",
        filters={"party": "party", "is_closed": "is_closed"},
        orders=("template",),
        expandable=("party",),
        create=Creating(SERIES, may_keep_series, made_by(add_series)),
        operations=(Operation("close", _("close"), may_keep_series, done_by(close_series)),),
    )
)

add_resource(
    Resource(
        model=SymbolNumber,
        name="symbol-numbers",
        facts=facts_of(
            SymbolNumber,
            "series",
            "series.template",
            "base",
            "step",
            "period",
            "year",
            "session",
            "number",
            "symbol",
            "state",
            "purpose",
            "document",
            "why_not",
            "is_demonstration",
            known_to={"purpose": secretariat_only, "why_not": secretariat_only},
        ),
        filters={"series": "series", "period": "period", "state": "state", "symbol": "symbol", "document": "document"},
        orders=("symbol", "period", "number"),
        expandable=("series", "base", "document"),
        create=Creating(NUMBER, may_request_symbols, made_by(request_symbol)),
        operations=(
            Operation("reserve", _("reserve"), may_issue_documents, done_by(reserve_symbol)),
            Operation("assign", _("assign to a document"), may_issue_documents, done_by(assign_symbol), BEARER),
            Operation("cancel", _("cancel"), may_issue_documents, done_by(cancel_symbol)),
        ),
    )
)

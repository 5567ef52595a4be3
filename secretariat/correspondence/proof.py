"""The proof of a distribution as data for its PDF: what was sent when to whom, and what became of it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from secretariat.core.dates import written_moment
from secretariat.core.viewer import Viewer
from secretariat.correspondence import rules
from secretariat.correspondence.columns import language_name, moment, parcel_words
from secretariat.correspondence.models import Distribution, DistributionDocument, Enclosure, Receipt

TEMPLATE = Path(__file__).with_name("typst") / "proof.typ"


def proof_of(distribution: Distribution, viewer: Viewer, *, at: datetime.datetime) -> dict[str, Any]:
    """Return the proof as a viewer may know it: recipients see their own part, and not every staff the addresses."""
    return {
        "lang": get_language(),
        "title": _("Proof of distribution"),
        "subject": str(distribution.subject),
        "facts": _facts(distribution, at),
        "documents_title": _("Documents"),
        "documents": _documents(distribution, viewer),
        "receipts_title": _("Recipients"),
        "heads": [_("Recipient"), _("Where"), _("Language"), _("Documents"), _("State"), _("When")],
        "receipts": _receipts(distribution, viewer),
        "note": _(
            "“Sent” says that the mail server took the message; “opened” and “downloaded” that somebody who acts for "
            "the recipient, or holds the link sent to it, did so."
        ),
        "identifier": str(distribution.pk),
    }


def _facts(distribution: Distribution, at: datetime.datetime) -> list[list[str]]:
    facts = {
        _("From"): str(distribution.unit.party),
        _("Purpose"): str(distribution.get_purpose_display()),
        _("Sent"): moment(distribution.sent_at),
        _("Gone out"): moment(distribution.done_at),
        _("State"): str(distribution.get_state_display()),
        _("As of"): written_moment(timezone.localtime(at)),
    }
    return [[label, value] for label, value in facts.items() if value]


def _documents(distribution: Distribution, viewer: Viewer) -> list[dict[str, Any]]:
    rows = DistributionDocument.objects.visible_to(viewer).filter(distribution=distribution)
    digests: dict[Any, dict[str, str]] = {}
    given = (
        Enclosure.objects.visible_to(viewer).filter(receipt__recipient__distribution=distribution).exclude(sha256="")
    )
    for document, language, digest in given.values_list("document_id", "language", "sha256").distinct():
        digests.setdefault(document, {})[language] = digest
    return [
        {
            "name": str(each.document),
            "title": str(each.document.title) if each.document.symbol else "",
            "digests": [f"{language_name(code)}: SHA-256 {digest}" for code, digest in found.items()],
        }
        for each in rows.select_related("document").order_by("position")
        for found in [dict(sorted(digests.get(each.document_id, {}).items()))]
    ]


def _receipts(distribution: Distribution, viewer: Viewer) -> list[list[str]]:
    rows = Receipt.objects.visible_to(viewer).filter(recipient__distribution=distribution)
    rows = rows.select_related("recipient__party").order_by("recipient__party__slug", "channel", "address")
    enclosed = Enclosure.objects.visible_to(viewer).filter(receipt__in=rows).select_related("document").order_by("pk")
    parts: dict[Any, list[str]] = {}
    for each in enclosed:
        parts.setdefault(each.receipt_id, []).append(parcel_words(each))
    names_addresses = bool(rules.may_distribute.test(viewer, distribution))
    return [_row(each, parts.get(each.pk, []), names_addresses=names_addresses) for each in rows]


def _row(receipt: Receipt, parts: list[str], *, names_addresses: bool) -> list[str]:
    where = receipt.address if receipt.address and names_addresses else str(receipt.get_channel_display())
    last = receipt.downloaded_at or receipt.opened_at or receipt.sent_at
    return [
        str(receipt.recipient.party),
        where,
        language_name(receipt.recipient.language),
        "; ".join(parts),
        str(receipt.get_state_display()),
        moment(last),
    ]

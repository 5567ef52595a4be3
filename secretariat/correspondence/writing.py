"""Write the mail of a distribution: in the recipient's language, and no more than may stand in mail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from secretariat.core.dates import written_date
from secretariat.core.files import open_file
from secretariat.correspondence.models import Enclosure, Receipt
from secretariat.correspondence.queries import documents_of, file_of
from secretariat.correspondence.tokens import opening_token, return_address
from secretariat.documents.choices import MediaType
from secretariat.documents.models import DocumentFile


@dataclass(frozen=True)
class Line:
    """One document as it stands in mail."""

    words: str
    language: str


def message_of(receipt: Receipt) -> EmailMultiAlternatives:
    """Return the message of a receipt, with what was enclosed there.

    SECURITY: others may read mail on its way. A document of a narrower audience than the installation lets mail carry
    is not named and not attached; the link leads to it.
    """
    places = {each.pk: place for place, each in enumerate(documents_of(receipt.recipient.distribution))}
    given = sorted(receipt.enclosures.given().select_related("document"), key=lambda each: places[each.document_id])
    with translation.override(receipt.recipient.language):
        return _message(receipt, given)


def _message(receipt: Receipt, given: list[Enclosure]) -> EmailMultiAlternatives:
    distribution = receipt.recipient.distribution
    language = receipt.recipient.language
    shown = {
        "subject": distribution.subject.in_language(language),
        "text": distribution.text.in_language(language),
        "party": receipt.recipient.party,
        "unit": distribution.unit.party,
        "lines": [_line(each) for each in given],
        "url": absolute(reverse("distribution-open", args=(opening_token(receipt),))),
        "until": written_date(receipt.opens_until),
        "language": language,
    }
    message = EmailMultiAlternatives(
        shown["subject"],
        render_to_string("correspondence/letter.txt", shown),
        from_email=return_address(receipt) or None,
        to=[receipt.address],
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": f"<{receipt.pk}@{urlsplit(settings.ADDRESS).hostname}>",  # the same at every attempt
            "Content-Language": language,
            "Auto-Submitted": "auto-generated",  # RFC 3834: no answer by a machine
            "X-Auto-Response-Suppress": "OOF, AutoReply",  # the same to Exchange
        },
    )
    message.attach_alternative(render_to_string("correspondence/letter.html", shown), "text/html")
    for file in _enclosed(given):
        with open_file(file.key) as kept:
            message.attach(file.name, kept.read(), MediaType(file.media_type).sent_as)
    return message


def _enclosed(given: list[Enclosure]) -> Iterator[DocumentFile]:
    """Yield the files that go along: of documents that mail may carry, as many as one message takes."""
    left = settings.MAIL_ENCLOSES_MOST
    for each in given:
        file = file_of(each) if may_be_carried(each) else None
        if file is not None and file.size <= left:
            left -= file.size
            yield file


def may_be_carried(enclosure: Enclosure) -> bool:
    """Tell whether mail may name and enclose a document."""
    return int(enclosure.document.audience) <= int(settings.MAIL_CARRIES)


def _line(enclosure: Enclosure) -> Line:
    document = enclosure.document
    if not may_be_carried(enclosure):
        return Line(_("A document that is not public"), "")
    title = document.title.in_language(translation.get_language())
    words = f"{document.symbol}: {title}" if document.symbol else title
    return Line(" ".join(words.split()), str(dict(settings.LANGUAGES).get(enclosure.language, "")))


def absolute(path: str) -> str:
    """Return the address of a page as it is reached from outside; the worker has no request to ask."""
    return f"{settings.ADDRESS}{path}"

"""What opens and names the parts of a distribution outside: the link in mail, and the address to which it bounces.

Both are made from the receipt's identifier and the secret key, so that nothing that opens stands in the database.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import re
import uuid

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from secretariat.correspondence.models import Receipt

SALT = "secretariat.correspondence.opening"
BOUNCES = "secretariat.correspondence.bounces"
SIGNS = 12  # of the mark in an address, whose first part has 64 characters at most
_RETURNED = re.compile(r"\+([0-9a-f]{32})-([0-9a-f]{12})@")


def opening_token(receipt: Receipt) -> str:
    """Return what the link in a receipt's mail opens with; the same at every attempt."""
    made = salted_hmac(SALT, str(receipt.pk), algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def digest_of(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def last_day(on: datetime.date) -> datetime.date:
    """Return the last day on which a link opens that goes out on a day."""
    return on + datetime.timedelta(days=settings.LINK_DAYS)


def find_receipt(token: str, *, on: datetime.date) -> Receipt | None:
    """Return the receipt that a token opens on a day.

    SECURITY: looked up by digest, so the time it takes says nothing of the token.
    """
    rows = Receipt.objects.filter(digest=digest_of(token), opens_until__gte=on)
    return rows.select_related("recipient__distribution__unit__party", "recipient__party").first()


def return_address(receipt: Receipt) -> str:
    """Return the address to which a receipt's mail bounces; "" where the installation names none."""
    name, _at, domain = settings.BOUNCE_ADDRESS.partition("@")
    return f"{name}+{receipt.pk.hex}-{_mark(receipt.pk)}@{domain}" if domain else ""


def receipt_of_address(text: str) -> uuid.UUID | None:
    """Return the identifier of the receipt whose return address stands in a text; None where it is none of ours."""
    for found in _RETURNED.finditer(text.lower()):
        key = uuid.UUID(found[1])
        if constant_time_compare(found[2], _mark(key)):
            return key
    return None


def _mark(key: uuid.UUID) -> str:
    return salted_hmac(BOUNCES, key.hex, algorithm="sha256").hexdigest()[:SIGNS]

"""What is personal in receipts: an address, and what mail servers said of it."""

from __future__ import annotations

from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat

from secretariat.core.personal import ERASED, Personal, Who, add_personal
from secretariat.correspondence.models import Receipt


def receipts_at(who: Who) -> Q:
    """Return the rows of a person's addresses, however they were written."""
    asked = Q(pk__in=[]) if not who.addresses else Q()
    for address in who.addresses:
        asked |= Q(address__iexact=address)
    return asked


# One for each row: a recipient has one receipt an address, and a person may have had several.
ADDRESS_AFTER = Concat(Cast("id", CharField()), Value("@erased.invalid"))
add_personal(Personal(Receipt, receipts_at, {"address": ADDRESS_AFTER, "said": ERASED}))

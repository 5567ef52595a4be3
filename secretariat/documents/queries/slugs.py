"""Keys of documents in addresses."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count

from django.utils.text import slugify

from secretariat.core.languages import Labels
from secretariat.documents.models import Document
from secretariat.documents.symbols import Symbol

LONGEST = 120
TAKEN = frozenset(
    {"find", "enter", "files", "numbers", "series", "translations"}
)  # addresses of pages beside the documents


def slug_for(symbol: Symbol | None, title: Labels, taken: Collection[str] = ()) -> str:
    """Return the key of a new document: made from its symbol, or from its title where it has none.

    ``taken`` are keys given in the same breath that are not kept yet.

    A key made from a title holds no digit, so that it is never that of a symbol; letters part those that are alike.
    """
    if symbol is not None:
        return symbol.slug
    words = re.sub(r"\d+", " ", slugify(title.in_language("en")).replace("-", " "))
    stem = "-".join(words.split())[:LONGEST].strip("-_") or "untitled"
    alike = set(Document.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | TAKEN | set(taken)
    return next(key for number in count() if (key := stem + _suffix(number)) not in alike)


def _suffix(number: int) -> str:
    """Return nothing, then -b, -c … -z, -bb and so on."""
    if number == 0:
        return ""
    return "-" + chr(ord("a") + number % 26) * (1 + number // 26)

"""Numbers of paragraphs in addresses: whatever a document prints, in letters that are safe there."""

from __future__ import annotations

import re
import string

_PLAIN = frozenset(string.ascii_letters + string.digits + ".()_-")
_FIRST = frozenset(string.ascii_letters + string.digits + "(")
_CODED = re.compile(r"~([0-9a-f]{1,6})~")


class ParagraphNumber:
    """A paragraph's number as one step of an address: 4.h, II.A.10, 4(b); any other sign as ``~`` its code ``~``.

    Every number has one address and every address one number; no address begins with a dot.
    """

    regex = r"[0-9A-Za-z\(~][0-9A-Za-z.\(\)_~-]{0,399}"  # parentheses escaped: Django counts those that are not

    def to_python(self, value: str) -> str:
        """Errors: ValueError (not found) where no number has this address."""
        number = _CODED.sub(lambda match: chr(int(match[1], 16)), value)
        if self.to_url(number) != value:
            raise ValueError(value)
        return number

    def to_url(self, value: str) -> str:
        letters = str(value)
        return "".join(
            letter if letter in (_PLAIN if place else _FIRST) else f"~{ord(letter):x}~"
            for place, letter in enumerate(letters)
        )

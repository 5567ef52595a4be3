"""Addresses such as II.A.10: their sequence, and where a new one stands among others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from secretariat.organization.models import Placement

_ROMAN = {"I": 1, "V": 5, "X": 10}
Key = tuple[tuple[int, int, str], ...]


def address_key(address: str) -> Key:
    """Return what sorts addresses as an order does: parts by Roman number, then letters, then numbers."""
    first, *rest = address.split(".")
    return (_part_key(first), *(_token_key(each) for each in rest))


def place_among(addresses: Sequence[str], new: str) -> int:
    """Return how many of ``addresses``, in the sequence of their document, stand before ``new``.

    It follows the last of its nearest kin that comes before it, so that what stands in no regular sequence, such as the
    preamble, is never rearranged.
    """
    shared = [_shared(each, new) for each in addresses]
    nearest = max(shared, default=0)
    kin = [place for place, count in enumerate(shared) if count == nearest]
    before = [place for place in kin if address_key(addresses[place]) <= address_key(new)]
    if before:
        return before[-1] + 1
    return kin[0] if kin else 0


def next_address(placement: Placement, taken: Sequence[str]) -> str:
    """Return the first free number after a unit's last numbered function; empty where the unit has no address."""
    if not placement.address:
        return ""
    own = re.compile(re.escape(placement.address) + r"\.(\d+)")
    numbers = [int(found[1]) for each in taken if (found := own.fullmatch(each))]
    return f"{placement.address}.{max(numbers, default=0) + 1}"


def _part_key(token: str) -> tuple[int, int, str]:
    return (1, _roman(token), "") if re.fullmatch(r"[IVX]+", token) else _token_key(token)


def _token_key(token: str) -> tuple[int, int, str]:
    return (0, int(token), "") if token.isdecimal() else (0, len(token), token)


def _roman(token: str) -> int:
    values = [_ROMAN[letter] for letter in token]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _shared(one: str, other: str) -> int:
    count = 0
    for mine, theirs in zip(one.split("."), other.split("."), strict=False):
        if mine != theirs:
            break
        count += 1
    return count

"""Read mail that came back (delivery status notifications, RFC 3464): of which message, and what is said of it.

SECURITY: a stranger writes what comes back. It is read as text, within limits, and says nothing but which receipt
bounced; the mark in the return address, or the identifier in the returned headers, must be one of ours.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import Message

from secretariat.correspondence.tokens import receipt_of_address

LONGEST = 2 * 2**20  # bytes of one message; reports are short, and what is returned along is not needed
LONGEST_SAID = 400
FIELDS = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Failed-Recipients")
_OURS = re.compile(r"<([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})@", re.IGNORECASE)
_BETWEEN = re.compile(rb"(?m)^From [^\r\n]*\r?\n")


@dataclass(frozen=True)
class Bounce:
    """What a returned message says: of which receipt, whether for good, and in which words."""

    receipt: uuid.UUID | None
    is_final: bool
    said: str


def messages_in(content: bytes) -> list[bytes]:
    """Return the messages of a file: one, or a mailbox of several parted by lines that begin with «From »."""
    return [each for each in _BETWEEN.split(content) if each.strip()] if content.startswith(b"From ") else [content]


def read_bounce(content: bytes) -> Bounce | None:
    """Return what a returned message says; None where it is no report on delivery."""
    message = message_from_bytes(content[:LONGEST], policy=policy.compat32)
    if message.get_content_type() != "multipart/report":
        return None
    statuses = [part for part in message.walk() if part.get_content_type() == "message/delivery-status"]
    fields = [each for status in statuses for each in _recipients(status)]
    if not fields:
        return None
    final = [each for each in fields if str(each.get("Action", "")).strip().lower() == "failed"]
    said = " ".join(_words(each) for each in final or fields)
    return Bounce(_receipt(message), bool(final), " ".join(said.split())[:LONGEST_SAID])


def _recipients(status: Message) -> Iterator[Message]:
    """Yield the groups of fields about a recipient: those that say what was done."""
    parts = status.get_payload()
    if isinstance(parts, list):
        yield from (each for each in parts if isinstance(each, Message) and each.get("Action"))


def _words(fields: Message) -> str:
    return f"{fields.get('Status', '')} {fields.get('Diagnostic-Code', '')}"


def _receipt(message: Message) -> uuid.UUID | None:
    """Return the receipt that came back: by the address it came back to, else by the identifier in what is returned."""
    addressed = " ".join(str(each) for name in FIELDS for each in message.get_all(name, []))
    found = receipt_of_address(addressed)
    if found is not None:
        return found
    for part in message.walk():
        if part.get_content_type() in {"text/rfc822-headers", "message/rfc822"}:
            returned = _OURS.search(_returned(part))
            if returned:
                return uuid.UUID(returned[1])
    return None


def _returned(part: Message) -> str:
    """Return the identifier of the message that is returned, whole or as its headers alone."""
    payload = part.get_payload()
    if isinstance(payload, list):
        return str(payload[0].get("Message-ID", "")) if payload and isinstance(payload[0], Message) else ""
    lines = str(payload).splitlines()
    return next((line for line in lines if line.lower().startswith("message-id:")), "")

"""Hand one message to the mail server, and say what is known of it afterwards.

A letter is sent once at most: whoever hands it over first marks it as being sent, and commits that. What the server
certainly did not take may be tried again; of what nobody knows, a person decides.
"""

from __future__ import annotations

import datetime
import smtplib
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.core.mail import EmailMessage

PATIENCE = datetime.timedelta(minutes=5)  # after so long in sending, its worker counts as dead
PAUSES = tuple(datetime.timedelta(minutes=each) for each in (5, 30, 120, 720))  # after a first, second… refusal
# The server answered that it did not take the message; any other error may have come after it did.
REFUSALS = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError, smtplib.SMTPHeloError)
LONGEST_ANSWER = 300  # characters of what a server says


class Handed(Enum):
    """What became of a message, as far as it is known."""

    TAKEN = "taken"
    LATER = "later"  # refused for now
    REFUSED = "refused"  # refused for good
    UNKNOWN = "unknown"  # the line broke: it may have been taken


@dataclass(frozen=True)
class Outcome:
    """What became of a message; ``error`` is the kind of what went wrong, ``said`` what the server answered."""

    handed: Handed
    error: str = ""
    said: str = ""


def hand_over(message: EmailMessage, door: Any) -> Outcome:
    """Hand a message to the mail server over an open connection."""
    message.connection = door
    try:
        message.send()
    except REFUSALS as error:
        handed = Handed.REFUSED if _is_for_good(error) else Handed.LATER
        return Outcome(handed, type(error).__name__, _answer(error))
    except ValueError as error:  # a header that cannot be written, such as one with a line break: nothing was sent
        return Outcome(Handed.REFUSED, type(error).__name__)
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(Handed.UNKNOWN, type(error).__name__)
    return Outcome(Handed.TAKEN)


def pause_after(attempts: int) -> datetime.timedelta | None:
    """Return how long to wait after so many refusals for now; None where it was tried often enough."""
    return PAUSES[attempts - 1] if attempts <= len(PAUSES) else None


def reopen_if_closed(door: Any) -> None:
    """Open the line again where the server has closed it meanwhile, so that it does not break within a message."""
    line = getattr(door, "connection", None)
    if isinstance(line, smtplib.SMTP) and not _answers(line):
        door.close()
        door.open()


def _answers(line: smtplib.SMTP) -> bool:
    try:
        return line.noop()[0] == 250
    except (OSError, smtplib.SMTPException):
        return False


def _replies(error: smtplib.SMTPException) -> list[tuple[int, Any]]:
    """Return the codes and words with which the server refused."""
    refused = [*getattr(error, "recipients", {}).values()]
    return refused or [(getattr(error, "smtp_code", 0), getattr(error, "smtp_error", b""))]


def _is_for_good(error: smtplib.SMTPException) -> bool:
    """Tell whether the code says so: 5xx is for good, 4xx for now (RFC 5321, 4.2.1)."""
    return all(code >= 500 for code, _words in _replies(error))


def _answer(error: smtplib.SMTPException) -> str:
    said = [
        f"{code} {words.decode(errors='replace') if isinstance(words, bytes) else words}"
        for code, words in _replies(error)
    ]
    return " ".join(" ".join(said).split())[:LONGEST_ANSWER]

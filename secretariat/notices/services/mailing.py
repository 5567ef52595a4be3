"""Hand letters to the mail server: each to its person once at most.

A letter is marked as being sent, and that is committed, before the server gets it; it is marked as sent afterwards.
Where the worker dies or the line breaks in between, nobody knows whether it arrived: it is marked as uncertain and not
sent again, for its notices stand in the inbox anyway. What the server certainly did not take is tried again.
"""

from __future__ import annotations

import datetime
import logging
import smtplib
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone

from secretariat.core.job_registry import Progress
from secretariat.core.ledgers import renew
from secretariat.notices.choices import LetterState
from secretariat.notices.models import Letter
from secretariat.notices.notice_kinds import MAIL_FAILED
from secretariat.notices.queries import administrators
from secretariat.notices.services.telling import notify
from secretariat.notices.writing import message_of
from secretariat.parties.queries import operator, viewer_for

PATIENCE = datetime.timedelta(minutes=5)  # after so long in sending, its worker counts as dead
PAUSES = tuple(datetime.timedelta(minutes=each) for each in (5, 30, 120, 720))  # after a first, second… refusal
AT_A_TIME = 500
# The server answered that it did not take the message; any other error may have come after it did.
REFUSALS = (smtplib.SMTPRecipientsRefused, smtplib.SMTPSenderRefused, smtplib.SMTPDataError, smtplib.SMTPHeloError)

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime.datetime]


def send_letters(progress: Progress, *, clock: Clock = timezone.now) -> dict[str, int]:
    """Send the letters that are due over one connection; return how many ended in which state.

    Errors: OSError or SMTPException where the mail server cannot be reached; no letter has counted an attempt then.
    """
    ended: Counter[str] = Counter()
    for letter in Letter.objects.cut_off(clock()).select_related("person"):
        ended[_end(letter, LetterState.UNCERTAIN, "WorkerDied", clock())] += 1
    due = list(Letter.objects.due(clock()).select_related("person").order_by("not_before", "pk")[:AT_A_TIME])
    if not due:
        return dict(ended)
    with get_connection() as door:
        for letter in progress.over(due):
            ended[_send(letter, door, clock)] += 1
    return dict(ended)


def _send(letter: Letter, door: Any, clock: Clock) -> str:
    message = message_of(letter, viewer_for(letter.person, on=clock().date()))
    if message is None:
        return _end(letter, LetterState.DROPPED, "", clock())
    _reopen_if_closed(door)
    if not _take(letter, clock()):  # another worker was quicker
        return LetterState.SENDING
    try:
        _hand_over(message, door)
    except REFUSALS as error:
        return _refused(letter, error, clock())
    except ValueError as error:  # a header that cannot be written, such as one with a line break: nothing was sent
        return _end(letter, LetterState.FAILED, type(error).__name__, clock())
    except (OSError, smtplib.SMTPException) as error:
        return _end(letter, LetterState.UNCERTAIN, type(error).__name__, clock())
    return _end(letter, LetterState.SENT, "", clock())


def _hand_over(message: EmailMultiAlternatives, door: Any) -> None:
    message.connection = door
    message.send()


def _reopen_if_closed(door: Any) -> None:
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


def _take(letter: Letter, now: datetime.datetime) -> bool:
    waiting = Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING, attempts=letter.attempts)
    letter.attempts += 1
    return renew(waiting, state=LetterState.SENDING, attempts=letter.attempts, not_before=now + PATIENCE) == 1


def _refused(letter: Letter, error: smtplib.SMTPException, now: datetime.datetime) -> str:
    """Try later what the server refused for now; give up what it refuses for good, or has refused too often."""
    kind = type(error).__name__
    if _is_for_good(error) or letter.attempts > len(PAUSES):
        return _end(letter, LetterState.FAILED, kind, now)
    pause = PAUSES[letter.attempts - 1]
    renew(Letter.objects.filter(pk=letter.pk), state=LetterState.WAITING, not_before=now + pause, error=kind)
    return LetterState.WAITING


def _is_for_good(error: smtplib.SMTPException) -> bool:
    """Tell whether the code says so: 5xx is for good, 4xx for now (RFC 5321, 4.2.1)."""
    refused = getattr(error, "recipients", {})
    codes = [code for code, _words in refused.values()] or [getattr(error, "smtp_code", 0)]
    return all(code >= 500 for code in codes)


@transaction.atomic
def _end(letter: Letter, state: LetterState, error: str, now: datetime.datetime) -> str:
    """Write how a letter ended; administrators are told of one that failed or may not have arrived."""
    sent_at = now if state == LetterState.SENT else None
    renew(Letter.objects.filter(pk=letter.pk), state=state, error=error, sent_at=sent_at)
    if state in {LetterState.FAILED, LetterState.UNCERTAIN}:
        logger.warning("Letter %s: %s, %s", letter.pk, state, error)
        told = administrators(on=now.date())
        data = {"person": letter.person.full_name, "error": error, "state": state.label}
        notify(MAIL_FAILED, to=told, about=letter.person, occasion=str(letter.pk), data=data, by=operator())
    return state

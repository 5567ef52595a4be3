"""Hand letters to the mail server: each to its person once at most.

A letter is marked as being sent, and that is committed, before the server gets it; it is marked as sent afterwards.
Where the worker dies or the line breaks in between, nobody knows whether it arrived: it is marked as uncertain and not
sent again, for its notices stand in the inbox anyway. What the server certainly did not take is tried again.
"""

from __future__ import annotations

import datetime
import logging
from collections import Counter
from collections.abc import Callable
from typing import Any

from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from secretariat.core.job_registry import Progress
from secretariat.core.ledgers import renew
from secretariat.core.mail_door import PATIENCE, Handed, Outcome, hand_over, pause_after, reopen_if_closed
from secretariat.notices.choices import LetterState
from secretariat.notices.models import Letter
from secretariat.notices.notice_kinds import MAIL_FAILED
from secretariat.notices.queries import administrators
from secretariat.notices.services.telling import notify
from secretariat.notices.writing import message_of
from secretariat.parties.queries import operator, viewer_for

AT_A_TIME = 500

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime.datetime]
ENDS = {
    Handed.TAKEN: LetterState.SENT,
    Handed.REFUSED: LetterState.FAILED,
    Handed.UNKNOWN: LetterState.UNCERTAIN,
}


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
    reopen_if_closed(door)
    if not _take(letter, clock()):  # another worker was quicker
        return LetterState.SENDING
    outcome = hand_over(message, door)
    if outcome.handed == Handed.LATER:
        return _later(letter, outcome, clock())
    return _end(letter, ENDS[outcome.handed], outcome.error, clock())


def _take(letter: Letter, now: datetime.datetime) -> bool:
    waiting = Letter.objects.filter(pk=letter.pk, state=LetterState.WAITING, attempts=letter.attempts)
    letter.attempts += 1
    return renew(waiting, state=LetterState.SENDING, attempts=letter.attempts, not_before=now + PATIENCE) == 1


def _later(letter: Letter, outcome: Outcome, now: datetime.datetime) -> str:
    """Try later what the server refused for now; give up what it has refused too often."""
    pause = pause_after(letter.attempts)
    if pause is None:
        return _end(letter, LetterState.FAILED, outcome.error, now)
    again = {"state": LetterState.WAITING, "not_before": now + pause, "error": outcome.error}
    renew(Letter.objects.filter(pk=letter.pk), **again)
    return LetterState.WAITING


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

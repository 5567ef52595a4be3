"""Ask those who attended what became of it, by a link that they alone get, and keep what they answer."""

from __future__ import annotations

import calendar
import datetime
import hashlib
import secrets

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from secretariat.accounts.tasks import send_mail
from secretariat.core.dates import written_date
from secretariat.core.errors import NotPermitted, Refused
from secretariat.core.history import keep
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import COUNTING
from secretariat.delivery.models import Deliverable
from secretariat.participation import rules
from secretariat.participation.choices import ANSWER_DAYS
from secretariat.participation.models import EventTerms, FollowUp, Nomination
from secretariat.participation.queries import participants_of, terms_of
from secretariat.parties.queries import operator

LONGEST_TOKEN = 100


def digest_of(token: str) -> str:
    """Return what is kept of the token of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def months_after(day: datetime.date, months: int) -> datetime.date:
    """Return the same day some months later, or the last of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def events_due(*, on: datetime.date) -> list[Deliverable]:
    """Return the events whose people are to be asked on a day: held, and as long ago as their terms say."""
    rows = Deliverable.objects.filter(state__in=COUNTING, is_standing=False).distinct()
    asked = rows.filter(
        starts_on__lte=on, nominations__follow_up__isnull=True, nominations__participant__may_be_asked=True
    )
    return [each for each in asked.order_by("starts_on", "pk") if _is_due(each, on)]


def _is_due(deliverable: Deliverable, on: datetime.date) -> bool:
    terms: EventTerms = terms_of(deliverable)
    last = deliverable.ends_on or deliverable.starts_on
    # Not of what lies far back, such as a list of participants that was entered years later.
    if last is None:
        return False
    return months_after(last, terms.follow_up_months) <= on <= months_after(last, terms.follow_up_months + 12)


@transaction.atomic
def request_follow_ups(deliverable: Deliverable, *, by: Viewer, on: datetime.date) -> list[FollowUp]:
    """Ask by mail each participant who agreed and was not asked yet, in their language; return the requests.

    Errors: NotPermitted; Refused before it is held.
    """
    if not rules.may_certify.test(by, deliverable):
        raise NotPermitted(_("Only those who work for the unit, and planning officers, ask participants."))
    if deliverable.state not in COUNTING:
        raise Refused(_("People are asked once it is held."))
    rows = participants_of([deliverable.pk]).filter(participant__may_be_asked=True, participant__is_erased=False)
    rows = (
        rows.exclude(participant__mail="").filter(follow_up__isnull=True).select_related("participant", "deliverable")
    )
    return [_ask(each, by, on) for each in rows.order_by("pk")]


def _ask(nomination: Nomination, by: Viewer, on: datetime.date) -> FollowUp:
    token = secrets.token_urlsafe(32)
    closes = on + datetime.timedelta(days=ANSWER_DAYS)
    made = FollowUp(nomination=nomination, digest=digest_of(token), asked_on=on, closes_on=closes)
    keep(made, by=by, reason=_("Asked"))
    _write(made, token)
    return made


def _write(follow_up: FollowUp, token: str) -> None:
    """Leave the message to the worker; only there stands the token."""
    person = follow_up.nomination.participant
    with translation.override(person.language or settings.LANGUAGES[0][0]):
        words = {
            "name": str(person),
            "event": str(follow_up.nomination.deliverable),
            "link": f"{settings.ADDRESS}{reverse('follow-up', args=(token,))}",
            "day": written_date(follow_up.closes_on),
        }
        body = _(
            "Dear %(name)s,\n\nsome months ago you took part in “%(event)s”. You agreed to be asked what became of it. "
            "Three short questions stand here:\n\n%(link)s\n\nThe link is yours alone and is open until %(day)s. "
            "Your answer helps to see what such events are good for.\n"
        )
        send_mail.enqueue(_("What became of it?"), body % words, [person.mail])


def find_follow_up(token: str) -> FollowUp | None:
    """Return the request that a link opens, or None for any other text.

    SECURITY: looked up by digest, so the time it takes says nothing of the token.
    """
    if len(token) > LONGEST_TOKEN:
        return None
    rows = FollowUp.objects.filter(digest=digest_of(token), nomination__participant__is_erased=False)
    return rows.select_related("nomination__deliverable", "nomination__participant").first()


@transaction.atomic
def answer_follow_up(token: str, *, uses_it: bool, in_position: bool, result: str, on: datetime.date) -> FollowUp:
    """Keep the answer of whoever holds the link; it can be given once, until its last day.

    Errors: Refused where the link opens nothing, is over, or was used.
    """
    found = find_follow_up(token)
    if found is None:
        raise Refused(_("This link opens nothing."))
    held = FollowUp.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if held.answered_on is not None:
        raise Refused(_("You have answered already. Thank you."))
    if held.closes_on < on:
        raise Refused(_("This could be answered until %(day)s.") % {"day": written_date(held.closes_on)})
    held.answered_on, held.uses_it, held.in_position, held.result = on, uses_it, in_position, result
    return keep(held, by=operator(), reason=_("Answered by the link"))

"""What signs a person in, and messages on their way: rows of libraries, found by the person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django_tasks_db.models import DBTaskResult

from secretariat.core.personal import Who, spellings


def rows_that_sign_in(who: Who) -> Iterator[QuerySet[Any]]:
    """Yield the rows of libraries that know a person: addresses, second factors, sessions, failures, messages."""
    yield EmailAddress.objects.filter(user=who.id)
    yield Authenticator.objects.filter(user=who.id)
    yield UserSession.objects.filter(user=who.id)
    yield Session.objects.filter(pk__in=_sessions(who))
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        yield model.objects.filter(username__in=[address.lower() for address in who.addresses])
    yield messages_to(who)


def _sessions(who: Who) -> list[str]:
    """Return the keys of a person's sessions: a session's row says whose it is only once it is opened."""
    every = Session.objects.iterator()
    return [each.pk for each in every if each.get_decoded().get(SESSION_KEY) == str(who.id)]


def messages_to(who: Who) -> QuerySet[Any]:
    """Return messages to the person, sent or not, and other work that is over and named them.

    Work that waits and only holds the same name is somebody else's matter.
    """
    asked = Q()
    for word in who.words:
        holds = Q(traceback__icontains=word)
        for spelled in spellings(word):
            holds |= Q(arguments__icontains=spelled)
        asked |= holds if word in who.addresses else holds & Q(finished_at__isnull=False)
    return DBTaskResult.objects.annotate(arguments=Cast("args_kwargs", TextField())).filter(asked)

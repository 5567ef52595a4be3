"""Limits: how often one may ask.

Every web process takes requests of the running minute in small leases from one row of the database, and serves them
from memory. So the limit holds for all processes together and is never passed, a restart opens nothing, and reading
costs one write in some dozens of requests instead of one each.
"""

from __future__ import annotations

import hashlib
import hmac
import time
from collections import OrderedDict
from collections.abc import Iterator
from threading import Lock

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from secretariat.accounts.lockout import network_of
from secretariat.api.callers import Caller
from secretariat.api.models import Allowance
from secretariat.api.problems import Problem
from secretariat.core.ledgers import append

LEASES = 20  # into how many leases a minute's limit is parted
SLOTS = 1 << 16  # networks share so many rows at most: who sends from everywhere fills no table
KNOWN = 10_000  # subjects remembered by a process


class Leases:
    """What one process may still serve without asking the database, by subject."""

    def __init__(self) -> None:
        self._left: OrderedDict[str, tuple[int, int]] = OrderedDict()
        self._lock = Lock()

    def take(self, subject: str, limit: int, lease: int) -> None:
        """Take one request of the running minute. Errors: Problem, with the seconds to wait, where none is left."""
        now = time.time()
        minute = int(now // 60)
        with self._lock:
            of_minute, left = self._left.get(subject, (minute, 0))
            if of_minute != minute or left == 0:
                left = take_lease(subject, minute, limit, lease)
            if left == 0:
                raise too_many(60 - int(now % 60))
            self._left[subject] = (minute, left - 1)
            self._left.move_to_end(subject)
            if len(self._left) > KNOWN:
                self._left.popitem(last=False)


def take_lease(subject: str, minute: int, limit: int, lease: int) -> int:
    """Take up to ``lease`` requests of a minute for this process; return how many there were left."""
    with transaction.atomic():
        append([Allowance(subject=subject, minute=minute, taken=0)])
        row = Allowance.objects.select_for_update().get(pk=subject)
        if row.minute < minute:
            row.minute, row.taken = minute, 0
        granted = max(min(lease, limit - row.taken), 0)
        row.taken += granted
        row.save()
    return granted


def too_many(seconds: int) -> Problem:
    """Return the refusal of one who asks too often."""
    said = _("Wait %(seconds)s seconds, then ask again.") % {"seconds": seconds}
    return Problem("too-many", said, headers={"Retry-After": str(seconds)})


leases = Leases()


def count(request: HttpRequest, caller: Caller) -> None:
    """Count a request for its token and person, or for its network where nobody signed in. Errors: Problem."""
    for kind, subject in _subjects(request, caller):
        limit = settings.API_LIMITS[kind]
        leases.take(subject, limit, max(limit // LEASES, 1))


def count_failure(request: HttpRequest) -> None:
    """Count a token that opened nothing, for the network it came from. Errors: Problem."""
    leases.take(f"failed:{_slot(request)}", settings.API_LIMITS["failed"], 1)


def _subjects(request: HttpRequest, caller: Caller) -> Iterator[tuple[str, str]]:
    if caller.token is not None:
        yield "token", f"token:{caller.token.pk}"
    if caller.viewer.person is not None:
        yield "person", f"person:{caller.viewer.person.pk}"
    else:
        yield "network", f"network:{_slot(request)}"


def _slot(request: HttpRequest) -> int:
    """Return the slot of a network. SECURITY: keyed, so that nobody can choose to share the slot of another."""
    network = (network_of(request) or "").encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), network, hashlib.sha256).digest()
    return int.from_bytes(digest[:8]) % SLOTS

"""How often a network may do something on a page that works without signing in, counted for all web processes."""

from __future__ import annotations

import time

from django.core.cache import cache
from django.http import HttpRequest

from secretariat.accounts.lockout import network_of


def too_many(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count a request of its network, and tell whether it is above what is allowed in a stretch of time.

    Two at the same moment may count as one. SECURITY: the cache keeps keyed digests, so that it names no network.
    """
    key = f"{what}:{network_of(request) or ''}:{int(time.time() // seconds)}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) > most
    except ValueError:  # dropped in between, as the cache was full
        return False

"""Who may watch the machine."""

from __future__ import annotations

import ipaddress
from secrets import compare_digest

from django.conf import settings
from django.http import HttpRequest

FORWARDED = ("x-forwarded-for", "x-real-ip", "forwarded", "via")


def may_watch(request: HttpRequest) -> bool:
    """Tell whether the asker sits at the machine itself, or bears the token.

    SECURITY: what a proxy passes on comes from elsewhere, even if the proxy stands here; no header makes it local.
    """
    given = request.headers.get("authorization", "").encode()
    token = settings.METRICS_TOKEN.encode()
    if token and compare_digest(given, b"Bearer " + token):
        return True
    if any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ipaddress.ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False

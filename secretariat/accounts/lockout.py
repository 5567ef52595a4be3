"""What stops those who try passwords: after some failures, one network cannot sign in to one account for a while.

Whoever knows an address can lock it for their own network only, never for the person elsewhere.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

PREFIXES = {4: 24, 6: 64}  # what one household, office or attacker commands as a matter of course


def network_of(request: HttpRequest) -> str | None:
    """Return the first address of the network that the request comes from, or None where nobody can tell."""
    try:
        address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    except PermissionDenied:  # how allauth says that a request bears no address, as those of the program itself
        return None
    network = ipaddress.ip_network((address, PREFIXES[address.version]), strict=False)
    return str(network.network_address)


def keyed(key: str, key_prefix: str, version: int) -> str:
    """Return the key of a tally. SECURITY: a keyed digest, so that the table names no network and no address."""
    words = f"{key_prefix}:{version}:{key}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).hexdigest()


def address_tried(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the address that somebody tries to sign in with, in one spelling."""
    given = credentials or {}
    tried = given.get("email") or given.get("username") or request.POST.get("login", "")
    return str(tried).strip().lower()[:255]


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None) -> HttpResponse:
    """Answer one who is locked out: the same words whether or not anybody has the address."""
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(request, "account/locked.html", {"minutes": minutes}, status=429)

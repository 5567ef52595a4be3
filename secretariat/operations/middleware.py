"""Around every request, outside everything else: its identifier, its line in the log, its place in the counts."""

from __future__ import annotations

import logging
from collections.abc import Callable
from time import perf_counter
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from secretariat.operations.metrics import note_request
from secretariat.operations.watching import may_watch
from secretariat.operations.work import CURRENT, Work, identifier

# Health is asked by address, without a name of a host and without TLS: before what wants either.
WATCHED = frozenset(("/health/live", "/health/ready", "/metrics"))
logger = logging.getLogger("secretariat.access")


class WorkMiddleware:
    """Name a request, answer it, log and count it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = perf_counter()
        work = Work(identifier(request.headers.get("x-request-id", "")))
        before = CURRENT.set(work)
        try:
            response = self._answered(request)
            _note(request, response, work, perf_counter() - began)
        finally:
            CURRENT.reset(before)
        response.headers["X-Request-ID"] = work.id
        return response

    def _answered(self, request: HttpRequest) -> HttpResponse:
        if request.path_info not in WATCHED or request.method not in ("GET", "HEAD") or not may_watch(request):
            return self.get_response(request)
        request.resolver_match = resolve(request.path_info)
        answer: HttpResponse = request.resolver_match.func(request)
        return answer


def _note(request: HttpRequest, response: HttpResponse, work: Work, seconds: float) -> None:
    route = _route(request)
    method = str(request.method)
    note_request(route, method, response.status_code, seconds, work.statements)
    logger.info(
        "answered",
        extra={
            "route": route,
            "method": method if method.isalpha() and len(method) < 10 else "other",
            "status": response.status_code,
            "ms": round(seconds * 1000, 1),
            "statements": work.statements,
            **_person(request),
        },
    )


def _route(request: HttpRequest) -> str:
    """Return the name of the page, never its address: that may hold a key or what somebody typed."""
    match = request.resolver_match
    if match is not None:
        return match.view_name or "unnamed"
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "nowhere"


def _person(request: HttpRequest) -> dict[str, Any]:
    """Return who asked, by identifier, where the page has found out anyway."""
    person = getattr(request, "_cached_user", None)
    return {"person": str(person.pk)} if person is not None and person.pk else {}

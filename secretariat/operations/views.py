"""Health and metrics, for who watches the machine; anybody else finds nothing there."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST

from secretariat.operations.health import is_ready, state_of_installation
from secretariat.operations.metrics import written_metrics
from secretariat.operations.watching import may_watch

Answer = Callable[[HttpRequest], HttpResponse]
PROTECTIONS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def for_watchers(view: Answer) -> Answer:
    """Answer those who may watch, and 404 to all others, the same as for an address that does not exist."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if not may_watch(request) or request.method not in ("GET", "HEAD"):
            raise Http404
        response = view(request)
        for name, value in PROTECTIONS.items():  # what middleware adds to pages; these answers come before it
            response.headers[name] = value
        return response

    return answer


@for_watchers
def live(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers; asks nothing of the database."""
    return JsonResponse({"status": "live"})


@for_watchers
def ready(_request: HttpRequest) -> HttpResponse:
    """Say whether requests can be answered: 200, or 503 with what is missing."""
    facts = state_of_installation()
    well = is_ready(facts)
    return JsonResponse({"status": "ready" if well else "not ready", **facts}, status=200 if well else 503)


@for_watchers
def metrics(_request: HttpRequest) -> HttpResponse:
    """Return what is counted."""
    return HttpResponse(written_metrics(), content_type=CONTENT_TYPE_LATEST)

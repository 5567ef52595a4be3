"""Failures before the doors: a wrong host, too many fields, an address outside the map, a database that is away.

A program is told them as problems too; people get a page. ``secretariat.urls`` names these as Django's handlers.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views import defaults

from secretariat.api.doors import language_of
from secretariat.api.problems import Problem, answer, as_problem
from secretariat.core.addresses import is_for_programs

Page = Callable[..., HttpResponse]


def not_understood(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that cannot be understood, or that is too large to be."""
    return _told(request, exception, defaults.bad_request)


def not_permitted(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer who may not."""
    return _told(request, exception, defaults.permission_denied)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address of nothing."""
    return _told(request, exception, defaults.page_not_found)


def fault(request: HttpRequest) -> HttpResponse:
    """Answer where something failed here. Django calls this while it handles the failure, and writes it to the log."""
    error = sys.exc_info()[1]
    if not isinstance(error, Exception) or not is_for_programs(request):
        return defaults.server_error(request)
    return _as_problem(request, error)


def _told(request: HttpRequest, error: Exception, page: Page) -> HttpResponse:
    return _as_problem(request, error) if is_for_programs(request) else page(request, error)


def _as_problem(request: HttpRequest, error: Exception) -> HttpResponse:
    with translation.override(language_of(request)):
        response = answer(as_problem(error) or Problem("fault"))
        response.headers["Content-Language"] = translation.get_language()
    response.headers["Cache-Control"] = "private, no-store"
    return response

"""The doors of the API: whoever enters is known, counted and spoken to in their language; what fails is a problem."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import Any, cast

from django.conf import settings
from django.core.signals import got_request_exception
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from rules.predicates import Predicate

from secretariat.api.callers import Call, UnknownToken, caller_of
from secretariat.api.limits import count, count_failure
from secretariat.api.problems import Problem, answer, as_problem
from secretariat.core.languages import LANGUAGES

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


def door(view: View, rules: dict[str, Predicate]) -> View:
    """Wrap a view of the API; ``rules`` says by method who may use it, for the matrix of permissions."""

    @csrf_exempt  # a session's token against forgery is asked for in ``callers``, where a refusal is a problem
    @functools.wraps(view)
    def enter(request: HttpRequest, **named: Any) -> HttpResponse:
        with translation.override(language_of(request)):
            try:
                _let_in(cast(Call, request))
                response = _ask(view, rules, request, named)
            except Exception as error:  # noqa: BLE001 - every failure is answered; a fault of ours is told to the log
                response = answer_to(request, error)
            response.headers["Content-Language"] = translation.get_language()
        return response

    enter.rules = rules  # type: ignore[attr-defined]
    return cast(View, enter)


def _let_in(request: Call) -> None:
    """Know and count the caller; who tries tokens is counted for the network. Errors: Problem."""
    try:
        request.caller = caller_of(request)
    except UnknownToken:
        count_failure(request)
        raise
    count(request, request.caller)


def _ask(view: View, rules: dict[str, Predicate], request: HttpRequest, named: dict[str, Any]) -> HttpResponse:
    """Ask a view for what its rules name; HEAD is asked as GET, the server leaves the body out. Errors: Problem."""
    asked = "GET" if request.method == "HEAD" else request.method
    if asked == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": _allowed(rules)})
    if asked not in rules:
        raise Problem("method", headers={"Allow": _allowed(rules)})
    method, request.method = request.method, asked
    try:
        return view(request, **named)
    finally:
        request.method = method


def _allowed(rules: dict[str, Predicate]) -> str:
    """Return the methods that an address answers, as the header Allow lists them."""
    return ", ".join([*(["GET", "HEAD"] if "GET" in rules else []), *sorted({*rules} - {"GET"}), "OPTIONS"])


def answer_to(request: HttpRequest, error: Exception) -> HttpResponse:
    """Return what the caller is told of a failure; a fault of ours goes to the log and is told without details."""
    problem = as_problem(error)
    if problem is not None and problem.status == 503:
        logger.warning("The database does not answer: %s %s: %s", request.method, request.path, error)
    if problem is None:
        logger.error("The API failed: %s %s", request.method, request.path, exc_info=error)
        got_request_exception.send(sender=None, request=request)
        problem = Problem("fault")
    return answer(problem)


def language_of(request: HttpRequest) -> str:
    """Return the language for messages: what the request accepts, else what the middleware found."""
    if "Accept-Language" in request.headers:
        asked = translation.get_language_from_request(_without_cookie(request)).split("-")[0]
        return asked if asked in LANGUAGES else "en"
    return translation.get_language() or settings.LANGUAGE_CODE


def _without_cookie(request: HttpRequest) -> HttpRequest:
    plain = HttpRequest()
    plain.META["HTTP_ACCEPT_LANGUAGE"] = request.headers["Accept-Language"]
    return plain

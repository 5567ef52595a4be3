"""What happens around every request: the reader's language, and what caches may keep."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from django.utils.cache import patch_vary_headers

from secretariat.core.languages import LANGUAGES

Answer = Callable[[HttpRequest], HttpResponse]


class PlainRequestMiddleware:
    """Refuse a question of more fields than anybody asks, on a page that can itself be read."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        try:
            request.GET  # noqa: B018 - read here, so that whoever reads it later need not ask whether it can be read
        except TooManyFieldsSent as error:
            request.GET = QueryDict()
            raise BadRequest("too many fields") from error
        return self.get_response(request)


class LanguageMiddleware:
    """Speak the reader's language: ``?language=``, then their cookie, their account, their browser."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get("language", "")
        language = asked if asked in LANGUAGES else self._known(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Accept-Language", "Cookie"))
        if asked in LANGUAGES and response.headers.get("Content-Type", "").startswith("text/html"):
            self._remember(response, asked)
        return response

    def _known(self, request: HttpRequest) -> str:
        kept = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        if kept in LANGUAGES:
            return kept
        own: str = getattr(request.user, "language", "")
        return own if own in LANGUAGES else translation.get_language_from_request(request).split("-")[0]

    def _remember(self, response: HttpResponse, language: str) -> None:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )


class PrivacyMiddleware:
    """Shared caches keep nothing of a signed-in person."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated or request.method != "GET":
            # SECURITY: a page made for one person must never be served to another.
            response.headers["Cache-Control"] = "private, no-store"
        else:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

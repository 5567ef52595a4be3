"""What must never be true of an installation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

HERE = {"localhost", "127.0.0.1", "[::1]", "testserver"}


@register(Tags.security)
def no_demonstration_in_production(app_configs: Any = None, **_options: Any) -> list[CheckMessage]:
    """Refuse to start where everyone could sign in as anyone from elsewhere.

    SECURITY: a demonstration signs people in without a password. With settings that speak of a real server it would
    hand the server to whoever reaches it.
    """
    secure = settings.SECURE_SSL_REDIRECT or settings.SESSION_COOKIE_SECURE or settings.SECURE_HSTS_SECONDS
    elsewhere = sorted(set(settings.ALLOWED_HOSTS) - HERE)
    if not settings.DEMONSTRATION or not (secure or elsewhere):
        return []
    hint = (
        "Start a server with secretariat.settings.production, a demonstration with secretariat.settings.demonstration."
    )
    return [Error("DEMONSTRATION is on together with settings of a real server.", hint=hint, id="web.E001")]

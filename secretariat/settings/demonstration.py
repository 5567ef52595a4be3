"""Demonstration: what ``make run`` starts. Reached from this machine only; the cast signs in from a page."""

import os

from secretariat.settings.base import *  # noqa: F403 - a settings module is its names
from secretariat.settings.keys import VAR, kept_key

DEMONSTRATION = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # http://localhost, which browsers take for safe
SECRET_KEY = kept_key(VAR)
ADDRESS = ADDRESS or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"  # noqa: F405
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = VAR / "mail"

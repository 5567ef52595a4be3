"""Tests: the demonstration's settings, quicker passwords, mail in memory."""

import os

from secretariat.settings.base import *  # noqa: F403 - a settings module is its names

DEMONSTRATION = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
SECRET_KEY = "tests only"  # noqa: S105 - no installation uses these settings
ADDRESS = "https://testserver"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}  # noqa: F405
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
SEARCH_INDEX = VAR / "no-index"  # noqa: F405 - a test that searches makes its own
WHITENOISE_AUTOREFRESH = True
API_LIMITS = dict.fromkeys(API_LIMITS, 1_000_000)  # noqa: F405 - tests of limits set their own
AXES_ENABLED = os.environ.get("SECRETARIAT_TEST_AXES", "") == "1"

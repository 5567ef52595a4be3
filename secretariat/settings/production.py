"""Production: behind a proxy that ends TLS. No demonstration, no known password, no default key."""

import os

from django.core.exceptions import ImproperlyConfigured

from secretariat.settings.base import *  # noqa: F403 - a settings module is its names

if not SECRET_KEY:  # noqa: F405
    raise ImproperlyConfigured(
        "SECRETARIAT_SECRET_KEY is not set: a long random text that stays the same between starts."
    )
if not ALLOWED_HOSTS:  # noqa: F405
    raise ImproperlyConfigured(
        "SECRETARIAT_HOSTS is not set: the names under which people reach this server, with spaces."
    )

ADDRESS = ADDRESS or f"https://{ALLOWED_HOSTS[0].lstrip('*.')}"  # noqa: F405
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# How many proxies in front name the client in X-Forwarded-For: what none of them wrote is not believed.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("SECRETARIAT_PROXIES", "1"))
SECOND_FACTOR_ROLES = os.environ.get("SECRETARIAT_SECOND_FACTOR", "administrator").split()
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
EMAIL_HOST = os.environ.get("SECRETARIAT_MAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("SECRETARIAT_MAIL_PORT", "25"))
EMAIL_USE_TLS = os.environ.get("SECRETARIAT_MAIL_TLS", "") == "1"
EMAIL_HOST_USER = os.environ.get("SECRETARIAT_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("SECRETARIAT_MAIL_PASSWORD", "")
DEFAULT_FROM_EMAIL = os.environ.get("SECRETARIAT_MAIL_FROM", "secretariat@localhost")
# Files in storage that several machines share, of the kind of Amazon S3; private, and sent on by the program alone.
if bucket := os.environ.get("SECRETARIAT_S3_BUCKET"):
    STORAGES["default"] = {  # noqa: F405
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {  # type: ignore[dict-item]
            "bucket_name": bucket,
            "endpoint_url": os.environ.get("SECRETARIAT_S3_ENDPOINT") or None,
            "region_name": os.environ.get("SECRETARIAT_S3_REGION") or None,
            "default_acl": None,
            "file_overwrite": False,
            "querystring_auth": True,
        },
    }
LOGGING["formatters"]["line"] = {"()": "secretariat.operations.logs.JsonLines"}  # type: ignore[index]  # noqa: F405
LOGGING["loggers"] = {"secretariat.access": {"level": "INFO"}}  # noqa: F405

"""Settings that every installation shares; what differs comes from the environment."""

from __future__ import annotations

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF

from secretariat.settings import keys

PROJECT = Path(__file__).resolve().parent.parent
VAR = keys.VAR

DEBUG = False
DEMONSTRATION = False
SECRET_KEY = os.environ.get("SECRETARIAT_SECRET_KEY", "")
KEYS = ["SECRETARIAT_SECRET_KEY"]  # variables that a back-up holds only where it is told to
ALLOWED_HOSTS = os.environ.get("SECRETARIAT_HOSTS", "").split()
# Where people reach the pages: what the worker writes into mail, without a page to ask.
ADDRESS = os.environ.get("SECRETARIAT_ADDRESS", "").rstrip("/")
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS if host != "*"]

FOUNDING_PACKAGE = Path(os.environ.get("SECRETARIAT_FOUNDING", PROJECT / "founding" / "packages" / "oas_sms"))

INSTALLED_APPS = [
    "secretariat.core",
    "secretariat.accounts",
    "secretariat.parties",
    "secretariat.topics",
    "secretariat.notices",
    "secretariat.jobs",
    "secretariat.bodies",
    "secretariat.questionnaires",
    "secretariat.documents",
    "secretariat.directory",
    "secretariat.organization",
    "secretariat.mandates",
    "secretariat.duties",
    "secretariat.recommendations",
    "secretariat.correspondence",
    "secretariat.plans",
    "secretariat.delivery",
    "secretariat.participation",
    "secretariat.evaluation",
    "secretariat.trace",
    "secretariat.search",
    "secretariat.reports",
    "secretariat.exchange",
    "secretariat.founding",
    "secretariat.web",
    "secretariat.operations",
    "secretariat.api",
    "secretariat.audit",  # stands last: it adds a panel to the pages of all records
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "ninja",
    "rules",
    "simple_history",
]

MIDDLEWARE = [
    "secretariat.operations.middleware.WorkMiddleware",  # outside everything: it names, logs and counts every request
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",  # outside what may fail, so that pages of errors bear them too
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "secretariat.parties.middleware.ViewerMiddleware",
    "secretariat.core.middleware.PlainRequestMiddleware",
    "secretariat.core.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "secretariat.core.middleware.PrivacyMiddleware",
    "secretariat.parties.middleware.SecondFactorMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "secretariat.urls"
WSGI_APPLICATION = "secretariat.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "secretariat.web.context.frame",
                "secretariat.notices.context.inbox",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # our own widgets' templates lie among the pages

# Database: SQLite beside the program unless DATABASE_URL names another --------------------------------------------

DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL", f"sqlite:///{VAR / 'secretariat.sqlite3'}"), conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Acknowledged means kept: every commit reaches the disk. Writers wait for each other instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;",
        "transaction_mode": "IMMEDIATE",
        "timeout": 10,
    }
else:
    # A database that is away is told within seconds, and a connection that broke is made anew by the next request.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# What web processes must know together, such as who tries how often to sign in, stands in the database: nothing else
# is shared by all of them on every installation. What each may make again for itself stays in its memory.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_tally",
        "KEY_FUNCTION": "secretariat.accounts.lockout.keyed",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    },
    "memory": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

# People and sign-in -----------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "today"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "secretariat.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are entered by the administrator, who vouches for the address
ACCOUNT_FORMS = {
    "login": "secretariat.accounts.forms.SignInForm",
    "reset_password": "secretariat.accounts.forms.AskResetForm",
    "reset_password_from_key": "secretariat.accounts.forms.ResetPasswordForm",
    "set_password": "secretariat.accounts.forms.SetPasswordForm",
    "change_password": "secretariat.accounts.forms.ChangePasswordForm",
}
# By network only: a limit by address would let a stranger lock a person out. Who tries one account is axes' matter.
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip"}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to those whom nobody entered
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a changed password is told to the person
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
# A second factor: a code of an app, a key, or a code written down. Offered to all, asked of these roles.
MFA_ADAPTER = "secretariat.accounts.second_factor.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the administrator vouches for the address
MFA_TOTP_ISSUER = "Secretariat"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
SECOND_FACTOR_ROLES: list[str] = []
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a stranger cannot lock a person out from elsewhere
AXES_USERNAME_CALLABLE = "secretariat.accounts.lockout.address_tried"
AXES_CLIENT_IP_CALLABLE = "secretariat.accounts.lockout.network_of"
AXES_LOCKOUT_CALLABLE = "secretariat.accounts.lockout.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["login", "password"]
# Not cached_db: each process has a memory of its own here, and would know a session that ended in another.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"

# Languages: in the interface and in the data ----------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español"), ("pt", "Português"), ("fr", "Français")]
LOCALE_PATHS = [PROJECT / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 365
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files of the interface -------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PROJECT / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR / "files"
UPLOAD_MOST = 32 * 2**20  # bytes of a request with files; what a page takes of them it says itself
FILE_UPLOAD_HANDLERS = [
    "secretariat.core.uploads.LimitedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600  # SECURITY: whoever else has an account on the machine reads nothing
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

# Search: an index of words beside the database, made from it ---------------------------------------------------------

SEARCH_INDEX = VAR / "index"

# Work in the background -------------------------------------------------------------------------------------------

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
EMAIL_TIMEOUT = 10
JOB_LEASE = 60  # seconds after which the job of a worker that gives no sign of life is taken by another

# Distribution of documents ----------------------------------------------------------------------------------------

# Others read mail on its way. It names and encloses documents up to this audience, and leads to the rest by a link.
MAIL_CARRIES = {"nothing": -1, "public": 0, "states": 1}[os.environ.get("SECRETARIAT_MAIL_CARRIES", "public")]
MAIL_ENCLOSES_MOST = 10 * 2**20  # bytes of files in one message; what is more is behind the link
LINK_DAYS = int(os.environ.get("SECRETARIAT_LINK_DAYS", "90"))  # how long the link in mail opens
# Where bounces go: bounces@example.org makes bounces+TOKEN@example.org of each message. Empty: to the sender.
BOUNCE_ADDRESS = os.environ.get("SECRETARIAT_BOUNCE_ADDRESS", "")

# Programs ---------------------------------------------------------------------------------------------------------

# Requests a minute: of one token, of one person by all tokens and sessions, of one network where nobody signed in, and
# tokens from one network that opened nothing. SECRETARIAT_API_LIMITS="token=600 person=1200" changes some.
API_LIMITS = {"token": 600, "person": 1200, "network": 300, "failed": 20} | {
    name: int(number)
    for name, number in (each.split("=") for each in os.environ.get("SECRETARIAT_API_LIMITS", "").split())
}
API_BODY_LIMIT = 2 * 1024 * 1024  # bytes of one request

# Answers to questionnaires ----------------------------------------------------------------------------------------

# Results over fewer answers are not shown: with two, each of both would know the other's. More may be asked, not less.
SMALLEST_COUNT_SHOWN = max(3, int(os.environ.get("SECRETARIAT_SMALLEST_COUNT", "3")))
# Of one network, in so many seconds: links that open nothing, forms sent. A whole workshop may sit behind one address.
ANSWER_LIMITS = {"failed": (20, 60), "sent": (300, 3600)}

# History ----------------------------------------------------------------------------------------------------------

SIMPLE_HISTORY_ENABLED = True
READINGS_KEPT_DAYS = int(os.environ.get("SECRETARIAT_READINGS_DAYS", "730"))  # who looked at restricted records
# Keys of the seals over readings and histories, the newest first; without any, the secret key and its predecessors.
AUDIT_KEYS = os.environ.get("SECRETARIAT_AUDIT_KEYS", "").split()

# Security ---------------------------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
METRICS_TOKEN = os.environ.get("SECRETARIAT_METRICS_TOKEN", "")  # lets others than this machine itself watch it
SILENCED_SYSTEM_CHECKS: list[str] = []

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "secretariat.operations.logs.LineFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": os.environ.get("SECRETARIAT_LOG", "WARNING")},
}

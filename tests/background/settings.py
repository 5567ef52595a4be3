"""The demonstration with these jobs, a short lease, and mail that is written down a line a message."""

from secretariat.settings.demonstration import *  # noqa: F403 - a settings module is its names

INSTALLED_APPS = [*INSTALLED_APPS, "tests.background"]  # noqa: F405
JOB_LEASE = 3
EMAIL_BACKEND = "tests.background.schedule.Ledger"

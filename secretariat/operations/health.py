"""Health: whether this machine can answer."""

from __future__ import annotations

import logging
import shutil

from django.conf import settings
from django.db import Error as DatabaseError

from secretariat.founding.installation import waiting_migrations
from secretariat.operations.metrics import oldest_waiting

ENOUGH_DISK = 200 * 1024 * 1024  # bytes
logger = logging.getLogger(__name__)


def state_of_installation() -> dict[str, str | int]:
    """Return each check with “ok” or a plain word that says nothing about data, people, places or versions."""
    facts: dict[str, str | int] = {"disk": "ok" if _has_disk() else "nearly full"}
    try:
        facts["migrations"] = "waiting" if waiting_migrations() else "ok"
        facts["oldest_task_seconds"] = int(oldest_waiting()) if facts["migrations"] == "ok" else 0
        facts["database"] = "ok"
    except DatabaseError:
        logger.exception("the database does not answer")
        facts["database"] = "no answer"
    return facts


def is_ready(facts: dict[str, str | int]) -> bool:
    """Tell whether requests can be answered; a task that waits does not hinder that."""
    return all(value == "ok" for value in facts.values() if isinstance(value, str))


def _has_disk() -> bool:
    place = next(path for path in (settings.VAR, *settings.VAR.parents) if path.exists())
    return shutil.disk_usage(place).free > ENOUGH_DISK

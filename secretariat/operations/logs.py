"""Logs: one JSON value a line, in fields that are named here, and nothing about people in any of them.

Left out are: query strings and paths (a route's name stands for them), bodies, local variables, the words of exceptions
(a database says in them what was written), and what other people's packages fill into their messages.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterator
from traceback import walk_tb
from types import TracebackType
from typing import Any

from django.db import Error as DatabaseError
from pythonjsonlogger.json import JsonFormatter

from secretariat.operations.work import CURRENT

OURS = ("secretariat", "django_tasks", "_granian")  # loggers whose messages are made of identifiers and counts alone
EXTRAS = ("route", "method", "status", "ms", "statements", "person", "status_code")
BREAKS = str.maketrans({"\r": "\\r", "\n": "\\n", "\x85": "\\x85", "\u2028": "\\u2028", "\u2029": "\\u2029"})


class LineFormatter(logging.Formatter):
    """For a terminal: words in one line, whatever they hold; what went wrong below."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging names it so
        return super().formatMessage(record).translate(BREAKS)


class JsonLines(JsonFormatter):
    """For production: one JSON value a line."""

    def add_fields(self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        work = CURRENT.get()
        log_data["time"] = datetime.datetime.fromtimestamp(record.created, datetime.UTC).isoformat(
            timespec="milliseconds"
        )
        log_data.update(level=record.levelname, logger=record.name, message=safe_message(record))
        if work is not None:
            log_data["request"] = work.id
        log_data.update({name: getattr(record, name) for name in EXTRAS if hasattr(record, name)})
        if record.levelno >= logging.WARNING:
            log_data["at"] = f"{record.module}:{record.lineno}"
        if record.exc_info and record.exc_info[1]:
            log_data["error"] = list(described(record.exc_info[1]))

    def formatException(self, ei: Any) -> str:  # noqa: N802 - logging names it so
        return ""  # add_fields says what may be said


def safe_message(record: logging.LogRecord) -> str:
    """Return a message with what was filled in only where that is never about people."""
    if record.name.split(".")[0] in OURS:
        return record.getMessage()
    if hasattr(record, "request"):
        return "a request could not be answered"
    return str(record.msg) if record.args else "words of another package, left out"


def described(error: BaseException | None) -> Iterator[dict[str, Any]]:
    """Yield an exception and what caused it: their kinds and where they were raised, without their words."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        kind = type(error)
        facts: dict[str, Any] = {"type": f"{kind.__module__}.{kind.__qualname__}", "in": _frames(error.__traceback__)}
        if isinstance(error, DatabaseError):
            facts.update(_constraint(error))
        yield facts
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _frames(trace: TracebackType | None) -> list[str]:
    frames = [(frame.f_code, line) for frame, line in walk_tb(trace)]
    return [f"{code.co_filename}:{line} {code.co_name}" for code, line in frames][-20:]


def _constraint(error: DatabaseError) -> dict[str, str]:
    """Return what PostgreSQL names without telling values."""
    facts = getattr(error.__cause__, "diag", None)
    named = {"sqlstate": getattr(facts, "sqlstate", None), "constraint": getattr(facts, "constraint_name", None)}
    return {name: str(value) for name, value in named.items() if value}

"""What is being done right now: the request, by an identifier that its log lines and its answer bear."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

PLAIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")


@dataclass
class Work:
    """One request: its identifier, and how many statements it has sent to the database."""

    id: str
    statements: int = 0


CURRENT: ContextVar[Work | None] = ContextVar("secretariat_work", default=None)


def identifier(given: str) -> str:
    """Return what a proxy calls a request, where that is a plain token, else a new identifier."""
    return given if PLAIN.fullmatch(given) else uuid4().hex


def count_statement(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django calls it so
    """Count a statement for the request that sends it."""
    work = CURRENT.get()
    if work is not None:
        work.statements += 1
    return execute(sql, params, many, context)

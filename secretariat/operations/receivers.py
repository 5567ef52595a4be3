"""Count the statements of every connection to the database."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from secretariat.operations.work import count_statement


def count_statements(connection: BaseDatabaseWrapper, **_options: Any) -> None:
    """Let a connection count what is sent through it."""
    if count_statement not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, count_statement)


connection_created.connect(count_statements, dispatch_uid="secretariat.operations.statements")

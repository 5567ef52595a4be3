"""Refuse to write a record without saying who writes it, tell of each write, teach SQLite what PostgreSQL knows."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models.signals import pre_save
from simple_history.signals import post_create_historical_record, pre_create_historical_record

from secretariat.core.history import refuse_unattributed, sign_own_account
from secretariat.core.written import tell_one_written


def translate(words: str | None, letters: str, others: str) -> str | None:
    """Return ``words`` with each of ``letters`` replaced by the one at its place in ``others``."""
    return None if words is None else words.translate(str.maketrans(letters, others))


def teach_sqlite(connection: BaseDatabaseWrapper, **_options: Any) -> None:
    """Give SQLite the function TRANSLATE, with which names are sorted."""
    if connection.vendor == "sqlite":
        connection.connection.create_function("TRANSLATE", 3, translate, deterministic=True)


pre_save.connect(refuse_unattributed, dispatch_uid="secretariat.history.refuse")
pre_create_historical_record.connect(sign_own_account, dispatch_uid="secretariat.history.sign")
post_create_historical_record.connect(tell_one_written, dispatch_uid="secretariat.history.tell")
connection_created.connect(teach_sqlite, dispatch_uid="secretariat.sqlite")

"""What the index of search has still to learn."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class CurrentTransaction(models.Func):
    """The number of the transaction that writes, on PostgreSQL; 0 on SQLite, where one writes at a time."""

    template = "0"
    output_field = models.BigIntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **options: Any) -> Any:
        return self.as_sql(compiler, connection, template="pg_current_xact_id()::text::bigint", **options)


class Change(models.Model):
    """That a record was written, for the index to read; a note between programs, not a record: it has no history.

    One row a write, in the transaction of the write. Rows are read in the order of transactions, since a slow one may
    show a smaller number after a larger was read; the newest is kept, those older than a week are cleared away.
    """

    id = models.BigAutoField(_("number"), primary_key=True, help_text=_("Counted as the rows are written."))
    label = models.CharField(_("record"), max_length=100, help_text=_("What sort of record was written."))
    record = models.UUIDField(_("identifier"), help_text=_("Which record."))
    transaction = models.BigIntegerField(_("transaction"), help_text=_("In which transaction; 0 on SQLite."))
    at = models.DateTimeField(_("at"), auto_now_add=True, help_text=_("When."))

    class Meta:
        verbose_name = _("change to be found")
        verbose_name_plural = _("changes to be found")
        indexes = [models.Index(fields=["transaction", "id"], name="search_change_in_order")]

    def __str__(self) -> str:
        return f"{self.label} {self.record}"

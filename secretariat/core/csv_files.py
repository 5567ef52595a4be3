"""Small tables as CSV files to download; registers leave through ``exchange``."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence

from django.http import HttpResponse

ACTIVE = ("=", "+", "-", "@", "\t", "\r", "\n")


def shown_as_text(cell: object) -> str:
    """Return a cell that a spreadsheet shows as text.

    SECURITY: what begins with = + - @, a tabulator or a line end is taken for a formula; an apostrophe stops that.
    """
    text = str(cell)
    return f"'{text}" if text.startswith(ACTIVE) else text


def csv_file(name: str, heads: Sequence[object], rows: Iterable[Sequence[object]]) -> HttpResponse:
    """Return a table as a file named ``name``, in UTF-8 with the mark by which spreadsheets know it."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    writer = csv.writer(answer)
    writer.writerows([shown_as_text(cell) for cell in row] for row in (heads, *rows))
    return answer

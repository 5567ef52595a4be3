"""Files for tests: a register as it would be downloaded, and sheets with rows of our own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter
from django.conf import settings
from django.test import Client

from secretariat.core.languages import LANGUAGES, current_language
from secretariat.core.resources import Resource, find_resource
from secretariat.core.viewer import Viewer
from secretariat.exchange.records_out import rows_out
from secretariat.exchange.targets import columns_of, headings_of
from secretariat.exchange.writing import Sheet, write_csv, write_xlsx


def resource_named(name: str) -> Resource:
    resource = find_resource(name)
    assert resource is not None
    return resource


def register_as(name: str, kind: str, viewer: Viewer, *, every_language: bool = True) -> bytes:
    """Return a whole register as a file, made as a download makes it."""
    resource = resource_named(name)
    languages = LANGUAGES if every_language else (current_language(),)
    targets = columns_of(resource, resource.facts, languages)
    keys = list(resource.rows(viewer).order_by("pk").values_list("pk", flat=True))
    rows = rows_out(resource, viewer, keys, targets, whole=every_language)
    sheet = Sheet(name, "About", [("Register", name)], headings_of(targets), rows)
    into = io.BytesIO()
    if kind == "xlsx":
        write_xlsx(sheet, into)
    else:
        write_csv(sheet, into, with_head=True)
    return into.getvalue()


def workbook(rows: Sequence[Sequence[Any]]) -> bytes:
    """Return an Excel file with these rows."""
    into = io.BytesIO()
    book = xlsxwriter.Workbook(into, {"strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet("Rows")
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    book.close()
    return into.getvalue()


def in_english(client: Client) -> Client:
    """Return the client of somebody who reads English, whatever their account says."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client

"""How the tests read pages."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def statements(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def first_cells(page: Any) -> list[str]:
    return [row[0]["text"] for row in page.context["rows"]]


def facts_of(page: Any) -> dict[str, list[str]]:
    return {str(each.label): [str(cell.text) for cell in each.values] for each in page.context["facts"]}


def panel(client: Client, record: Any, key: str) -> dict[str, Any]:
    answer = client.get(f"/panels/{record._meta.label_lower}/{record.pk}/{key}/")
    assert answer.status_code == 200
    data: dict[str, Any] = answer.context["data"]
    return data

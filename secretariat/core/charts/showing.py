"""A chart as a part of a page shows it: the figure, its table and the table as a file."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import quote

from secretariat.core.charts.specifications import Chart, Row, written
from secretariat.core.columns import Cell, Column, Table, table
from secretariat.core.csv_files import shown_as_text


def shown(chart: Chart, key: str) -> dict[str, Any]:
    """Return a chart as ``parts/chart.html`` shows it; ``key`` names it on its page and as a file."""
    return {
        "key": key,
        "data_key": f"chart-{key}-data",
        "title": chart.title,
        "note": chart.note,
        "kind": chart.kind,
        "description": chart.description,
        "is_empty": chart.is_empty,
        "specification": chart.vega_lite(),
        "table": table_of(chart),
        "csv": f"data:text/csv;charset=utf-8,{quote(csv_of(chart))}",
    }


def table_of(chart: Chart) -> Table:
    """Return the numbers of a chart as a table."""

    def head(row: Row) -> Cell:
        return Cell(str(row.label), row.href)

    numbers = [Column(each.key, each.label, _number(each.key), numeric=True) for each in chart.series]
    return table((Column("row", chart.head, head), *numbers), list(chart.rows), caption=chart.title)


def _number(key: str) -> Any:
    return lambda row: written(row.values.get(key))


def csv_of(chart: Chart) -> str:
    """Return the numbers of a chart as CSV, with the mark by which spreadsheets know UTF-8."""
    made = io.StringIO("\ufeff", newline="")
    made.seek(0, io.SEEK_END)
    writer = csv.writer(made)
    writer.writerow([shown_as_text(each) for each in (chart.head, *(each.label for each in chart.series))])
    for row in chart.rows:
        writer.writerow([shown_as_text(row.label), *(_plain(row.values.get(each.key)) for each in chart.series)])
    return made.getvalue()


def _plain(number: float | None) -> str:
    return "" if number is None else str(number)

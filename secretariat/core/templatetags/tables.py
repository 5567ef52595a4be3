"""Rows of tables as HTML: the bodies of ``parts/table.html`` and ``parts/tree.html``.

A list writes hundreds of cells; a template's loop over them costs ten times what this does, more than the rest of the
page together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString

from secretariat.core.columns import TreeRow

register = template.Library()


@register.simple_tag
def table_rows(rows: Iterable[Iterable[Mapping[str, Any]]]) -> SafeString:
    """Write rows of cells; a cell is as ``core.columns.rows_of`` makes it."""
    # SECURITY: every word that comes from a record passes _escaped before it stands here.
    return SafeString(
        "\n    ".join(f'<tr role="row" data-row>{"".join(_cell(cell) for cell in row)}</tr>' for row in rows)
    )


@register.simple_tag
def tree_rows(rows: Iterable[TreeRow]) -> SafeString:
    """Write the rows of a tree."""
    # SECURITY: as above.
    return SafeString("\n    ".join(_tree_row(row) for row in rows))


def _tree_row(row: TreeRow) -> str:
    first, *others = row.cells
    name = f' id="{_escaped(row.id)}"' if row.id else ""
    head = f'<th scope="row" role="rowheader">{_link(first)}</th>'
    cells = "".join(map(_cell, others))
    return f'<tr role="row" class="lvl-{row.level}" data-level="{row.level}" data-row{name}>{head}{cells}</tr>'


def _cell(cell: Mapping[str, Any]) -> str:
    return f"<td {_attributes(cell['css'], cell['label'])}>{_inside(cell)}</td>"


@lru_cache(maxsize=1000)
def _attributes(css: str, label: str) -> str:
    """Write what the cells of a column share."""
    named = f' class="{_escaped(css)}"' if css else ""
    return f'role="cell"{named} data-label="{_escaped(label)}"'


def _inside(cell: Mapping[str, Any]) -> str:
    if language := cell.get("lang"):  # words in another language than the page
        return f'<span lang="{_escaped(language)}">{_link(cell)}</span>'
    if cell.get("href") or cell.get("tone"):
        return _link(cell)
    return _bar(cell) if cell.get("bar") else _escaped(cell["text"])


def _link(cell: Mapping[str, Any]) -> str:
    """Write a link, a chip, or a chip that leads somewhere; plain words where it is none of these."""
    text, href, tone = _escaped(cell["text"]), cell.get("href"), cell.get("tone")
    css = f' class="chip {_escaped(tone)}"' if tone else ""
    title = f' title="{_escaped(cell["title"])}"' if cell.get("title") else ""
    if href:
        return f'<a{css} href="{_escaped(href)}"{title}>{text}</a>'
    return f"<span{css}{title}>{text}</span>" if tone else text


def _bar(cell: Mapping[str, Any]) -> str:
    text = _escaped(cell["text"])
    parts = "".join(f'<rect class="{_escaped(kind)}" x="{x}" width="{width}"/>' for kind, x, width in cell["bar"])
    return (
        f'<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label="{text}">'
        f"<title>{text}</title>{parts}</svg>"
    )


def _escaped(words: Any) -> str:
    return escape(str(words))

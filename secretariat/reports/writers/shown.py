"""Contents as the templates of pages read them: plain values, with the address of each figure."""

from __future__ import annotations

import string
from collections.abc import Callable
from typing import Any

from secretariat.reports.content import Block, Chart, Content, Figures, Head, Heading, Note, Said, Section, Table, Text

Address = Callable[[str], str]  # of the page of a figure, by its key
PARTS = ("held", "late", "planned")  # of a bar, as the style sheet names them
ROUND = 2


def nowhere(key: str) -> str:
    """Return no address: in a file a figure leads nowhere."""
    return ""


def shown(content: Content, address: Address = nowhere) -> list[dict[str, Any]]:
    """Return the sections of a content, numbered, with their blocks as templates read them."""
    numbers = iter(range(1, len(content.sections) + 1))
    letters = iter(string.ascii_uppercase)
    return [_section(each, content, address, _number(each, content, numbers, letters)) for each in content.sections]


def _number(section: Section, content: Content, numbers: Any, letters: Any) -> str:
    return f"{content.words['annex']} {next(letters)}." if section.is_annex else str(next(numbers))


def _section(section: Section, content: Content, address: Address, number: str) -> dict[str, Any]:
    blocks = [_block(each, content, address) for each in section.blocks]
    return {"key": section.key, "number": number, "title": section.title, "blocks": blocks}


def _block(block: Block, content: Content, address: Address) -> dict[str, Any]:
    match block:
        case Heading() | Text():
            return {"kind": block.kind, **_words(block.words, content)}
        case Note():
            return {"kind": "note", "text": block.words}
        case Figures():
            return {"kind": "figures", "kpis": [_figure(key, content, address) for key in block.keys]}
        case Chart():
            return {"kind": "chart", "title": block.title, "bars": _bars(block), "legend": _legend(block)}
        case Table():
            return _table(block, content, address)


def marked(each: Said, content: Content) -> str:
    """Return words with what a reader should know of them behind, in brackets."""
    marks = [*filter(None, [each.language]), *([content.words["invented"]] if each.invented else [])]
    return f"{each.words} [{', '.join(marks)}]" if marks else each.words


def _words(each: Said, content: Content) -> dict[str, Any]:
    return {"text": marked(each, content), "language": each.language}


def _figure(key: str, content: Content, address: Address) -> dict[str, str]:
    figure = content.figures[key]
    return {"value": figure.said, "label": figure.label, "url": address(key) if figure.value else "", "tone": ""}


def _table(block: Table, content: Content, address: Address) -> dict[str, Any]:
    rows = [*block.rows, *([block.total] if block.total else [])]
    return {
        "kind": "table",
        "caption": block.caption,
        "columns": block.heads,
        "rows": [
            [_cell(each, head, content, address) for each, head in zip(row, block.heads, strict=True)] for row in rows
        ],
        "empty": block.empty,
        "has_total": bool(block.total),
    }


def _cell(each: Said, head: Head, content: Content, address: Address) -> dict[str, Any]:
    strong = each.tone == "strong"
    return {
        "text": marked(each, content),
        "href": address(each.figure) if each.figure else "",
        "tone": "" if strong else each.tone,
        "css": " ".join(filter(None, ("n" if head.numeric else "", "strong" if strong else ""))),
        "label": head.label,
        "lang": each.language,
    }


def _bars(chart: Chart) -> list[dict[str, Any]]:
    return [
        {"label": each.label, "said": _said_of(chart, each.values), "parts": _parts(chart, each.values)}
        for each in chart.bars
    ]


def _said_of(chart: Chart, values: tuple[int, ...]) -> str:
    return ", ".join(f"{value} {name}" for value, name in zip(values, chart.parts, strict=True))


def _parts(chart: Chart, values: tuple[int, ...]) -> list[tuple[str, float, float]]:
    """Return the parts of a bar: kind, where it begins and how wide it is, in percent."""
    before, parts = 0, []
    for kind, value in zip(PARTS, values, strict=False):
        at, width = (round(100 * number / chart.longest, ROUND) for number in (before, value))
        parts.append((kind, at, width))
        before += value
    return parts


def _legend(chart: Chart) -> list[tuple[str, str]]:
    return list(zip(PARTS, chart.parts, strict=False))

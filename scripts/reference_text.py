"""Text for the reference pages: tables, and the words in which code explains itself."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return a table in Markdown."""
    lines = [heads, ["---"] * len(heads), *rows]
    return ["| " + " | ".join(_cell(each) for each in line) + " |" for line in lines]


def _cell(text: str) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def plain(text: str | None) -> str:
    """Return a docstring without its margin, code marked as Markdown does."""
    return inspect.cleandoc(text or "").replace("``", "`")


def first_line(thing: Any) -> str:
    """Return the first paragraph of what a class or function says of itself, in one line."""
    return plain(thing.__doc__).partition("\n\n")[0].replace("\n", " ")

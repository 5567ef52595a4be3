"""Colors of charts: those of the pages, by name."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

TOKENS = Path(__file__).resolve().parents[2] / "static" / "secretariat" / "tokens.css"
PAIR = re.compile(r"(--[\w-]+): light-dark\((#\w+), (#\w+)\);")
NAME = re.compile(r"var\((--[\w-]+)\)")


class Color(StrEnum):
    """A color by what it means; its value for light and dark pages stands in ``tokens.css``."""

    HELD = "var(--bar-held)"
    COMING = "var(--bar-planned)"
    LATE = "var(--bar-late)"
    OPEN = "var(--bar-track)"
    ACCENT = "var(--accent)"
    ACCENT_SOFT = "var(--accent-line)"
    OTHER = "var(--wait)"
    INK = "var(--ink)"
    INK_2 = "var(--ink-2)"
    LINE = "var(--line)"
    CARD = "var(--card)"


@cache
def light_colors() -> dict[str, str]:
    """Return the colors of a light page by the name of their variable."""
    return {name: light for name, light, _dark in PAIR.findall(TOKENS.read_text(encoding="utf-8"))}


@cache
def dark_colors() -> dict[str, str]:
    """Return the colors of a dark page by the name of their variable."""
    return {name: dark for name, _light, dark in PAIR.findall(TOKENS.read_text(encoding="utf-8"))}


def colored(part: Any) -> Any:
    """Return a specification with every color that it names written out, as a light page has it."""
    if isinstance(part, dict):
        return {name: colored(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [colored(value) for value in part]
    named = NAME.fullmatch(part) if isinstance(part, str) else None
    return light_colors()[named[1]] if named else part

"""Links in the documentation lead somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")


def links(page: Path) -> Iterator[str]:
    """Return the links of a page that lead into the repository."""
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if not re.match(r"[a-z]+:", target):
            yield target


def is_broken(page: Path, target: str) -> bool:
    """Tell whether the file is missing, or the heading that stands after the “#”."""
    path, _sign, heading = target.partition("#")
    there = page.parent / path if path else page
    return not there.exists() or (bool(heading) and heading not in headings(there))


def headings(page: Path) -> set[str]:
    """Return the headings of a page as they stand in addresses."""
    found = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in found}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_of_page_lead_somewhere(page: Path) -> None:
    assert [target for target in links(page) if is_broken(page, target)] == []

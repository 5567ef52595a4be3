"""Reports as one HTML file that needs nothing beside it."""

from __future__ import annotations

from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation

from secretariat.reports.content import Content, has_fallbacks
from secretariat.reports.writers.shown import shown

STYLE = Path(__file__).resolve().parent.parent / "page" / "file.css"
PLACE = "<!--style-->"  # no word of a report can be this: they are escaped


def write_html(content: Content) -> bytes:
    """Return a report as HTML."""
    said = {"content": content, "sections": shown(content), "has_fallbacks": has_fallbacks(content)}
    with translation.override(content.language):
        page = render_to_string("reports/file.html", said)
    return page.replace(PLACE, f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>", 1).encode()

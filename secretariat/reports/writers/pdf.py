"""Reports as tagged PDF (PDF/UA-1), made by typst in a child process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from secretariat.core.rendering import Limits, render_pdf
from secretariat.reports.content import Content, as_json, has_fallbacks

TEMPLATE = Path(__file__).resolve().parent.parent / "typst" / "report.typ"
LIMITS = Limits(cpu=30, memory=1024, wall=60)  # 2,000 deliverables take 2 s and 350 MB


def write_pdf(content: Content) -> bytes:
    """Return a report as PDF. Errors: core.rendering.RenderingFailed."""
    return render_pdf(TEMPLATE, _data(content), limits=LIMITS)


def _data(content: Content) -> dict[str, Any]:
    """Return what the template reads: the content without the rows behind the figures."""
    data: dict[str, Any] = json.loads(as_json(content))
    del data["rows"]
    for figure in data["figures"].values():
        del figure["rows"]
    return {**data, "fallbacks": has_fallbacks(content)}

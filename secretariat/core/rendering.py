"""Make PDF files: data goes into a template of ours, in a child process with limits; no text becomes source."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from secretariat.core.children import Limits, run_child

__all__ = ["Limits", "RenderingFailed", "render_pdf"]

CHILD = Path(__file__).with_name("typst_child.py")
FONTS = Path(__file__).resolve().parent.parent / "static" / "vendor" / "print"


class RenderingFailed(Exception):
    """The file could not be made; the message is for the log, not for the reader."""


def render_pdf(source_template: Path, data: Mapping[str, Any], *, limits: Limits | None = None) -> bytes:
    """Return the PDF that a typst template of ours makes of ``data``, which it reads as ``sys.inputs.data``.

    The child reads no file but the template and the fonts set up with the interface; where those are missing, it writes
    with the typefaces inside typst.

    Errors: RenderingFailed where the template fails or a limit is reached.
    """
    bounds = limits or Limits()
    # SECURITY: data is passed as JSON and never joined to the source; the limits hold in the child alone.
    order = {
        "template": str(source_template),
        "data": json.dumps(data),
        "fonts": [str(FONTS)] if FONTS.is_dir() else [],
        **bounds.ordered(),
    }
    done = run_child(CHILD, json.dumps(order).encode(), bounds, environment={"RAYON_NUM_THREADS": "2"})
    if done.late:
        raise RenderingFailed(f"{source_template.name} took more than {bounds.wall} s")
    if done.status or not done.output.startswith(b"%PDF-"):
        raise RenderingFailed(f"{source_template.name} ended with {done.status}: {done.said}")
    return done.output

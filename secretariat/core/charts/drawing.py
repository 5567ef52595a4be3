"""Draw a chart as SVG for a report, in a child process with limits: the page draws the same specification itself."""

from __future__ import annotations

import json
from pathlib import Path

from secretariat.core.charts.outline import americas
from secretariat.core.charts.palette import colored
from secretariat.core.charts.specifications import OUTLINE, Chart, Spec
from secretariat.core.children import Limits, run_child

CHILD = Path(__file__).with_name("vega_child.py")
FONTS = Path(__file__).resolve().parents[2] / "static" / "vendor" / "print"
WIDE = 640  # pixels, of a chart in a report
LIMITS = Limits(cpu=20, memory=1024, wall=60)


class ChartNotDrawn(Exception):
    """The picture could not be made; the message is for the log, not for the reader."""


def svg_of(chart: Chart, *, width: int = WIDE, limits: Limits = LIMITS) -> str:
    """Return a chart as SVG in the colors of a light page, ``width`` pixels wide.

    Errors: ValueError for a chart without data, of which the report says that there is none; ChartNotDrawn where a
    limit is reached.
    """
    if chart.is_empty:
        raise ValueError(f"nothing to draw: {chart.title}")
    order = {
        "specification": json.dumps(colored(complete(chart.vega_lite(), width))),
        "fonts": str(FONTS) if FONTS.is_dir() else "",
        **limits.ordered(),
    }
    done = run_child(CHILD, json.dumps(order).encode(), limits)
    if done.late:
        raise ChartNotDrawn(f"it took more than {limits.wall} s")
    if done.status or not done.output.startswith(b"<svg"):
        raise ChartNotDrawn(f"it ended with {done.status}: {done.said}")
    return done.output.decode()


def complete(spec: Spec, width: int) -> Spec:
    """Return a specification that needs nothing from outside: with its width, and with the outline in it."""
    drawn = {**spec, "width": width}
    if "layer" in drawn:
        drawn["layer"] = [_with_outline(each) for each in drawn["layer"]]
    return drawn


def _with_outline(layer: Spec) -> Spec:
    if layer["data"].get("name") != OUTLINE:
        return layer
    return {**layer, "data": {"values": americas()["topology"], "format": layer["data"]["format"]}}

"""The outline of the Americas and where each State lies, as the set-up of the interface left them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PATH = Path(__file__).resolve().parents[2] / "static" / "vendor" / "charts" / "americas.json"
SMALL = 1.0  # square degrees: on a map of the continent, less than a hand's width of pixels
CROWDED = -64.0  # degrees; the small islands east of this stand too close: their circles stand in a column at sea
COLUMN, HIGHEST, STEP = -52.0, 27.0, 3.4  # degrees: of the column, its first circle, and between two


@dataclass(frozen=True)
class Spot:
    """Where a State lies, and where its circle stands if it is too small to be seen. Units: degrees."""

    longitude: float
    latitude: float
    is_small: bool
    circle: tuple[float, float]


@cache
def americas() -> dict[str, Any]:
    """Return the outline; without shapes where the interface was not set up."""
    if not PATH.is_file():
        shapes = {"states": {"type": "GeometryCollection", "geometries": []}}
        return {"topology": {"type": "Topology", "objects": shapes, "arcs": []}, "places": {}}
    made: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return made


def spots(codes: tuple[str, ...]) -> dict[str, Spot]:
    """Return where the States with these M49 codes lie; those that the outline does not have are left out."""
    known = {code: americas()["places"][code] for code in codes if code in americas()["places"]}
    crowded = [code for code, (x, _y, size) in known.items() if size < SMALL and x > CROWDED]
    crowded.sort(key=lambda code: -known[code][1])
    columned = {code: (COLUMN, HIGHEST - STEP * place) for place, code in enumerate(crowded)}
    return {code: Spot(x, y, size < SMALL, columned.get(code, (x, y))) for code, (x, y, size) in known.items()}

"""Cut the outline of the Americas out of a topology of the world, with the place and the size of every State in it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

Point = tuple[float, float]
Ring = list[int]
WEST, EAST, SOUTH = -170.0, -32.0, -60.0
PACIFIC = (-120.0, 15.0)  # what lies west and south of this is Oceania
GREENLAND = "304"  # as wide as South America on a flat map, and no State
CLOSEST = 4  # points of the smallest ring: a triangle, closed


def cut(world: dict[str, Any]) -> dict[str, Any]:
    """Return the ``topology`` of the Americas, and ``places``: by M49 code longitude, latitude and square degrees."""
    arcs = decoded(world)
    kept, places = [], {}
    for shape in world["objects"]["countries"]["geometries"]:
        polygons = [each for each in polygons_of(shape) if is_american(shape, line(each[0], arcs))]
        if not polygons:
            continue
        kept.append({"type": "MultiPolygon", "id": shape.get("id", ""), "arcs": polygons})
        if "id" in shape:
            places[shape["id"]] = place(max((line(each[0], arcs) for each in polygons), key=area))
    topology = {"type": "Topology", "transform": world["transform"], **renumbered(kept, world["arcs"])}
    return {"topology": topology, "places": places}


def decoded(world: dict[str, Any]) -> list[list[Point]]:
    """Return the arcs in degrees: as kept, each point says how far it lies from the one before."""
    (scale_x, scale_y), (from_x, from_y) = world["transform"]["scale"], world["transform"]["translate"]
    arcs = []
    for arc in world["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + from_x, y * scale_y + from_y))
        arcs.append(points)
    return arcs


def polygons_of(shape: dict[str, Any]) -> list[list[Ring]]:
    """Return the polygons of a shape, each a list of rings, each a list of arcs."""
    if shape["type"] == "Polygon":
        return [shape["arcs"]]
    return list(shape["arcs"]) if shape["type"] == "MultiPolygon" else []


def line(ring: Ring, arcs: list[list[Point]]) -> list[Point]:
    """Return the points of a ring; an arc with a negative number is followed backward."""
    return [point for arc in ring for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1])]


def is_american(shape: dict[str, Any], points: list[Point]) -> bool:
    """Tell whether a polygon lies in the Americas."""
    if shape.get("id") == GREENLAND or len(points) < CLOSEST:
        return False
    inside = all(WEST < x < EAST and y > SOUTH for x, y in points)
    return inside and not all(x < PACIFIC[0] and y < PACIFIC[1] for x, y in points)


def area(points: list[Point]) -> float:
    """Return the area that a ring encloses. Units: square degrees of the equator."""
    middle = math.cos(math.radians(sum(y for _x, y in points) / len(points)))
    return abs(sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in sides(points))) / 2 * middle


def place(points: list[Point]) -> list[float]:
    """Return the center of a ring and its area."""
    whole = sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in sides(points))
    center = [0.0, 0.0]
    for (x, y), (next_x, next_y) in sides(points):
        share = (x * next_y - next_x * y) / (3 * whole)
        center[0] += (x + next_x) * share
        center[1] += (y + next_y) * share
    return [round(center[0], 2), round(center[1], 2), round(area(points), 3)]


def sides(points: list[Point]) -> Iterator[tuple[Point, Point]]:
    """Go along a ring, side by side, back to where it began."""
    return zip(points, points[1:] + points[:1], strict=True)


def renumbered(shapes: list[dict[str, Any]], arcs: list[Any]) -> dict[str, Any]:
    """Return the shapes with only the arcs that they use."""
    rings = [ring for each in shapes for polygon in each["arcs"] for ring in polygon]
    used = sorted({arc if arc >= 0 else ~arc for ring in rings for arc in ring})
    new = {old: number for number, old in enumerate(used)}
    for each in shapes:
        each["arcs"] = [
            [[new[arc] if arc >= 0 else ~new[~arc] for arc in ring] for ring in polygon] for polygon in each["arcs"]
        ]
    shown = {"states": {"type": "GeometryCollection", "geometries": shapes}}
    return {"objects": shown, "arcs": [arcs[old] for old in used]}

from __future__ import annotations

import csv
import io
import itertools
import json
import re
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import vl_convert
import yaml
from django.conf import settings
from django.utils import translation

from secretariat.core.charts import (
    Bars,
    Chart,
    ChartNotDrawn,
    Color,
    LineOverTime,
    Row,
    Series,
    StackedBars,
    StateMap,
    csv_of,
    shown,
    svg_of,
)
from secretariat.core.charts.outline import americas, spots
from secretariat.core.charts.palette import NAME, dark_colors, light_colors
from secretariat.core.charts.vega_child import VEGA_LITE
from secretariat.core.children import Limits

LOCK = json.loads((settings.PROJECT.parent / "assets" / "package-lock.json").read_text())["packages"]
STATES = yaml.safe_load((settings.PROJECT / "founding" / "packages" / "oas_sms" / "states.yaml").read_text())
SERIES = (
    Series("held", "held", Color.HELD),
    Series("coming", "coming", Color.COMING),
    Series("late", "late", Color.LATE),
)
ROWS = (
    Row("Border Controls", {"held": 3, "coming": 2, "late": 1}, href="/work/?line=1"),
    Row("Cyber-security", {"held": 1500, "coming": 0, "late": None}),
)
KINDS = (Bars, StackedBars, LineOverTime)


def chart(kind: type[Chart] = StackedBars, rows: tuple[Row, ...] = ROWS) -> Chart:
    return kind("Progress by area", "Area", SERIES, rows, unit="deliverables")


def state_map(*codes: str) -> StateMap:
    return StateMap("By State", "State", SERIES[:1], [Row(code, {"held": 2}, code=code) for code in codes])


def everything_in(part: Any) -> list[tuple[str, Any]]:
    if isinstance(part, dict):
        return [each for name, value in part.items() for each in [(name, value), *everything_in(value)]]
    return [each for value in part for each in everything_in(value)] if isinstance(part, list) else []


# The specification ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("made", [*(chart(kind) for kind in KINDS), state_map("308", "152")])
def test_a_specification_names_no_address_and_no_color(made: Chart) -> None:
    said = everything_in(json.loads(json.dumps(made.vega_lite())))
    assert [value for name, value in said if name == "url"] == []
    assert [value for _name, value in said if isinstance(value, str) and re.search(r"#[0-9a-f]{3,8}\b", value)] == []


def test_every_color_has_a_value_for_light_and_dark() -> None:
    named = {NAME.fullmatch(each.value)[1] for each in Color}  # type: ignore[index]
    assert (named - set(light_colors()), named - set(dark_colors())) == (set(), set())


def test_numbers_and_words_are_those_of_the_language() -> None:
    with translation.override("es"):
        made = chart()
        words = [row["words"] for row in made.vega_lite()["data"]["values"]]
        assert made.vega_lite()["config"]["locale"]["number"]["decimal"] == ","
    assert words == [
        *("Border Controls: held 3", "Border Controls: coming 2", "Border Controls: late 1"),
        *("Cyber-security: held 1.500", "Cyber-security: coming 0"),
    ]


def test_a_value_that_is_missing_is_not_drawn_as_zero() -> None:
    drawn = [(row["row"], row["series"]) for row in chart().vega_lite()["data"]["values"]]
    assert ("Cyber-security", "late") not in drawn


# Colors, for those who see fewer of them --------------------------------------------------------------------------

# Source: Machado, Oliveira, Fernandes (2009), A Physiologically-based Model for Simulation of Color Vision Deficiency,
# severity 1.0, on linear RGB.
DEFICIENCIES = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}


def lab(color: str, matrix: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    """Return what is seen of a color, in CIE L*a*b* under D65."""
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    red, green, blue = (sum(a * b for a, b in zip(row, linear, strict=True)) for row in matrix)
    xyz = (
        (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883,
    )
    x, y, z = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in map(abs, xyz))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("seen_by", DEFICIENCIES)
@pytest.mark.parametrize("colors", [light_colors, dark_colors])
def test_held_coming_late_and_open_are_told_apart(seen_by: str, colors: Any) -> None:
    names = ("--bar-held", "--bar-planned", "--bar-late", "--bar-track")
    seen = [lab(colors()[name], DEFICIENCIES[seen_by]) for name in names]
    pairs = [(a, b) for place, a in enumerate(seen) for b in seen[place + 1 :]]
    nearest = min(sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5 for a, b in pairs)
    assert nearest > 15  # about seven times what the eye can just tell apart


# The map ----------------------------------------------------------------------------------------------------------


def _of_oas(state: dict[str, Any]) -> list[dict[str, str]]:
    return [each for each in state["participation"] if each["of"] == "oas"]


def test_every_member_state_has_a_place_on_the_map() -> None:
    members = [each["m49"] for each in STATES if "member" in {one["capacity"] for one in _of_oas(each)}]
    assert (len(members), set(members) - set(spots(tuple(members)))) == (35, set())


def test_small_islands_stand_apart() -> None:
    islands = ("028", "052", "212", "308", "659", "662", "670", "780")
    at = [each.circle for each in spots(islands).values()]
    heights = sorted(y for _x, y in at)
    gaps = {round(higher - lower, 1) for lower, higher in itertools.pairwise(heights)}
    assert (len({x for x, _y in at}), gaps) == (1, {3.4})


def test_a_state_outside_the_americas_stands_in_the_table_alone() -> None:
    made = state_map("308", "724")
    drawn = made.vega_lite()["layer"][-1]["data"]["values"]
    assert ([each["code"] for each in drawn], len(made.rows)) == (["308"], 2)


# Drawing for a report ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_svg_shows_the_rows(kind: type[Chart]) -> None:
    assert "Border Controls" in svg_of(chart(kind))


def test_svg_of_a_map_has_a_shape_for_each_state() -> None:
    made = svg_of(state_map("152", "308"))
    shapes = len(americas()["topology"]["objects"]["states"]["geometries"])
    assert (made.count('fill="#e9e4da"'), made.count("rgb(11, 74, 143)") > 2) == (shapes - 2, True)


@pytest.mark.parametrize("words", ["</text><script>alert(1)</script>", "<img src=x onerror=alert(1)>"])
def test_svg_never_takes_words_for_markup(words: str) -> None:
    made = svg_of(chart(rows=(Row(words, {"held": 1}),)))
    assert ("<script" in made, "<img" in made) == (False, False)


@pytest.mark.parametrize("address", ["https://example.org/data.json", "/etc/passwd", "data.json"])
def test_svg_fetches_nothing(address: str) -> None:
    made = {**chart().vega_lite(), "data": {"url": address}}
    with mock.patch.object(StackedBars, "vega_lite", return_value=made), pytest.raises(ChartNotDrawn, match="allowed"):
        svg_of(chart())


def test_nothing_to_draw_is_said_and_not_drawn() -> None:
    empty = chart(rows=(Row("Border Controls", {"held": 0, "coming": None, "late": None}),))
    assert (empty.is_empty, shown(empty, "x")["is_empty"]) == (True, True)
    with pytest.raises(ValueError, match="nothing to draw"):
        svg_of(empty)


@pytest.mark.parametrize(("limits", "said"), [(Limits(memory=200), "ended with"), (Limits(wall=0), "more than")])
def test_svg_is_stopped_at_its_limits(limits: Limits, said: str) -> None:
    with pytest.raises(ChartNotDrawn, match=said):
        svg_of(chart(), limits=limits)


def test_pages_and_reports_draw_with_the_same_versions() -> None:
    page = {name: LOCK[f"node_modules/{name}"]["version"] for name in ("vega", "vega-lite")}
    assert (page["vega"], page["vega-lite"].rpartition(".")[0]) == (vl_convert.get_vega_version(), VEGA_LITE)


# The table and its file -------------------------------------------------------------------------------------------


def test_the_table_says_what_is_drawn_and_leads_to_its_rows() -> None:
    table = shown(chart(), "areas")["table"]
    assert [[cell["text"] for cell in row] for row in table.rows] == [
        ["Border Controls", "3", "2", "1"],
        ["Cyber-security", "1,500", "0", "–"],
    ]
    assert table.rows[0][0]["href"] == "/work/?line=1"


def test_csv_keeps_numbers_and_hides_formulas() -> None:
    made = csv_of(chart(rows=(Row("=1+1", {"held": 3, "coming": None, "late": 0}),)))
    assert list(csv.reader(io.StringIO(made.removeprefix("\ufeff")))) == [
        ["Area", "held", "coming", "late"],
        ["'=1+1", "3", "", "0"],
    ]


def test_only_the_child_loads_the_library() -> None:
    core = Path(__file__).resolve().parents[2]
    programs = [path for path in core.rglob("*.py") if "tests" not in path.parts]
    users = [path.name for path in programs if "import vl_convert" in path.read_text()]
    assert users == ["vega_child.py"]

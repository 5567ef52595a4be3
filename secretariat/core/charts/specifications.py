"""What a chart shows, as data, and the Vega-Lite that draws it.

Colors stand in it by the name of their variable (see ``palette``); all data is inline.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from babel.numbers import format_decimal, get_decimal_symbol, get_group_symbol
from django.utils.translation import gettext as _

from secretariat.core.charts.outline import Spot, spots
from secretariat.core.charts.palette import Color
from secretariat.core.columns import Words
from secretariat.core.languages import current_language

Spec = dict[str, Any]
SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "'Source Sans 3 Variable', 'Source Sans 3', sans-serif"  # quoted: unquoted, no name may have a digit
OUTLINE = "outline"  # the name of the data that a page fetches and a report is given
STEP = 26  # pixels for a bar with its space
TALL = 460  # pixels, of a map
LOW = 220  # pixels, of a line


@dataclass(frozen=True)
class Series:
    """One of the numbers that every row has: its key in ``Row.values``, what it is called, its color."""

    key: str
    label: Words
    color: Color = Color.ACCENT


@dataclass(frozen=True)
class Row:
    """What the numbers are about: a line, a State, a month. ``code`` is the M49 code of a State on a map."""

    label: Words
    values: Mapping[str, float | None]
    href: str = ""
    code: str = ""


@dataclass(frozen=True)
class Chart:
    """A chart: what it says in a sentence, what its rows are, and the rows with the values of each series.

    Units: ``unit`` says what is counted, in the words of the axis. A value of None means that there is none.
    """

    title: Words
    head: Words
    series: Sequence[Series]
    rows: Sequence[Row]
    unit: Words = ""
    note: Words = ""
    kind: ClassVar[str] = ""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to draw: no row, or none with a value."""
        return not any(row.values.get(each.key) for row in self.rows for each in self.series)

    @property
    def description(self) -> str:
        """Say in a sentence what is drawn, for those who do not see it; the table says each number."""
        names = ", ".join(str(each.label) for each in self.series)
        return _("%(title)s. Shown for %(rows)s: %(series)s. The table has the numbers.") % {
            "title": self.title,
            "rows": written(len(self.rows)),
            "series": names,
        }

    def vega_lite(self) -> Spec:
        """Return the specification, with colors by name."""
        return {
            "$schema": SCHEMA,
            "width": "container",
            "autosize": {"type": "fit-x", "contains": "padding"},
            "background": None,
            "config": self._config(),
            **self._drawing(),
        }

    def _drawing(self) -> Spec:
        raise NotImplementedError

    def _data(self) -> list[dict[str, Any]]:
        """Return a row for each value, with the words that a reader is shown for it."""
        return [
            {
                "row": str(row.label),
                "place": place,
                "series": str(each.label),
                "order": number,
                "value": row.values[each.key],
                "words": f"{row.label}: {each.label} {written(row.values[each.key])}",
                **({"href": row.href} if row.href else {}),
            }
            for place, row in enumerate(self.rows)
            for number, each in enumerate(self.series)
            if row.values.get(each.key) is not None
        ]

    def _colors(self) -> Spec:
        """Return the scale of colors; a legend only where there is a choice."""
        names, colors = [str(each.label) for each in self.series], [each.color.value for each in self.series]
        legend = {"orient": "top", "title": None} if len(self.series) > 1 else None
        return {
            "field": "series",
            "type": "nominal",
            "sort": names,
            "scale": {"domain": names, "range": colors},
            "legend": legend,
        }

    def _pointed(self) -> Spec:
        """Return what a mark says when it is pointed at, and where it leads."""
        leads = {"href": {"field": "href"}} if any(row.href for row in self.rows) else {}
        return {"tooltip": {"field": "words", "type": "nominal"}, **leads}

    def _config(self) -> Spec:
        language = current_language()
        number = {
            "decimal": get_decimal_symbol(language),
            "thousands": get_group_symbol(language),
            "grouping": [3],
            "currency": ["", ""],
        }
        text, quiet = {"labelColor": Color.INK_2.value, "titleColor": Color.INK_2.value}, Color.LINE.value
        return {
            "font": FONT,
            "aria": False,  # the figure around it is described as a whole, and the table says the numbers
            "locale": {"number": number},
            "view": {"stroke": None},
            "axis": {**text, "domainColor": quiet, "gridColor": quiet, "tickColor": quiet, "labelFontSize": 12},
            "legend": {**text, "labelFontSize": 12},
        }


@dataclass(frozen=True)
class StackedBars(Chart):
    """A bar for each row, made of its series one after another."""

    kind: ClassVar[str] = "stacked-bars"

    def _drawing(self) -> Spec:
        return {
            "data": {"values": self._data()},
            "height": {"step": STEP},
            "mark": {"type": "bar", "stroke": Color.CARD.value, "strokeWidth": 1},
            "encoding": {
                "y": _names(self.head),
                "x": _amount(self.unit),
                "color": self._colors(),
                "order": {"field": "order"},
                **self._pointed(),
            },
        }


@dataclass(frozen=True)
class Bars(Chart):
    """Bars side by side: one for each series of each row."""

    kind: ClassVar[str] = "bars"

    def _drawing(self) -> Spec:
        beside: Spec = {"yOffset": {"field": "series", "sort": [str(each.label) for each in self.series]}}
        return {
            "data": {"values": self._data()},
            "height": {"step": STEP, **({"for": "position"} if len(self.series) > 1 else {})},
            "mark": {"type": "bar", "stroke": Color.CARD.value, "strokeWidth": 1},
            "encoding": {
                "y": _names(self.head),
                "x": _amount(self.unit),
                "color": self._colors(),
                **(beside if len(self.series) > 1 else {}),
                **self._pointed(),
            },
        }


@dataclass(frozen=True)
class LineOverTime(Chart):
    """A line for each series over rows that follow one another in time, such as months."""

    kind: ClassVar[str] = "line"

    def _drawing(self) -> Spec:
        times = {"field": "row", "type": "ordinal", "sort": {"field": "place", "op": "min"}, "title": None}
        return {
            "data": {"values": self._data()},
            "height": LOW,
            "mark": {"type": "line", "point": {"size": 45}, "strokeWidth": 2},
            "encoding": {
                "x": {**times, "axis": {"labelAngle": 0, "labelOverlap": "greedy"}},
                "y": _amount(self.unit),
                "color": self._colors(),
                **self._pointed(),
            },
        }


@dataclass(frozen=True)
class StateMap(Chart):
    """The States of the Americas, colored by the value of the first series; small ones as circles.

    Shape: rows have the M49 code of their State; those that do not lie in the Americas stand in the table alone.
    """

    kind: ClassVar[str] = "map"
    _spots: dict[str, Spot] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._spots.update(spots(tuple(row.code for row in self.rows)))

    def _drawing(self) -> Spec:
        outline = {"name": OUTLINE, "format": {"type": "topojson", "feature": "states"}}
        by_code = {"from": {"data": {"values": self._states()}, "key": "code", "fields": ["value", "words", "href"]}}
        line = {"stroke": Color.CARD.value, "strokeWidth": 0.5}
        without = {"test": "!isValid(datum.value)", "value": Color.OPEN.value}
        return {
            "height": TALL,
            "projection": {"type": "equalEarth", "rotate": [85, 0, 0]},
            "layer": [
                {
                    "data": outline,
                    "transform": [{"lookup": "id", **by_code}],
                    "mark": {"type": "geoshape", "invalid": None, **line},
                    "encoding": {"color": {"condition": without, **self._scale()}, **self._pointed()},
                },
                *self._circles(),
            ],
        }

    def _circles(self) -> list[Spec]:
        """Return the circles of small States; a thin line leads from where it stands to where the State lies."""
        small = [each for each in self._states() if self._spots[each["code"]].is_small]
        if not small:
            return []
        values = [each | _places(self._spots[each["code"]]) for each in small]
        ends = {"longitude": {"field": "x"}, "latitude": {"field": "y"}}
        begins = {"longitude2": {"field": "at_x"}, "latitude2": {"field": "at_y"}}
        thin = {"type": "rule", "stroke": Color.INK_2.value, "strokeWidth": 0.6}
        circle = {"type": "circle", "size": 110, "opacity": 1, "stroke": Color.INK_2.value, "strokeWidth": 0.8}
        return [
            {"data": {"values": values}, "mark": thin, "encoding": {**ends, **begins}},
            {
                "data": {"values": values},
                "mark": circle,
                "encoding": {**ends, "color": self._scale(), **self._pointed()},
            },
        ]

    def _states(self) -> list[dict[str, Any]]:
        shown, key = [row for row in self.rows if row.code in self._spots], self.series[0].key
        return [
            {
                "code": row.code,
                "value": row.values[key],
                "words": f"{row.label}: {written(row.values[key])}",
                "href": row.href,
            }
            for row in shown
            if row.values.get(key) is not None
        ]

    def _scale(self) -> Spec:
        most = max((each["value"] for each in self._states()), default=0)
        ticks = [*range(int(most) + 1)] if most <= FEW else None
        legend = {"orient": "bottom", "title": str(self.series[0].label), "gradientLength": 180, "format": "d"}
        return {
            "field": "value",
            "type": "quantitative",
            "scale": {
                "domain": [0, max(most, 1)],
                "range": [Color.ACCENT_SOFT.value, Color.ACCENT.value],  # one hue: told apart by all readers
                "interpolate": "lab",
            },
            "legend": legend | ({"values": ticks} if ticks else {}),
        }


FEW = 6  # a scale up to here names every number


def _places(spot: Spot) -> dict[str, float]:
    return {"x": spot.circle[0], "y": spot.circle[1], "at_x": spot.longitude, "at_y": spot.latitude}


def _names(head: Words) -> Spec:
    axis = {"labelLimit": 300, "ticks": False, "domain": False, "labelPadding": 6}
    return {"field": "row", "type": "nominal", "sort": {"field": "place", "op": "min"}, "title": None, "axis": axis}


def _amount(unit: Words) -> Spec:
    axis = {"format": "d", "tickMinStep": 1, "tickCount": 6}
    return {"field": "value", "type": "quantitative", "title": str(unit) or None, "axis": axis}


def written(number: float | None) -> str:
    """Write a number as readers of the language do; a dash where there is none."""
    return "–" if number is None else str(format_decimal(number, locale=current_language()))

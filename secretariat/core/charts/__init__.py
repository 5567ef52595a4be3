"""Charts as data: one specification for the page and the report, always with its table."""

from secretariat.core.charts.drawing import ChartNotDrawn, svg_of
from secretariat.core.charts.palette import Color
from secretariat.core.charts.showing import csv_of, shown
from secretariat.core.charts.specifications import Bars, Chart, LineOverTime, Row, Series, StackedBars, StateMap

__all__ = [
    "Bars",
    "Chart",
    "ChartNotDrawn",
    "Color",
    "LineOverTime",
    "Row",
    "Series",
    "StackedBars",
    "StateMap",
    "csv_of",
    "shown",
    "svg_of",
]

"""Charts in Word files: bars with their numbers, which Word draws itself and people may restyle."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from secretariat.reports.content import Bar, Chart

COLORS = ("1D4F91", "B3401E", "D5DDE8")  # as in typst/report.typ
EMU = 9525  # English metric units in a pixel
WIDE, BAR, AROUND = 640, 30, 70  # pixels
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _words(text: str) -> str:
    return escape(_NOT_IN_XML.sub("", text))


def inline_chart(chart: Chart, number: int, relation: str, alt: str) -> str:
    """Return the place of a chart in the text; ``alt`` is quoted already."""
    high = (AROUND + BAR * len(chart.bars)) * EMU
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{WIDE * EMU}" cy="{high}"/>'
        f'<wp:docPr id="{1000 + number}" name="Chart {number}" descr={alt}/><wp:cNvGraphicFramePr/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
        f'<c:chart r:id="{relation}"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def chart_xml(chart: Chart) -> str:
    """Return a chart of stacked bars as DrawingML, with its numbers inside."""
    series = "".join(_series(chart, at) for at in range(len(chart.parts)))
    return (
        '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><c:roundedCorners val="0"/>'
        '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart><c:barDir val="bar"/>'
        f'<c:grouping val="stacked"/><c:varyColors val="0"/>{series}<c:gapWidth val="50"/><c:overlap val="100"/>'
        '<c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:crossAx val="2"/></c:catAx>'
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="b"/><c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="out"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:crosses val="max"/></c:valAx>'
        '</c:plotArea><c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend><c:plotVisOnly val="1"/>'
        '</c:chart><c:txPr><a:bodyPr/><a:p><a:pPr><a:defRPr sz="850"/></a:pPr>'
        '<a:endParaRPr lang="en-US"/></a:p></c:txPr>'
        "</c:chartSpace>"
    )


def _series(chart: Chart, at: int) -> str:
    labels = "".join(_point(place, each.label) for place, each in enumerate(chart.bars))
    values = "".join(_point(place, str(_value(each, at))) for place, each in enumerate(chart.bars))
    count = f'<c:ptCount val="{len(chart.bars)}"/>'
    return (
        f'<c:ser><c:idx val="{at}"/><c:order val="{at}"/><c:tx><c:strRef><c:f>Series{at}</c:f><c:strCache>'
        f'<c:ptCount val="1"/>{_point(0, chart.parts[at])}</c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{COLORS[at % len(COLORS)]}"/></a:solidFill></c:spPr>'
        f'<c:invertIfNegative val="0"/><c:cat><c:strLit>{count}{labels}</c:strLit></c:cat>'
        f"<c:val><c:numLit><c:formatCode>0</c:formatCode>{count}{values}</c:numLit></c:val></c:ser>"
    )


def _value(bar: Bar, at: int) -> int:
    return bar.values[at] if at < len(bar.values) else 0


def _point(place: int, text: str) -> str:
    return f'<c:pt idx="{place}"><c:v>{_words(text)}</c:v></c:pt>'

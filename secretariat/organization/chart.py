"""Lay out an organization chart: the root on top, its parts as columns, their parts stacked on a rail beneath.

The layout is plain numbers and words; ``templates/organization/chart.svg`` draws it, and escapes every word.
"""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from secretariat.organization.models import Placement
from secretariat.organization.queries import Node, Structure

COLUMN = 220
ROOT = 400
GAP = 16
INDENT = 18
RAIL = 9
PAD = 12
STACK = 10
DROP = 26
MARGIN = 8
PER_ROW = 6
NARROWEST = 120

# Advance widths of Source Sans 3 Regular in thousandths of the size; the semibold is wider by a thirtieth.
_WIDTHS = {
    "ijl.,;:'|!": 253,
    "frtI()-[]/ ": 310,
    "scz": 433,
    "aegkxvy?": 485,
    "bdhnopqu": 550,
    "ABCDGHKNOQRU": 612,
    "EFJLPSTVXYZ": 519,
    "w": 719,
    "mWM%&": 800,
}
_WIDTH_OF = {letter: width for letters, width in _WIDTHS.items() for letter in letters}
_SEMIBOLD = 1.035
_SPARE = 1.06  # so that the words still fit where a stand-in typeface, which is wider, is shown


@dataclass(frozen=True)
class Line:
    """A line of text, by its baseline."""

    x: int
    y: int
    words: str
    size: int
    css: str
    weight: int = 400
    anchor: str = "start"


@dataclass(frozen=True)
class Card:
    """A unit's card; ``mark`` says what a draft changes: “added”, “changed” or nothing."""

    x: int
    y: int
    width: int
    height: int
    depth: int
    href: str
    title: str
    mark: str = ""
    lines: tuple[Line, ...] = ()

    @property
    def css(self) -> str:
        return " ".join(each for each in (f"depth-{min(self.depth, 3)}", self.mark) if each)


@dataclass(frozen=True)
class Drawing:
    """A chart ready to be drawn. Units: of the user's coordinate system, whole numbers."""

    width: int
    height: int
    cards: tuple[Card, ...]
    rails: tuple[str, ...]
    label: str
    caption: tuple[Line, ...] = ()


@dataclass
class _Desk:
    """What is drawn so far."""

    href: Callable[[Placement], str]
    marks: Mapping[uuid.UUID, str]
    structure: Structure
    cards: list[Card] = field(default_factory=list)
    rails: list[str] = field(default_factory=list)

    def put(self, node: Node, x: int, y: int, width: int, depth: int, height: int = 0) -> Card:
        """Draw a node's card with its corner at (x, y), as high as its words need or higher."""
        placement = node.placement
        lines = tuple(_lines(node, self, x, y, width, depth))
        card = Card(
            x,
            y,
            width,
            max(height, _height(lines, y)),
            depth,
            self.href(placement),
            f"{placement.short}: {placement.name}" if placement.acronym else str(placement.name),
            self.marks.get(placement.unit_id, ""),
            lines,
        )
        self.cards.append(card)
        return card


def draw(
    structure: Structure,
    *,
    href: Callable[[Placement], str],
    marks: Mapping[uuid.UUID, str] | None = None,
    label: str = "",
    caption: str = "",
) -> Drawing:
    """Return the chart of a structure in the reader's language.

    ``marks`` names units that a draft changes; ``caption`` stands on top, where no page around the chart says it.
    """
    desk = _Desk(href, marks or {}, structure)
    widest = max((min(len(root.children), PER_ROW) for root in structure.roots), default=0)
    width = max(ROOT, widest * (COLUMN + GAP) - GAP) + 2 * MARGIN
    heading = (Line(MARGIN, MARGIN + 18, caption, 16, "caption", 600),) if caption else ()
    y = MARGIN + (36 if caption else 0)
    for root in structure.roots:
        y = _block(desk, root, y, width) + 2 * GAP
    height = max(y - 2 * GAP, MARGIN) + MARGIN
    return Drawing(width, height, tuple(desk.cards), tuple(desk.rails), label or _("Organization chart"), heading)


def svg(drawing: Drawing) -> str:
    """Return a drawing as an SVG file of its own, which needs no stylesheet."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + render_to_string(
        "organization/chart.svg", {"drawing": drawing, "alone": True}
    )


def _block(desk: _Desk, root: Node, y: int, width: int) -> int:
    """Draw a root and its columns; return where they end."""
    center = width // 2
    card = desk.put(root, center - ROOT // 2, y, ROOT, 0)
    bottom = card.y + card.height
    rows = [root.children[start : start + PER_ROW] for start in range(0, len(root.children), PER_ROW)]
    trunk = bottom
    for row in rows:
        bar = bottom + DROP
        left = (width - (len(row) * (COLUMN + GAP) - GAP)) // 2
        middles = [left + place * (COLUMN + GAP) + COLUMN // 2 for place in range(len(row))]
        desk.rails.append(f"M{center} {trunk}V{bar}")
        desk.rails.append(f"M{min(*middles, center)} {bar}H{max(*middles, center)}")
        desk.rails.extend(f"M{middle} {bar}V{bar + DROP // 2}" for middle in middles)
        top = bar + DROP // 2
        height = max(_height([*_lines(node, desk, 0, top, COLUMN, 1)], top) for node in row)
        for node, middle in zip(row, middles, strict=True):
            column = desk.put(node, middle - COLUMN // 2, top, COLUMN, 1, height)
            bottom = max(bottom, _stack(desk, node, column, column.x + COLUMN))
        trunk = bar
    return bottom


def _stack(desk: _Desk, node: Node, card: Card, right: int) -> int:
    """Draw what is beneath a card on a rail at its left; return where it ends."""
    y = card.y + card.height
    rail = card.x + RAIL
    for child in node.children:
        x = min(card.x + INDENT + RAIL // 2, right - NARROWEST)
        below = desk.put(child, x, y + STACK, right - x, card.depth + 1)
        desk.rails.append(f"M{rail} {card.y + card.height}V{below.y + 20}H{below.x}")
        y = _stack(desk, child, below, right)
    return y


def _height(lines: Sequence[Line], y: int) -> int:
    return (lines[-1].y if lines else y) + PAD - y


def _lines(node: Node, desk: _Desk, x: int, y: int, width: int, depth: int) -> Iterator[Line]:
    """Yield the lines of a card, from the top."""
    anchor, left = ("middle", x + width // 2) if depth == 0 else ("start", x + PAD)
    y += PAD - 4
    for words, size, weight, css in _words(node, desk, depth):
        for line in wrap(words, width - 2 * PAD, size, weight):
            y += round(size * 1.32)
            yield Line(left, y, line, size, css, weight, anchor)
        y += 2


def _words(node: Node, desk: _Desk, depth: int) -> Iterator[tuple[str, int, int, str]]:
    """Yield what a card says: words, size, weight, class."""
    placement = node.placement
    title, text, small = ((20, 15, 13), (17, 14, 13), (14, 13, 12), (13, 13, 12))[min(depth, 3)]
    if placement.acronym:
        yield placement.acronym, title, 600, "acronym"
    yield str(placement.name), text, 400 if placement.acronym or depth > 2 else 600, "name"
    if placement.head:
        yield str(placement.head), small, 400, "head"
    above = desk.structure.find(placement.parent_id)
    superior = desk.structure.superior_of(node)
    if superior and (above is None or placement.answers_to_id != placement.parent_id):  # else the line says it
        yield _("answers to: %(superior)s") % {"superior": superior}, small, 400, "head"
    if counted := functions_in_words(node):
        yield counted, small, 600, "functions"
    if mark := desk.marks.get(placement.unit_id):
        yield {"added": _("new"), "changed": _("changed")}[mark], small, 600, "change"


def functions_in_words(node: Node) -> str:
    """Return how many numbered functions a unit has, and with those beneath it; empty where it has none."""
    own = ngettext("%(count)d function", "%(count)d functions", node.functions) % {"count": node.functions}
    if node.all_functions == node.functions:
        return own if node.functions else ""
    if not node.functions:
        total = ngettext("%(count)d function in all", "%(count)d functions in all", node.all_functions)
        return total % {"count": node.all_functions}
    return _("%(own)s · %(count)d in all") % {"own": own, "count": node.all_functions}


def wrap(words: str, width: int, size: int, weight: int) -> list[str]:
    """Break words into lines of at most ``width``; a word that is longer stands alone."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width_of(longer, size, weight) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def width_of(words: str, size: int, weight: int) -> float:
    """Return about how wide words are in the typeface of the pages."""
    plain = (each for each in unicodedata.normalize("NFD", words) if not unicodedata.combining(each))
    thousandths = sum(_WIDTH_OF.get(letter, 560) for letter in plain)
    return thousandths * size / 1000 * _SPARE * (_SEMIBOLD if weight >= 600 else 1)

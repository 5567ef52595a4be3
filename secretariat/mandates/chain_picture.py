"""Where the boxes and lines of a picture of chains stand: earlier on the left, later on the right."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from secretariat.core.choices import SuggestionState
from secretariat.documents.models import Document, Paragraph
from secretariat.mandates.choices import ChainKind
from secretariat.mandates.queries import Graph
from secretariat.mandates.queries.chains import earlier_of

# In units of the drawing, which are pixels where it fits.
BOX_WIDTH, BOX_HEIGHT = 208, 46
GAP_ACROSS, GAP_DOWN = 90, 26
EDGE = 8
LETTERS = 28  # that fit in a box's line


@dataclass(frozen=True)
class Box:
    """A paragraph or document in the picture."""

    x: int
    y: int
    first: str
    second: str
    url: str
    title: str
    is_here: bool
    is_suggested: bool
    width: int = BOX_WIDTH
    height: int = BOX_HEIGHT

    @property
    def text_x(self) -> int:
        return self.x + 10

    @property
    def first_y(self) -> int:
        return self.y + 19

    @property
    def second_y(self) -> int:
        return self.y + 37


@dataclass(frozen=True)
class Line:
    """A chain in the picture: from the later box to the earlier one, with its word in the middle."""

    path: str
    word: str
    word_x: int
    word_y: int
    is_suggested: bool


@dataclass(frozen=True)
class Picture:
    """A drawn graph."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    label: str


def draw(graph: Graph) -> Picture:
    """Return the picture of a graph; boxes of one step stand in a column, in the order of their documents' days."""
    columns: dict[int, list[uuid.UUID]] = defaultdict(list)
    for node in sorted(graph.levels, key=lambda key: _order(graph.nodes[key])):
        columns[graph.levels[node]].append(node)
    leftmost, tallest = min(columns), max(map(len, columns.values()))
    height = tallest * (BOX_HEIGHT + GAP_DOWN) - GAP_DOWN + 2 * EDGE
    places: dict[uuid.UUID, tuple[int, int]] = {}
    for level, nodes in columns.items():
        top = (height - len(nodes) * (BOX_HEIGHT + GAP_DOWN) + GAP_DOWN) // 2
        for row, node in enumerate(nodes):
            x = EDGE + (level - leftmost) * (BOX_WIDTH + GAP_ACROSS)
            places[node] = (x, top + row * (BOX_HEIGHT + GAP_DOWN))
    width = (max(columns) - leftmost) * (BOX_WIDTH + GAP_ACROSS) + BOX_WIDTH + 2 * EDGE
    return Picture(width, height, _boxes(graph, places), _lines(graph, places), _label(graph))


def _order(node: Paragraph | Document) -> tuple[str, str]:
    document = node if isinstance(node, Document) else node.document
    return str(document.date or ""), str(node)


def _boxes(graph: Graph, places: dict[uuid.UUID, tuple[int, int]]) -> tuple[Box, ...]:
    sure = {graph.paragraph.pk}
    for chain in graph.chains.values():
        if chain.state == SuggestionState.CONFIRMED:
            sure |= {chain.paragraph_id, earlier_of(chain).pk}
    return tuple(_box(graph, key, place, is_suggested=key not in sure) for key, place in places.items())


def _box(graph: Graph, key: uuid.UUID, place: tuple[int, int], *, is_suggested: bool) -> Box:
    node = graph.nodes[key]
    document = node if isinstance(node, Document) else node.document
    year = f" · {document.date.year}" if document.date else ""
    second = _("whole document") if isinstance(node, Document) else node.display_number
    return Box(
        *place,
        first=_fitting(str(document)),
        second=_fitting(second, LETTERS - len(year)) + year,
        url=node.get_absolute_url(),
        title=str(node),
        is_here=key == graph.paragraph.pk,
        is_suggested=is_suggested,
    )


def _fitting(words: str, letters: int = LETTERS) -> str:
    return words if len(words) <= letters else words[: letters - 1].rstrip() + "…"


def _lines(graph: Graph, places: dict[uuid.UUID, tuple[int, int]]) -> tuple[Line, ...]:
    """Return the lines; one that means the whole document of the paragraph asked about ends at the paragraph."""
    lines = []
    for chain in graph.chains.values():
        earlier = earlier_of(chain)
        if earlier.pk not in places and chain.to_document_id == graph.paragraph.document_id:
            earlier = graph.paragraph
        if chain.paragraph_id in places and earlier.pk in places:
            word = str(ChainKind(chain.kind).label)
            is_suggested = chain.state == SuggestionState.SUGGESTED
            lines.append(_line(places[chain.paragraph_id], places[earlier.pk], word, is_suggested=is_suggested))
    return tuple(lines)


def _line(later: tuple[int, int], earlier: tuple[int, int], word: str, *, is_suggested: bool) -> Line:
    """Return a curve from the left side of the later box to the right side of the earlier one."""
    start_x, start_y = later[0], later[1] + BOX_HEIGHT // 2
    end_x, end_y = earlier[0] + BOX_WIDTH + 2, earlier[1] + BOX_HEIGHT // 2
    if end_x > start_x:  # they stand in one column, or the wrong way round
        end_x = earlier[0] - 2
        bend = min(start_x, end_x) - GAP_ACROSS // 2
        path = f"M{start_x} {start_y} C{bend} {start_y} {bend} {end_y} {end_x} {end_y}"
        return Line(path, word, bend + 8, (start_y + end_y) // 2, is_suggested)
    middle = (start_x + end_x) // 2
    path = f"M{start_x} {start_y} C{middle} {start_y} {middle} {end_y} {end_x} {end_y}"
    is_near = start_x - end_x < 2 * GAP_ACROSS
    word_y = (start_y + end_y) // 2 if is_near else start_y + (end_y - start_y) // 10
    return Line(path, word, start_x - GAP_ACROSS // 2, word_y + 4, is_suggested)


def _label(graph: Graph) -> str:
    return _("Chains of %(paragraph)s: earlier paragraphs on the left, later ones on the right") % {
        "paragraph": graph.paragraph
    }

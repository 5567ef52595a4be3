"""A trace as a picture: paragraph, units and plan lines in three columns, joined where they answer each other."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from secretariat.core.choices import SuggestionState
from secretariat.trace.queries import Trace

WIDTH, GAP, ROW, TOP = 300, 90, 66, 40


@dataclass(frozen=True)
class Box:
    """One record in the picture; x and y in pixels, from the top left."""

    x: int
    y: int
    title: str
    text: str
    href: str
    tone: str

    @property
    def lines(self) -> list[str]:
        return textwrap.wrap(self.text, 44, max_lines=2, placeholder=" …") or [""]


@dataclass(frozen=True)
class Join:
    """A line between two boxes; dashed where it is only suggested."""

    start: Box
    end: Box
    confirmed: bool

    @property
    def path(self) -> str:
        x1, y1 = self.start.x + WIDTH, self.start.y + ROW // 2 - 5
        x2, y2 = self.end.x, self.end.y + ROW // 2 - 5
        middle = (x1 + x2) // 2
        return f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}"


@dataclass
class Drawing:
    """The boxes and joins of a trace, and how much room they take."""

    boxes: list[Box] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    rows: int = 1

    @property
    def height(self) -> int:
        return TOP + self.rows * ROW + 10

    @property
    def width(self) -> int:
        return 3 * WIDTH + 2 * GAP + 20


def draw(trace: Trace) -> Drawing:
    """Lay a trace out in three columns, each centered on the tallest."""
    drawing = Drawing(rows=max(1, len(trace.units), len(trace.answers)))
    paragraph = trace.paragraph
    start = Box(
        10,
        _place(0, 1, drawing.rows),
        f"{paragraph.document} · {paragraph.display_number}",
        str(paragraph.summary),
        paragraph.get_absolute_url(),
        "here",
    )
    sure = {each.unit_id for each in trace.owners if each.state == SuggestionState.CONFIRMED}
    units = {
        unit.pk: Box(
            10 + WIDTH + GAP,
            _place(index, len(trace.units), drawing.rows),
            unit.party.short,
            str(unit.party.name),
            unit.get_absolute_url(),
            "done" if unit.pk in sure else "wait",
        )
        for index, unit in enumerate(trace.units)
    }
    drawing.boxes = [start, *units.values()]
    drawing.joins = [Join(start, box, key in sure) for key, box in units.items()]
    for index, answer in enumerate(trace.answers):
        activity, confirmed = answer.activity, answer.state == SuggestionState.CONFIRMED
        box = Box(
            10 + 2 * (WIDTH + GAP),
            _place(index, len(trace.answers), drawing.rows),
            activity.address,
            str(activity.title),
            activity.get_absolute_url(),
            "done" if confirmed else "wait",
        )
        drawing.boxes.append(box)
        drawing.joins.append(Join(units.get(activity.owner_id) or next(iter(units.values()), start), box, confirmed))
    return drawing


def _place(index: int, count: int, rows: int) -> int:
    return TOP + int((rows - count) * ROW / 2) + index * ROW


STYLE = (
    ".t{font:600 13px 'Source Sans 3',sans-serif;fill:#16263b}.s{font:12px 'Source Sans 3',sans-serif;fill:#4a5a6e}"
    ".b{fill:#fff;stroke:#cfc9bc}.here{fill:#e7eff8;stroke:#0b4a8f}.done{stroke:#1a6b2a}.wait{stroke:#7a4f00;"
    "stroke-dasharray:4 3}.j{fill:none;stroke:#1a6b2a;stroke-width:1.5}.j.maybe{stroke:#7a4f00;stroke-dasharray:4 3}"
    ".h{font:600 12px 'Source Sans 3',sans-serif;fill:#4a5a6e}"
)


def picture(trace: Trace) -> SafeString:
    """Return the drawing as an SVG document; all words are escaped."""
    drawing = draw(trace)
    heads = [(10, _("Paragraph")), (10 + WIDTH + GAP, _("Units")), (10 + 2 * (WIDTH + GAP), _("Plan lines"))]
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'role="img"><title>{title}</title><style>{style}</style>{heads}{joins}{boxes}</svg>',
        width=drawing.width,
        height=drawing.height,
        title=_("What answers %(paragraph)s") % {"paragraph": trace.paragraph},
        style=SafeString(STYLE),
        heads=format_html_join("", '<text class="h" x="{}" y="22">{}</text>', heads),
        joins=format_html_join(
            "",
            '<path class="j{}" d="{}"/>',
            (("" if join.confirmed else " maybe", join.path) for join in drawing.joins),
        ),
        boxes=format_html_join("", "{}", ((_drawn(box),) for box in drawing.boxes)),
    )


def _drawn(box: Box) -> SafeString:
    return format_html(
        '<a href="{}"><rect class="b {}" x="{}" y="{}" width="{}" height="{}" rx="6"/>'
        '<text class="t" x="{}" y="{}">{}</text>{}</a>',
        box.href,
        box.tone,
        box.x,
        box.y,
        WIDTH,
        ROW - 10,
        box.x + 12,
        box.y + 19,
        box.title,
        format_html_join(
            "",
            '<text class="s" x="{}" y="{}">{}</text>',
            ((box.x + 12, box.y + 34 + 14 * index, line) for index, line in enumerate(box.lines)),
        ),
    )

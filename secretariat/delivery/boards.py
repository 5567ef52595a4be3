"""Progress as a table, as charts and as a file; every figure leads to its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from babel.dates import format_date
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from secretariat.core.charts import Chart, Color, LineOverTime, Row, Series, StackedBars, StateMap
from secretariat.core.columns import Cell, Head, Plain, Words
from secretariat.core.dates import written_date
from secretariat.core.languages import current_language
from secretariat.delivery.choices import ProgressBy
from secretariat.delivery.queries import Board, Heading, Month, Tally
from secretariat.plans.models import Plan

BY_STATE = {ProgressBy.STATE, ProgressBy.GROUP}
DRAWN = 40  # rows of a chart; the table has them all


@dataclass(frozen=True)
class Figure:
    """A column of numbers: what it is called, its value, and which state the list is asked for; none for a number of
    the plan. ``is_promised``: it needs a number in the plan, which States and groups do not have.
    """

    name: str
    label: Words
    value: Callable[[Tally], int | None]
    state: str = ""
    is_promised: bool = False
    tone: str = ""


def _numbered(tally: Tally, value: int) -> int | None:
    """Return a value that says something only where a number was planned."""
    return None if tally.progress.planned is None else value


FIGURES = (
    Figure("planned", gettext_lazy("Planned"), lambda each: each.progress.planned, is_promised=True),
    Figure("held", gettext_lazy("Held"), lambda each: each.progress.held, "counted"),
    Figure("surplus", gettext_lazy("Surplus"), lambda each: _numbered(each, each.progress.surplus), is_promised=True),
    Figure("coming", gettext_lazy("Coming"), lambda each: each.progress.coming, "coming"),
    Figure("late", gettext_lazy("Late"), lambda each: each.progress.late, "late", tone="late"),
    Figure(
        "forecast", gettext_lazy("Forecast"), lambda each: _numbered(each, each.progress.forecast), is_promised=True
    ),
    Figure("unnumbered", gettext_lazy("Held without a number"), lambda each: each.unnumbered, is_promised=True),
    Figure("answered", gettext_lazy("Held upon request"), lambda each: each.answered, is_promised=True),
    Figure("postponed", gettext_lazy("Postponed"), lambda each: each.progress.postponed, "postponed"),
    Figure("cancelled", gettext_lazy("Cancelled"), lambda each: each.progress.cancelled, "cancelled"),
)


def sentence(words: Words) -> str:
    """Return words with a capital at the beginning; those inside keep theirs."""
    text = str(words)
    return text[:1].upper() + text[1:]


def figures_by(by: ProgressBy) -> list[Figure]:
    """Return the columns of numbers that a board has."""
    return [each for each in FIGURES if not (by in BY_STATE and each.is_promised)]


def listed_url(board: Board, heading: Heading | None, state: str = "") -> str:
    """Return the list of the deliverables behind a figure."""
    whole = {"with_states": "true"} if board.by in BY_STATE else {}
    asked = dict(heading.query) if heading else whole
    day = {"state": state, "on": board.on.isoformat()} if state else {}
    return f"{reverse('deliverables')}?{urlencode({'plan': board.plan.document.slug, **asked, **day})}"


# The table ----------------------------------------------------------------------------------------------------------


def board_rows(board: Board) -> tuple[list[Head], list[list[Plain]]]:
    """Return the heads and the rows of a board as a template reads them; the last row is the total."""
    figures = figures_by(board.by)
    promised = board.by not in BY_STATE
    labels: list[tuple[Words, bool]] = [(sentence(board.by.label), False)]
    labels += [(_("Progress"), False)] if promised else []
    labels += [(each.label, True) for each in figures]
    headed: list[tuple[Heading | None, Tally]] = [(row.heading, row.tally) for row in board.rows]
    made = [_cells(board, figures, heading, tally) for heading, tally in [*headed, (None, board.total)]]
    heads = [Head(label, numeric) for label, numeric in labels]
    return heads, [[_plain(cell, head) for cell, head in zip(row, heads, strict=True)] for row in made]


def _cells(board: Board, figures: Sequence[Figure], heading: Heading | None, tally: Tally) -> list[Cell]:
    name = Cell(heading.label, heading.href) if heading else Cell(_total_words(board))
    bar = [] if board.by in BY_STATE else [_bar(tally)]
    return [name, *bar, *(_number(board, each, heading, tally) for each in figures)]


def _total_words(board: Board) -> str:
    return _("All, each once") if board.is_overlapping else _("All")


def _number(board: Board, figure: Figure, heading: Heading | None, tally: Tally) -> Cell:
    value = figure.value(tally)
    if value is None:
        return Cell("–")
    href = listed_url(board, heading, figure.state) if value and figure.state else ""
    return Cell(str(value), href, css=figure.tone if value else "")


def _bar(tally: Tally) -> Cell:
    planned = tally.progress.planned
    if not planned:
        return Cell(words_of(tally))
    held = 100 * tally.progress.counted / planned
    late = min(100 * tally.progress.late / planned, 100 - held)
    ahead = min(100 * (tally.progress.coming - tally.progress.late) / planned, 100 - held - late)
    starts = (("held", 0.0, held), ("planned", held, max(ahead, 0.0)), ("late", held + max(ahead, 0.0), late))
    return Cell(words_of(tally), bar=tuple((kind, round(x, 1), round(width, 1)) for kind, x, width in starts))


def words_of(tally: Tally) -> str:
    """Say in words how far lines are: of the number planned, else how many lines promise what."""
    percent = tally.progress.percent
    if percent is not None:
        words = {"held": tally.progress.counted, "planned": tally.progress.planned, "percent": percent}
        return _("%(held)s of %(planned)s (%(percent)s%%)") % words
    said = []
    if tally.on_request:
        said.append(ngettext("%(count)s line upon request", "%(count)s lines upon request", tally.on_request))
        said[-1] %= {"count": tally.on_request}
    if tally.without_number:
        without = ngettext("%(count)s line without a number", "%(count)s lines without a number", tally.without_number)
        said.append(without % {"count": tally.without_number})
    return ", ".join(said) or _("no line")


def _plain(cell: Cell, head: Head) -> Plain:
    css = f"{cell.css} {'n' if head.numeric else ''}".strip()
    return {"text": cell.text, "href": cell.href, "css": css, "label": str(head.label), "bar": cell.bar, "title": ""}


def csv_rows(board: Board) -> tuple[list[Words], list[list[object]]]:
    """Return a board as heads and rows of plain values; lines are counted beside what was delivered."""
    figures = figures_by(board.by)
    promised = board.by not in BY_STATE
    lines = [_("Lines"), _("Lines without a number"), _("Lines upon request")] if promised else []
    heads = [sentence(board.by.label), *(each.label for each in figures), *lines]

    def values(name: str, tally: Tally) -> list[object]:
        numbers = [each.value(tally) for each in figures]
        beside = [tally.lines, tally.without_number, tally.on_request] if promised else []
        return [name, *("" if each is None else each for each in numbers), *beside]

    named = [(row.heading.label, row.tally) for row in board.rows]
    return heads, [values(name, tally) for name, tally in [*named, (_total_words(board), board.total)]]


# Figures on top -----------------------------------------------------------------------------------------------------


def board_figures(board: Board) -> list[dict[str, Any]]:
    """Return the figures at the head of a board, each leading to its rows."""
    total, progress = board.total, board.total.progress
    percent = total.progress.percent
    slug = board.plan.document.slug
    planned = {
        "value": progress.planned,
        "label": _("planned"),
        "url": f"{reverse('activities')}?{urlencode({'plan': slug, 'planned': 'number'})}",
    }
    share = _("held (%(percent)s%% of what was planned)") % {"percent": percent} if percent is not None else _("held")
    return [
        *([planned] if progress.planned is not None else []),
        {"value": progress.held, "label": share, "url": listed_url(board, None, "counted")},
        {"value": progress.coming, "label": _("coming"), "url": listed_url(board, None, "coming")},
        {
            "value": progress.late,
            "label": _("late"),
            "url": listed_url(board, None, "late"),
            "tone": "late" if progress.late else "",
        },
        *([_forecast(total)] if progress.planned is not None else []),
    ]


def _forecast(tally: Tally) -> dict[str, Any]:
    return {"value": tally.progress.forecast, "label": _("of them expected by the end of the plan"), "url": ""}


# Charts -------------------------------------------------------------------------------------------------------------

SERIES = (
    Series("held", gettext_lazy("held"), Color.HELD),
    Series("coming", gettext_lazy("coming"), Color.COMING),
    Series("late", gettext_lazy("late"), Color.LATE),
)
OPEN = Series("open", gettext_lazy("planned, nothing on record yet"), Color.OPEN)


def board_charts(board: Board) -> list[tuple[str, Chart]]:
    """Return the charts of a board with their keys: bars, for States the map first."""
    title = _("Progress by %(what)s") % {"what": board.by.label}
    head = sentence(board.by.label)
    series = SERIES if board.by in BY_STATE else (*SERIES, OPEN)
    shown = [row for row in board.rows if board.by not in BY_STATE or row.tally.progress != Tally().progress]
    rows = [
        Row(row.heading.label, _drawn(row.tally), listed_url(board, row.heading), row.heading.code)
        for row in shown[:DRAWN]
    ]
    note = _("The first %(drawn)s of %(all)s rows are drawn.") % {"drawn": DRAWN, "all": len(shown)}
    bars = StackedBars(title, head, series, rows, unit=_("deliverables"), note=note if len(shown) > DRAWN else "")
    if board.by != ProgressBy.STATE:
        return [("bars", bars)]
    taken = [
        Row(each.label, {"held": tally.progress.held}, listed_url(board, each, "counted"), each.code)
        for each, tally in ((row.heading, row.tally) for row in board.rows)
    ]
    drawn = StateMap(_("Held, by State that took part"), head, SERIES[:1], taken)
    return [("map", drawn), ("bars", bars)]


def _drawn(tally: Tally) -> dict[str, float | None]:
    """Return the parts of a bar: they add up to what is planned, or to more where more is on record."""
    progress = tally.progress
    known = progress.held + progress.coming
    left = {"open": max((progress.planned or 0) - tally.progress.counted - progress.coming, 0)}
    values = {"held": progress.held, "coming": progress.coming - progress.late, "late": progress.late, **left}
    return {name: value for name, value in values.items() if value or not known}


def months_chart(plan: Plan, months: Sequence[Month]) -> Chart:
    """Return how many were held by the end of each month, and how many are expected to be."""
    language = current_language()
    rows = [
        Row(
            format_date(each.first, "MMM y", locale=language),
            {"held": each.held, "expected": each.expected},
        )
        for each in months
    ]
    series = (SERIES[0], Series("expected", gettext_lazy("held or with a day"), Color.COMING))
    title = _("Held by the end of each month of %(plan)s") % {"plan": plan}
    return LineOverTime(title, _("Month"), series, rows, unit=_("deliverables"))


def board_notes(board: Board) -> list[Words]:
    """Return what a reader must know of the numbers."""
    forecast = _("Forecast is what was held or has a day until %(day)s, line by line up to the number planned.")
    of_lines: list[Words] = [
        _("Held counts up to the number planned of each line; what is above is a surplus and never carried over."),
        forecast % {"day": written_date(board.plan.ends_on)},
        _(
            "Lines upon request and lines without a number show how many were held and no percentage. "
            "Who asked and who still waits will be known once requests are kept here."
        ),
        _("How many were held is public; the rows behind a number are those that you may see."),
    ]
    of_states: list[Words] = [
        _("It counts what each takes part in, hosts, observes or partners, as far as you may see it."),
    ]
    several = _("Some stand in several rows, so that the rows do not add up; the last row has each once.")
    notes = of_states if board.by in BY_STATE else of_lines
    invented = _("%(count)s of those held were invented for the demonstration.")
    count = board.total.progress.invented
    return [*notes, *([several] if board.is_overlapping else []), *([invented % {"count": count}] if count else [])]

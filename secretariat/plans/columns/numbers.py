"""Planned numbers as rows of figures, each leading to its lines."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from secretariat.core.columns import Cell, Head, Words
from secretariat.plans.choices import HowMany, Linked
from secretariat.plans.columns.lines import PLANNED, lines_url
from secretariat.plans.models import Plan, Version
from secretariat.plans.queries import Figures

# The name of a figure, its head, and what narrows the list of lines down to what it counts.
FIGURES: tuple[tuple[str, Words, dict[str, str]], ...] = (
    ("planned", PLANNED, {}),
    ("lines", gettext_lazy("Lines"), {}),
    ("on_request", gettext_lazy("Upon request"), {"planned": HowMany.REQUEST.value}),
    ("without_number", gettext_lazy("Without a number"), {"planned": HowMany.NONE.value}),
    ("without_mandate", gettext_lazy("Without a mandate"), {"mandate": Linked.WITHOUT.value}),
)


def figure_heads(first: Words) -> list[Head]:
    """Return the heads over ``figure_cells``, after the head of the first column."""
    return [Head(first), *(Head(label, numeric=True) for _name, label, _narrower in FIGURES)]


def figure_cells(figures: Figures, plan: Plan, version: Version, **filters: str) -> list[Cell]:
    """Return a row of figures, each leading to its lines."""
    return [
        Cell(str(number), lines_url(plan, version, **filters, **narrower) if number else "")
        for number, (_name, _label, narrower) in zip(figure_values(figures), FIGURES, strict=True)
    ]


def figure_values(figures: Figures) -> list[int]:
    """Return the same figures as numbers, for a download."""
    return [getattr(figures, name) for name, _label, _narrower in FIGURES]


def without_formula(words: str) -> str:
    """Return words that a spreadsheet reads as text, whatever they begin with."""
    # SECURITY: a cell that begins so is run as a formula by spreadsheets.
    return f"'{words}" if words[:1] in ("=", "+", "-", "@", "\t", "\r", "\n") else words

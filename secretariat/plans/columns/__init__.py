"""Plans as cells, tables and trees; every figure leads to its rows."""

from secretariat.plans.columns.differences import (
    amendment_columns,
    amendment_state,
    authority_cell,
    changed_by,
    difference_sections,
    signed,
)
from secretariat.plans.columns.lines import (
    ACTIVITY_COLUMNS,
    PANEL_COLUMNS,
    TERMS_HEADS,
    cells_of,
    lines_url,
    plan_url,
    progress_words,
    project_number,
    promise_cell,
    suggested_words,
    terms_rows,
)
from secretariat.plans.columns.numbers import FIGURES, figure_cells, figure_heads, figure_values, without_formula
from secretariat.plans.columns.trees import DRAFT_HEADS, TREE_HEADS, besides, draft_rows, tree_rows

__all__ = [
    "ACTIVITY_COLUMNS",
    "DRAFT_HEADS",
    "FIGURES",
    "PANEL_COLUMNS",
    "TERMS_HEADS",
    "TREE_HEADS",
    "amendment_columns",
    "amendment_state",
    "authority_cell",
    "besides",
    "cells_of",
    "changed_by",
    "difference_sections",
    "draft_rows",
    "figure_cells",
    "figure_heads",
    "figure_values",
    "lines_url",
    "plan_url",
    "progress_words",
    "project_number",
    "promise_cell",
    "signed",
    "suggested_words",
    "terms_rows",
    "tree_rows",
    "without_formula",
]

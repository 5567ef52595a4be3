"""Progress as JSON: the same shape on the command line and on its page."""

from __future__ import annotations

from typing import Any

from secretariat.delivery.queries import Board, Tally


def board_as_json(board: Board) -> dict[str, Any]:
    """Return the progress of a plan on a day. Units: deliverables, but for ``lines``; null where there is no number."""
    return {
        "plan": board.plan.document.symbol,
        "by": board.by.value,
        "on": board.on.isoformat(),
        "rows": [
            {"key": row.heading.key, "label": row.heading.label, **_tally_as_json(row.tally)} for row in board.rows
        ],
        "total": _tally_as_json(board.total),
    }


def _tally_as_json(tally: Tally) -> dict[str, Any]:
    progress = tally.progress
    return {
        "planned": progress.planned,
        "held": progress.held,
        "counted": progress.counted,
        "surplus": progress.surplus,
        "percent": progress.percent,
        "coming": progress.coming,
        "late": progress.late,
        "forecast": None if progress.planned is None else progress.forecast,
        "postponed": progress.postponed,
        "cancelled": progress.cancelled,
        "held_without_number": tally.unnumbered,
        "held_upon_request": tally.answered,
        "invented": progress.invented,
        "lines": {"all": tally.lines, "without_number": tally.without_number, "on_request": tally.on_request},
    }

"""Progress, from the command line."""

from __future__ import annotations

import datetime
import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from secretariat.core.commands import PlainCommand
from secretariat.core.viewer import Viewer
from secretariat.delivery.choices import ProgressBy
from secretariat.delivery.queries import Board, Tally, day_asked, progress_board
from secretariat.delivery.schemas import board_as_json
from secretariat.documents.queries import find_document
from secretariat.parties.commands import viewer_of_command
from secretariat.plans.models import Plan
from secretariat.plans.queries import present_plan


class Command(PlainCommand):
    help = "Say how far a plan is on a day: planned, held, coming, late, by area, unit, topic, State and more."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--plan", help="symbol of the plan's document; the last adopted unless told")
        parser.add_argument("--by", choices=ProgressBy.values, default=ProgressBy.AREA.value, help="by what")
        parser.add_argument(
            "--on", type=datetime.date.fromisoformat, help="the day, such as 2016-12-31; today, or the plan's last"
        )
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output, nothing else")
        parser.add_argument("--as", dest="as_email", metavar="EMAIL", help="see what this person sees")

    def handle(self, *args: Any, **options: Any) -> None:
        viewer = viewer_of_command(options["as_email"])
        plan = _plan(options["plan"], viewer)
        on = options["on"] or day_asked(plan, timezone.localdate())
        board = progress_board(plan, viewer, by=ProgressBy(options["by"]), on=on)
        if options["json"]:
            self.stdout.write(json.dumps(board_as_json(board), ensure_ascii=False))
        else:
            self._write(board)

    def _write(self, board: Board) -> None:
        self.stdout.write(f"{board.plan.document}, by {board.by.label}, on {board.on}")
        self.stdout.write("  planned  held  coming  late")
        for label, tally in [*((row.heading.label, row.tally) for row in board.rows), ("all", board.total)]:
            self.stdout.write(f"{_numbers(tally)}  {label}")


def _plan(symbol: str | None, viewer: Viewer) -> Plan:
    """Return the plan asked for. Errors: CommandError where there is none."""
    if not symbol:
        plan = present_plan(viewer, on=timezone.localdate())
    else:
        document = find_document(symbol, viewer)
        plan = Plan.objects.visible_to(viewer).select_related("document").filter(document=document).first()
    if plan is None:
        raise CommandError(f"There is no plan “{symbol or 'adopted'}”.")
    return plan


def _numbers(tally: Tally) -> str:
    progress = tally.progress
    planned = "–" if progress.planned is None else str(progress.planned)
    return f"  {planned:>7}  {progress.held:>4}  {progress.coming:>6}  {progress.late:>4}"

"""Trace, from the command line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from secretariat.core.commands import PlainCommand
from secretariat.core.viewer import Viewer
from secretariat.documents.queries import find_paragraph
from secretariat.parties.commands import viewer_of_command
from secretariat.trace.queries import trace_paragraph
from secretariat.trace.schemas import trace_as_json


class Command(PlainCommand):
    help = "Follow paragraphs to units, plan lines and results; the symbol of the document stands in quotes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("symbol", help="symbol of the document, as printed or nearly so")
        parser.add_argument(
            "numbers", nargs="+", metavar="number", help="number of the paragraph; several give JSON Lines"
        )
        parser.add_argument("--json", action="store_true", help="JSON on standard output, nothing else")
        parser.add_argument("--as", dest="as_email", metavar="EMAIL", help="see what this person sees")

    def handle(self, *args: Any, **options: Any) -> None:
        viewer = viewer_of_command(options["as_email"])
        missing = [number for number in options["numbers"] if not self._show(number, viewer, options)]
        if missing:
            raise CommandError(f"There is no paragraph {', '.join(missing)} of “{options['symbol']}” to trace.")

    def _show(self, number: str, viewer: Viewer, options: dict[str, Any]) -> bool:
        paragraph = find_paragraph(options["symbol"], number, viewer)
        if paragraph is None:
            return False
        found = trace_as_json(trace_paragraph(paragraph, viewer, on=timezone.localdate()))
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
        else:
            self._tell(found)
        return True

    def _tell(self, found: dict[str, Any]) -> None:
        self.stdout.write(f"{found['paragraph']['symbol']} {found['paragraph']['number']}")
        self.stdout.write(f"  {found['paragraph']['summary']}")
        for mandate in found["mandates"]:
            self.stdout.write(f"  {mandate['nature']}: {mandate['status']} ({mandate['why']})")
        for unit in found["units"]:
            self.stdout.write(f"  unit {unit['acronym'] or unit['name']}")
        for line in found["activities"]:
            quantity = "upon request" if line["on_request"] else line["quantity"] or "no number"
            state = "" if line["confirmed"] else " (suggested)"
            self.stdout.write(f"  {line['address']} {line['title']}: {quantity}{state}")

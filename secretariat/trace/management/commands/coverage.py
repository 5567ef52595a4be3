"""Coverage, from the command line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from secretariat.core.commands import PlainCommand
from secretariat.documents.queries import find_document
from secretariat.organization.models import Order
from secretariat.parties.commands import viewer_of_command
from secretariat.plans.models import Plan
from secretariat.plans.queries import present_plan
from secretariat.trace.queries import coverage, present_order
from secretariat.trace.schemas import coverage_as_json


class Command(PlainCommand):
    help = "Count an order and a plan as adopted, and list what is missing: paragraphs without activity and the like."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--order", help="symbol of the order; the one in force unless told")
        parser.add_argument("--plan", help="symbol of the plan's document; the last adopted unless told")
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output, nothing else")
        parser.add_argument("--as", dest="as_email", metavar="EMAIL", help="see what this person sees")

    def handle(self, *args: Any, **options: Any) -> None:
        viewer = viewer_of_command(options["as_email"])
        order: Order | None = present_order(viewer, on=timezone.localdate())
        plan: Plan | None = present_plan(viewer, on=timezone.localdate())
        if options["order"]:
            order = Order.objects.visible_to(viewer).filter(document=find_document(options["order"], viewer)).first()
        if options["plan"]:
            plan = Plan.objects.visible_to(viewer).filter(document=find_document(options["plan"], viewer)).first()
        if order is None or plan is None:
            what = "order" if order is None else "plan"
            raise CommandError(f"There is no {what} “{options[what] or 'in force'}” to count.")
        found = coverage_as_json(coverage(order, plan, viewer))
        if options["json"]:
            self.stdout.write(json.dumps(found, ensure_ascii=False))
            return
        self.stdout.write(f"{found['order']} and {found['plan']} as adopted")
        for name, number in found["counts"].items():
            self.stdout.write(f"  {number:>5} {name}")
        for name, rows in found["gaps"].items():
            self.stdout.write(f"  {len(rows):>5} {name.replace('_', ' ')}")

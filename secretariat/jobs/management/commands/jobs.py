"""How the jobs stand, from the command line."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.utils import timezone

from secretariat.core.commands import PlainCommand
from secretariat.jobs.queries import Standing, standings
from secretariat.parties.queries import operator

HEADS = ("job", "state", "attempts", "due", "ended", "next due", "last error")


class Command(PlainCommand):
    help = "List the jobs of the worker: how the newest run of each went, and when the next is due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="one JSON value on standard output, nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        found = standings(operator(), now=timezone.now())
        if options["json"]:
            self.stdout.write(json.dumps([_facts(each) for each in found]))
            return
        rows = [HEADS, *(_words(each) for each in found)]
        widths = [max(len(row[place]) for row in rows) for place in range(len(HEADS))]
        for row in rows:
            self.stdout.write("  ".join(word.ljust(width) for word, width in zip(row, widths, strict=True)).rstrip())


def _facts(standing: Standing) -> dict[str, Any]:
    """Return a job as JSON; times are ISO 8601 in universal time."""
    run = standing.run
    return {
        "job": standing.job.name,
        "rhythm": standing.job.rhythm.words() if standing.job.rhythm else None,
        "state": run.state if run else None,
        "attempts": run.attempts if run else 0,
        "due": run.due_at.isoformat() if run else None,
        "ended": run.finished_at.isoformat() if run and run.finished_at else None,
        "next_due": standing.next_due.isoformat() if standing.next_due else None,
        "error": run.error if run else "",
    }


def _words(standing: Standing) -> tuple[str, ...]:
    facts = _facts(standing)
    state = str(facts["state"] or "not yet run")
    times = [(facts[name] or "–")[:16].replace("T", " ") for name in ("due", "ended", "next_due")]
    return (facts["job"], state, str(facts["attempts"]), *times, facts["error"] or "–")

"""P13: what answers a paragraph, from its words to the plan lines and back."""

from __future__ import annotations

from collections.abc import Iterator

from bench.harness import Bench, Figure
from secretariat.documents.models import Paragraph

LIMIT = 10.0  # CPU-milliseconds, flat to a million paragraphs
MANY = 40


def measure(bench: Bench) -> Iterator[Figure]:
    """Ask the traces of many paragraphs in turn: as a page, as data."""
    rows = Paragraph.objects.filter(is_demonstration=True).select_related("document").order_by("-id")[:MANY]
    paths = [f"/trace/{each.document.slug}/{each.number}/" for each in rows]
    reader = bench.reader("planning_officer")
    for what, ending in (("trace, page", ""), ("trace, data", "trace.json")):
        cost = bench.cost(reader, [path + ending for path in paths])
        yield Figure("p13", what, cost.pop("total"), "CPU-ms", LIMIT, cost)

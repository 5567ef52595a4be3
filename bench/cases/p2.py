"""P2: the page of a record before its panels, and the boards that people open most."""

from __future__ import annotations

from collections.abc import Iterator

from bench.harness import Bench, Figure
from secretariat.documents.models import Document, Paragraph

LIMIT = 5.0  # CPU-milliseconds
MANY = 40  # records asked in turn
READER = "planning_officer"


def measure(bench: Bench) -> Iterator[Figure]:
    """Ask many paragraphs and documents in turn, then one page each of what has no limit of its own yet."""
    paragraphs = Paragraph.objects.filter(is_demonstration=True).select_related("document").order_by("-id")[:MANY]
    documents = Document.objects.filter(slug__startswith="demo-res-").order_by("-id")[:MANY]
    reader = bench.reader(READER)
    records = {
        "paragraph": [each.get_absolute_url() for each in paragraphs],
        "document of 20 paragraphs": [each.get_absolute_url() for each in documents],
    }
    for what, paths in records.items():
        cost = bench.cost(reader, paths)
        yield Figure("p2", what, cost.pop("total"), "CPU-ms", LIMIT, cost)
    nobody = bench.reader()
    pages = {
        "home": "/",
        "coverage": "/coverage/",
        "plan of 66 lines": "/plans/cicte-doc-5-16/",
        "structure": "/structure/",
    }
    for what, path in pages.items():
        cost = bench.cost(nobody, [path])
        yield Figure("p2", f"{what}, nobody signed in", cost.pop("total"), "CPU-ms", None, cost)

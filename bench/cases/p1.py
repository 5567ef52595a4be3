"""P1: a register, 50 rows, signed in: its first page and one from the middle."""

from __future__ import annotations

from collections.abc import Iterator

from bench.harness import Bench, Figure
from secretariat.core.paging import Cursor
from secretariat.documents.models import Document
from secretariat.mandates.models import Mandate

LIMIT = 12.0  # CPU-milliseconds, flat to a million rows
READER = "planning_officer"


def measure(bench: Bench) -> Iterator[Figure]:
    """Ask the registers of mandates and documents; the page from the middle follows a cursor, as a reader would."""
    mandate = Mandate.objects.order_by("id")[Mandate.objects.count() // 2]
    resolutions = Document.objects.filter(slug__startswith="demo-res-").order_by("date", "id")
    document = resolutions[resolutions.count() // 2]
    pages = {
        "mandates, first page": "/mandates/",
        "mandates, from the middle": f"/mandates/?place={Cursor(str(mandate.pk), mandate.pk).text()}",
        "documents, first page": "/documents/",
        "documents, from the middle": f"/documents/?place={Cursor(str(document.date), document.pk).text()}",
        "plan lines, first page": "/plans/activities/",
    }
    reader = bench.reader(READER)
    for what, path in pages.items():
        cost = bench.cost(reader, [path])
        yield Figure("p1", what, cost.pop("total"), "CPU-ms", LIMIT, cost)

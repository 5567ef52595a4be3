"""Many writers take numbers of the same series at once: ``python -m bench.parallel_symbols --writers 50 --each 4``.

In the installation that the environment names, which must be prepared. Writers are threads in several processes, each
with a connection of its own; each asks for numbers of one series and for revisions of one document, and cancels every
second. Who finds the database busy asks again. Prints one line of JSON: how many were given, doubled, not on record,
unexplained as gaps, refused, and seconds.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
THREADS = 10  # writers in one process
DAY = datetime.date(2030, 1, 7)
TEMPLATE, BASE = "PARALLEL/doc.{n}/{yy}", "PARALLEL/RES. 1 (I-O/30)"


def main() -> None:
    """Run all writers and hold what they were given against the database."""
    parser = argparse.ArgumentParser(prog="python -m bench.parallel_symbols", description=__doc__)
    parser.add_argument("--writers", type=int, default=50)
    parser.add_argument("--each", type=int, default=4, help="numbers that each writer takes")
    parser.add_argument("--process", type=int, default=0, help=argparse.SUPPRESS)  # one process of writers
    chosen = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secretariat.settings.demonstration")

    import django

    django.setup()
    figures = _write(chosen.process, chosen.each) if chosen.process else _all(chosen.writers, chosen.each)
    sys.stdout.write(json.dumps(figures) + "\n")


def _all(writers: int, each: int) -> dict[str, Any]:
    series, base = _founded()
    sizes = [min(THREADS, writers - start) for start in range(0, writers, THREADS)]
    started = time.monotonic()
    command = [sys.executable, "-m", "bench.parallel_symbols", "--each", str(each), "--process"]
    running = [subprocess.Popen([*command, str(size)], cwd=ROOT, stdout=subprocess.PIPE, text=True) for size in sizes]
    told = [json.loads(process.communicate()[0]) for process in running]
    seconds = round(time.monotonic() - started, 1)
    given = Counter(symbol for one in told for symbol in one["given"])
    refused = [fault for one in told for fault in one["refused"]]
    asked_again = sum(len(one["waited"]) for one in told)
    figures = {"writers": writers, "seconds": seconds, "refused": refused, "asked_again": asked_again}
    return {**figures, **_held_against(series, base, given)}


def _founded() -> tuple[Any, Any]:
    """Return the series and the document that all writers use, made where they are missing."""
    from secretariat.core.languages import Labels
    from secretariat.documents.choices import DocumentKind, Restart
    from secretariat.documents.models import Document, NumberSeries
    from secretariat.documents.services import add_series, enter_document
    from secretariat.parties.models import Party
    from secretariat.parties.queries import operator

    words, by = Labels({"en": "Written at once"}), operator()
    party = Party.objects.filter(kind="body").order_by("slug")[0]
    series = NumberSeries.objects.filter(template=TEMPLATE).first() or add_series(
        party=party, title=words, template=TEMPLATE, restarts=Restart.YEAR, by=by
    )
    base = Document.objects.filter(symbol=BASE).first()
    return series, base or enter_document(BASE, words, DocumentKind.RESOLUTION, None, by=by)


def _write(writers: int, each: int) -> dict[str, list[str]]:
    """Take numbers in as many threads as there are writers; return the symbols given and what was refused."""
    series, base = _founded()
    from django.db import OperationalError

    given: list[str] = []
    refused: list[str] = []
    waited: list[str] = []
    begin = threading.Barrier(writers)

    def take() -> None:
        from django.db import connection

        begin.wait()
        left = list(range(each))
        while left:
            try:
                given.append(_take_one(series, base, left[-1]))
                left.pop()
            except OperationalError as error:  # SQLite: others wrote for longer than it waits, and nothing was done
                waited.append(str(error))
            except Exception as error:  # noqa: BLE001 - whatever refuses a writer is counted and told
                refused.append(f"{type(error).__name__}: {error}")
                left.pop()
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return {"given": given, "refused": refused, "waited": waited}


def _take_one(series: Any, base: Any, number: int) -> str:
    from django.db import transaction

    from secretariat.documents.choices import Step
    from secretariat.documents.services import cancel_symbol, request_symbol, reserve_symbol
    from secretariat.parties.queries import operator

    by = operator()
    of: dict[str, Any] = {"base": base, "step": Step.REVISION} if number % 3 == 2 else {"series": series}
    with transaction.atomic():
        row = reserve_symbol(request_symbol(**of, purpose="A paper", by=by, on=DAY), by=by)
        if number % 2:
            cancel_symbol(row, by=by, reason="Every second is not needed")
    return row.symbol


def _held_against(series: Any, base: Any, given: Counter[str]) -> dict[str, Any]:
    from secretariat.documents.models import SymbolNumber
    from secretariat.documents.queries import runs_of

    kept = Counter(SymbolNumber.objects.taken().values_list("symbol", flat=True))
    numbers = SymbolNumber.objects.filter(base=base).values_list("number", flat=True)
    steps = {number for number in numbers if number is not None}
    missing_steps = len(set(range(1, max(steps, default=0) + 1)) - steps)
    return {
        "given": sum(given.values()),
        "doubled": sum(count - 1 for count in (given | kept).values()),
        "not_on_record": sum(symbol not in kept for symbol in given),
        "unexplained_gaps": sum(len(run.unexplained) for run in runs_of(series)) + missing_steps,
        "cancelled": SymbolNumber.objects.taken().filter(state="cancelled").count(),
    }


if __name__ == "__main__":
    main()

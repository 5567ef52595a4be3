"""Run benchmarks: ``python -m bench p1 p2``; without a name, all of them."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main() -> None:
    """Set the installation up where it is missing, fill it, run the cases."""
    known = sorted(each.name for each in pkgutil.iter_modules([str(HERE / "cases")]))
    parser = argparse.ArgumentParser(prog="python -m bench", description="Print one line of JSON for each figure.")
    parser.add_argument("cases", nargs="*", metavar="CASE", help=f"{', '.join(known)}; all unless named")
    parser.add_argument("--size", type=int, default=10_000, help="invented paragraphs; 10,000 unless told")
    parser.add_argument("--processes", type=int, default=1, help="web processes; 1 unless told")
    parser.add_argument("--requests", type=int, default=100, help="requests for each figure; 100 unless told")
    chosen = parser.parse_args()
    unknown = sorted(set(chosen.cases) - set(known))
    if unknown:
        parser.error(f"no case {', '.join(unknown)}; there are {', '.join(known)}")
    _settle(chosen.size)
    with ExitStack() as stack:
        _run(chosen.cases or known, chosen.size, stack, chosen.processes, chosen.requests)


def _settle(size: int) -> None:
    """Choose a folder of its own for each size, so that no benchmark fills an installation that somebody uses."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "secretariat.settings.demonstration"
    kind = "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"
    os.environ.setdefault("SECRETARIAT_VAR", str(HERE.parent / "var" / "bench" / f"{kind}-{size}"))


def _run(names: list[str], size: int, stack: ExitStack, processes: int, requests: int) -> None:
    import django

    django.setup()
    from django.core.management import call_command

    from bench import generate, harness

    call_command("prepare")
    generate.fill(size)
    facts = harness.machine()
    bench = stack.enter_context(harness.serving(processes=processes, requests=requests))
    for name in names:
        measure: Callable[[harness.Bench], Iterator[harness.Figure]]
        measure = importlib.import_module(f"bench.cases.{name}").measure
        sys.stderr.write(f"  {name} …\n")
        for figure in measure(bench):
            harness.tell(figure, facts)


if __name__ == "__main__":
    main()

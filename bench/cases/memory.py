"""Memory: the server with two web processes, after both have answered pages of every kind."""

from __future__ import annotations

from collections.abc import Iterator

from bench.harness import Bench, Figure, serving

LIMIT = 250.0  # MB, as the proportional share (PSS)
PATHS = ("/", "/mandates/", "/documents/", "/coverage/", "/structure/", "/plans/cicte-doc-5-16/")


def measure(bench: Bench) -> Iterator[Figure]:
    """Start a server of two web processes beside the one that is measured otherwise."""
    with serving(processes=2, requests=bench.requests) as two:
        readers = [two.reader("planning_officer") for _each in range(8)]
        for number in range(max(two.requests, 50)):
            readers[number % len(readers)].get(PATHS[number // len(readers) % len(PATHS)])
        yield Figure("memory", "two web processes and their parent", round(two.memory(), 1), "MB PSS", LIMIT)

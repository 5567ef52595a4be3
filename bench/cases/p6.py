"""P6: records made over the API, checked, with history and search: in calls of a hundred, and one by one."""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Callable, Iterator

from bench.cases.p3 import token_of
from bench.harness import Answer, Bench, Client, Figure
from secretariat.parties.choices import RoleKind

IN_ONE, CALLS, SINGLY = 100, 10, 200
LIMIT_BULK, LIMIT_SINGLE = 1000.0, 100.0  # records a second of wall time


def measure(bench: Bench) -> Iterator[Figure]:
    """Make topics; a figure is records a second, as one program waits for them."""
    client = Client(bench.port)
    headers = {"Authorization": f"Bearer {token_of(RoleKind.PLANNING_OFFICER)}", "Content-Type": "application/json"}

    def send(path: str, body: object) -> Answer:
        answer = client.ask("POST", path, json.dumps(body), headers)
        if answer.status not in {200, 201}:
            raise RuntimeError(f"answered {answer.status}: {answer.text[:300]}")
        return answer

    bulk = _rate(lambda: send("/api/v1/bulk/topics", {"items": [_new() for _number in range(IN_ONE)]}), CALLS) * IN_ONE
    yield Figure("p6", f"made in calls of {IN_ONE}", round(bulk), "records/s", LIMIT_BULK)
    single = _rate(lambda: send("/api/v1/topics", _new()), SINGLY)
    yield Figure("p6", "made one by one", round(single), "records/s", LIMIT_SINGLE)


def _new() -> dict[str, object]:
    return {"slug": f"bench-{uuid.uuid4().hex}", "label": {"en": "Bench"}, "kind": "theme"}


def _rate(act: Callable[[], object], times: int) -> float:
    act()
    started = time.perf_counter()
    for _number in range(times):
        act()
    return times / (time.perf_counter() - started)

"""Metrics: requests by route, and the queue, in the words of Prometheus.

Several web processes add up in files of one folder, which `serve` names and empties when it starts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from django.db.models import Count, Min
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from secretariat.jobs.models import Run

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)  # seconds
METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))

REQUESTS = Counter("secretariat_requests", "Requests answered.", ["route", "method", "status"])
SECONDS = Histogram("secretariat_request_seconds", "Seconds until a request was answered.", ["route"], buckets=BUCKETS)
STATEMENTS = Counter("secretariat_statements", "Statements sent to the database for requests.", ["route"])


def note_request(route: str, method: str, status: int, seconds: float, statements: int) -> None:
    """Count one request that was answered; ``route`` is a name, so that there are as many as there are pages."""
    REQUESTS.labels(route, method if method in METHODS else "other", f"{status // 100}xx").inc()
    SECONDS.labels(route).observe(seconds)
    STATEMENTS.labels(route).inc(statements)


class QueueCollector(Collector):
    """What waits in the queue, asked when somebody looks."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        tasks = GaugeMetricFamily("secretariat_tasks", "Tasks in the queue.", labels=["queue", "state"])
        for row in DBTaskResult.objects.order_by().values("queue_name", "status").annotate(count=Count("pk")):
            tasks.add_metric([row["queue_name"], str(row["status"]).lower()], row["count"])
        yield tasks
        runs = GaugeMetricFamily("secretariat_job_runs", "Runs of jobs.", labels=["job", "state"])
        for run in Run.objects.order_by().values("job", "state").annotate(count=Count("pk")):
            runs.add_metric([run["job"], run["state"]], run["count"])
        yield runs
        yield GaugeMetricFamily("secretariat_oldest_task_seconds", "For how long a task waits.", value=oldest_waiting())


def oldest_waiting() -> float:
    """Return for how many seconds the oldest task waits that could be done now; 0 where none waits."""
    oldest = DBTaskResult.objects.ready().aggregate(oldest=Min("enqueued_at"))["oldest"]
    return max((timezone.now() - oldest).total_seconds(), 0.0) if oldest else 0.0


def written_metrics() -> bytes:
    """Return everything that is counted, of all web processes beside this one too."""
    registry = CollectorRegistry()
    registry.register(QueueCollector())
    if os.environ.get(FOLDER):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
        return generate_latest(registry)
    return generate_latest(REGISTRY) + generate_latest(registry)

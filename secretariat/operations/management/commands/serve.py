"""The server."""

from __future__ import annotations

import gc
import os
import shutil
import signal
import socket
import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections
from django.urls import resolve
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.common import AbstractServer

from secretariat.core.commands import PlainCommand
from secretariat.operations.supervision import PARENT, PATIENCE, end_with_parent, keeping
from secretariat.operations.web_server import PatientServer

METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"
THREADS = 4  # requests that a process answers at a time, each with a connection to the database


class Command(PlainCommand):
    help = "Serve the pages, and keep workers running beside. In production a proxy in front ends TLS; see docs/do."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="8000 unless told")
        parser.add_argument(
            "--host", default="127.0.0.1", help="the address to listen on; a demonstration keeps 127.0.0.1"
        )
        parser.add_argument("--processes", type=int, default=2, help="how many web processes; 2 unless told")
        parser.add_argument("--workers", type=int, default=1, help="how many task workers beside; 1 unless told")
        parser.add_argument("--no-worker", action="store_true", help="where workers run as services of their own")

    def execute(self, *args: Any, **options: Any) -> str | None:
        # Before the checks, which import the pages, and they the counters: these look once where they are kept.
        folder = settings.VAR / "metrics" / str(options["port"])
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        os.environ[METRICS_FOLDER] = str(folder)
        return super().execute(*args, **options)

    def handle(self, *args: Any, **options: Any) -> None:
        # SECURITY: whoever reaches a demonstration can sign in as anyone of the cast.
        host = "127.0.0.1" if settings.DEMONSTRATION else options["host"]
        if _is_taken(host, options["port"]):
            raise CommandError(f"Port {options['port']} of {host} is taken: name another with --port.")
        self.stderr.write(_welcome(host, options["port"]))
        os.environ[PARENT] = str(os.getpid())
        server = _server(host, options["port"], options["processes"])
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until the server listens to signals itself
        worker = [sys.executable, "-m", "secretariat", "worker"]
        with keeping(worker, count=0 if options["no_worker"] else options["workers"]):
            _share_what_is_loaded()
            server.serve()


def _server(host: str, port: int, processes: int) -> AbstractServer[Any]:
    logging: dict[str, Any] = settings.LOGGING
    line = logging["formatters"]["line"]
    server = PatientServer(
        "secretariat.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=THREADS,
        log_level=LogLevels.warning,
        log_dictconfig={"formatters": {"generic": line, "access": line}},
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE,
        websockets=False,
    )
    # A closed terminal ends the server; where the terminal does not matter (nohup) it goes on.
    goes_on = signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    closed = signal.SIG_IGN if goes_on else server.signal_handler_interrupt
    server.on_startup(lambda: signal.signal(signal.SIGHUP, closed))
    # A web process takes over the server's handler when it is made, and would not hear SIGTERM until it has loaded.
    os.register_at_fork(after_in_child=_begin_web_process)
    return server


def _share_what_is_loaded() -> None:
    """Load the pages before the web processes are forked, and look for no garbage in them: else each keeps a copy."""
    resolve("/")
    connections.close_all()  # a connection belongs to one process
    gc.collect()
    gc.freeze()


def _begin_web_process() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    end_with_parent()


def _is_taken(host: str, port: int) -> bool:
    """Tell whether somebody listens there; the server itself would share the port with them in silence."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((host, port))
        except OSError:
            return True
    return False


def _welcome(host: str, port: int) -> str:
    if not settings.DEMONSTRATION:
        return f"Serving on {host}:{port}. Stop with Ctrl+C."
    return (
        f"\n  Secretariat is at http://{host}:{port}/\n"
        f"  To enter as one of the cast: http://{host}:{port}/demonstration/\n"
        "  (as planning officer you see most; as a delegate, what a State sees)\n"
        "  Stop with Ctrl+C.\n"
    )

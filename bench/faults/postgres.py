"""A PostgreSQL of our own, in a folder of its own, that can be killed."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60  # seconds


@dataclass(frozen=True)
class Cluster:
    """A cluster: where it lies, where it listens, and how to act as its owner."""

    programs: Path
    data: Path
    port: int
    owner: tuple[str, ...]

    @property
    def address(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def start(self) -> None:
        """Start it and wait until it answers, after recovering what a kill left."""
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.data.parent}"
        until = time.monotonic() + PATIENCE
        while self._control("-w", "-l", str(self.data.parent / "log"), "-o", options, "start") != 0:
            if time.monotonic() > until:  # what was killed holds its memory for a moment
                raise TimeoutError("PostgreSQL does not start again")
            time.sleep(0.2)

    def stop(self) -> None:
        self._control("-m", "immediate", "stop")

    def kill(self) -> None:
        """Kill the first process and all that it started, at once."""
        first = int((self.data / "postmaster.pid").read_text().split()[0])
        children = [int(each) for each in Path(f"/proc/{first}/task/{first}/children").read_text().split()]
        for process in (first, *children):
            os.kill(process, signal.SIGKILL)

    def _control(self, *words: str) -> int:
        command = [*self.owner, str(self.programs / "pg_ctl"), "-D", str(self.data), *words]
        return subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Give a cluster that is gone at the end; its programs are the newest of Debian's."""
    programs = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    with tempfile.TemporaryDirectory() as folder, socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
        door.close()
        home = Path(folder) / "postgres"
        home.mkdir()
        owner: tuple[str, ...] = ()
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            Path(folder).chmod(0o711)
            shutil.chown(home, "postgres")
            owner = ("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups")
        made = Cluster(programs, home / "data", port, owner)
        begin = [*owner, str(programs / "initdb"), "-D", str(made.data), "-U", "postgres", "--auth=trust"]
        subprocess.run([*begin, "--encoding=UTF8", "--locale=C.UTF-8"], check=True, stdout=subprocess.DEVNULL)
        made.start()
        try:
            yield made
        finally:
            made.stop()

"""Print the port to serve on: the one asked for, or the next free one, and then say so on standard error.

Usage: `python free_port.py 8000`
"""

from __future__ import annotations

import socket
import sys

TRIES = 100


def free_port(first: int) -> int:
    """Return the first port from ``first`` on that nobody listens on.

    Errors: SystemExit when none of a hundred is free.
    """
    for port in range(first, min(first + TRIES, 65536)):
        if _is_free(port):
            return port
    raise SystemExit(f"No free port from {first} on.")


def _is_free(port: int) -> bool:
    """Knock first: on some systems one can bind beside a server that listens on all addresses."""
    with socket.socket() as door:
        door.settimeout(1)
        if door.connect_ex(("127.0.0.1", port)) == 0:
            return False
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def main(arguments: list[str]) -> None:
    """Print the free port."""
    if len(arguments) != 1 or not arguments[0].isdecimal():
        raise SystemExit("A port is a number, as in: make run PORT=8000")
    asked = int(arguments[0])
    port = free_port(asked)
    if port != asked:
        print(f"Port {asked} is taken; taking {port}.", file=sys.stderr)
    print(port)


if __name__ == "__main__":
    main(sys.argv[1:])

"""The port that `make run` takes."""

from __future__ import annotations

import socket

import free_port
import pytest


def test_port_free_is_taken_in_silence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    free_port.main([str(port)])
    assert capsys.readouterr() == (f"{port}\n", "")


def test_port_taken_gives_the_next_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
        free_port.main([str(port)])
    said = capsys.readouterr()
    taken = int(said.out)
    assert (taken > port, said.err) == (True, f"Port {port} is taken; taking {taken}.\n")


def test_port_that_is_no_number_is_refused() -> None:
    with pytest.raises(SystemExit, match="A port is a number"):
        free_port.main(["eight thousand"])

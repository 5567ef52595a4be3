"""A mail server of our own that speaks SMTP and does as a test tells it."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


class MailServer(socketserver.ThreadingTCPServer):
    """Keeps what it took, as (sender, recipient, message).

    ``recipients`` are its answers to RCPT and ``ends`` its answers after the last byte of a message, in turn; then it
    takes everything. The answer "drop" takes a message and breaks the line without a word.
    """

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Talk)
        self.taken: list[tuple[str, str, EmailMessage]] = []
        self.recipients: list[str] = []
        self.ends: list[str] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    @property
    def addresses(self) -> list[str]:
        return sorted(recipient for _sender, recipient, _message in self.taken)


class Talk(socketserver.StreamRequestHandler):
    """One conversation."""

    server: MailServer

    def handle(self) -> None:
        self._say("220 test")
        sender = recipient = ""
        for line in iter(self.rfile.readline, b""):
            words = line.decode().strip()
            verb = words.split(":")[0].split(" ")[0].upper()
            if verb == "MAIL":
                sender = _within(words)
                self._say("250 ok")
            elif verb == "RCPT":
                answer = self.server.recipients.pop(0) if self.server.recipients else "250 ok"
                recipient = _within(words)
                self._say(answer)
            elif verb == "DATA":
                self._say("354 go on")
                answer = self.server.ends.pop(0) if self.server.ends else "250 taken"
                message = self._message()
                if answer == "drop" or answer.startswith("250"):
                    self.server.taken.append((sender, recipient, message))
                if answer == "drop":
                    return
                self._say(answer)
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _message(self) -> EmailMessage:
        lines = []
        for line in iter(self.rfile.readline, b""):
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        found: Any = message_from_bytes(b"".join(lines), policy=policy.default)
        return found  # type: ignore[no-any-return]

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


def _within(words: str) -> str:
    return words.partition("<")[2].partition(">")[0]


@contextmanager
def listening() -> Iterator[MailServer]:
    """Give a server that listens, on a port of its own."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()

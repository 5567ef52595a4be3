"""Bring mail that came back."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils import timezone

from secretariat.core.commands import PlainCommand
from secretariat.correspondence.bounces import messages_in, read_bounce
from secretariat.correspondence.services import note_bounce
from secretariat.parties.commands import viewer_of_command


class Command(PlainCommand):
    help = "Read mail that came back (delivery status notifications) and note which parts of distributions bounced."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", default=["-"], help="messages or mailboxes; - is standard input")
        parser.add_argument("--as", dest="email", metavar="EMAIL", help="act as this person")

    def handle(self, *args: Any, files: list[str], email: str | None, **options: Any) -> None:
        by, noted, read = viewer_of_command(email), 0, 0
        for name in files:
            for content in messages_in(_content(name)):
                bounce = read_bounce(content)
                read += 1
                noted += bounce is not None and note_bounce(bounce, by=by, at=timezone.now()) is not None
        self.stdout.write(f"{read} read, {noted} noted")


def _content(name: str) -> bytes:
    if name == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(name).read_bytes()
    except OSError as error:
        raise CommandError(f"{name} cannot be read: {error.strerror}.") from error

"""Refusals: what was asked cannot be done, and the reader is told why."""

from __future__ import annotations


class Refused(Exception):
    """The state of things does not allow it (HTTP 409); the message is for the reader."""


class NotPermitted(Exception):
    """The person may not do it (HTTP 403); the message is for the reader."""


class UnattributedWrite(Exception):
    """A record was about to be written without saying who writes it: a fault in our code."""
